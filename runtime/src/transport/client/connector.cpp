// The client's sockets: Beast's WebSocket, over TCP or TLS. A client has one connection, so that what this
// costs beside the server's own frames does not matter.
#include <openssl/ssl.h>

#include <boost/asio/connect.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/host_name_verification.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/beast/core/basic_stream.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/rate_policy.hpp>
#include <boost/beast/websocket.hpp>
#include <boost/beast/websocket/ssl.hpp>
#include <deque>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>

#include "client/connector.h"
#include "client/core.h"
#include "gangway/client/target.h"
#include "gangway/codec/reader.h"
#include "transport/asio_loop_impl.h"
#include "transport/client/client_loop.h"
#include "transport/client/client_url.h"

namespace gangway::transport {
namespace {

namespace beast = boost::beast;
namespace websocket = beast::websocket;
namespace ssl = net::ssl;
using boost::system::error_code;
using net::ip::tcp;
using TcpLayer = beast::basic_stream<tcp, IoExecutor, beast::unlimited_rate_policy>;
using TlsLayer = ssl::stream<TcpLayer>;

constexpr std::string_view kSubprotocol = "gangway.v1";
/// For the name, the connection and both handshakes each; for the close handshake.
constexpr std::chrono::seconds kStepPatience{10};
constexpr std::uint16_t kAbnormal = 1006;

/// What connections of one target have in common.
struct Settings {
  ClientUrl url;
  client::Options options;
  std::optional<ssl::context> tls;
};

/// One WebSocket, from resolving the name to the last word. Lives in its own handlers.
template <class Layer>
class Connection final : public std::enable_shared_from_this<Connection<Layer>> {
 public:
  Connection(std::shared_ptr<Settings> settings, std::shared_ptr<int> presence, Layer layer,
             client::WireEvents& events)
      : settings_(std::move(settings)),
        presence_(std::move(presence)),
        socket_(std::move(layer)),
        resolver_(socket_.get_executor()),
        events_(&events) {}

  void start(std::string target) {
    target_ = std::move(target);
    resolver_.async_resolve(
        settings_->url.host, settings_->url.port,
        [self = this->shared_from_this()](const error_code& error, const Endpoints& found) {
          if (self->goes_on(error, "cannot resolve the name")) self->connect(found);
        });
  }

  void send(std::string_view text) {
    waiting_.emplace_back(text);
    write();
  }

  /// Nobody listens any more; what is queued still goes out.
  void leave(std::uint16_t code) {
    events_ = nullptr;
    leaving_ = code;
    if (!open_) return abort();
    write();
  }

 private:
  using Endpoints = typename net::ip::basic_resolver<tcp, IoExecutor>::results_type;

  /// False where a step on the way to the upgrade failed, which is told, or where nobody wants it any more.
  bool goes_on(const error_code& error, const std::string& what) {
    if (error) lost(kAbnormal, settings_->url.host_header() + ": " + what + ": " + error.message());
    if (!error && leaving_) abort();
    return !error && !leaving_;
  }

  void connect(const Endpoints& found) {
    auto& tcp_layer = beast::get_lowest_layer(socket_);
    tcp_layer.expires_after(kStepPatience);
    tcp_layer.async_connect(found, [self = this->shared_from_this()](const error_code& error, const auto&) {
      if (self->goes_on(error, "cannot connect")) self->connected();
    });
  }

  void connected() {
    error_code ignored;
    beast::get_lowest_layer(socket_).socket().set_option(tcp::no_delay(true), ignored);
    if constexpr (std::is_same_v<Layer, TlsLayer>) {
      TlsLayer& tls = socket_.next_layer();
      error_code not_an_address;
      net::ip::make_address(settings_->url.host, not_an_address);
      // RFC 6066: only names, no addresses.
      if (not_an_address) SSL_set_tlsext_host_name(tls.native_handle(), settings_->url.host.c_str());
      tls.set_verify_callback(ssl::host_name_verification(settings_->url.host));
      tls.async_handshake(ssl::stream_base::client,
                          [self = this->shared_from_this()](const error_code& error) {
                            if (self->goes_on(error, "the TLS handshake failed")) self->upgrade();
                          });
    } else {
      upgrade();
    }
  }

  void upgrade() {
    beast::get_lowest_layer(socket_).expires_never();  // the WebSocket has timeouts of its own
    websocket::stream_base::timeout timeouts{kStepPatience, websocket::stream_base::none(), false};
    socket_.set_option(timeouts);
    socket_.set_option(
        websocket::stream_base::decorator([settings = settings_](websocket::request_type& request) {
          request.set(beast::http::field::sec_websocket_protocol,
                      beast::string_view(kSubprotocol.data(), kSubprotocol.size()));
          request.set(beast::http::field::user_agent, "gangway");
          for (const auto& [name, value] : settings->options.headers) request.set(name, value);
        }));
    socket_.read_message_max(settings_->options.max_message);
    socket_.text(true);
    socket_.async_handshake(
        response_, settings_->url.host_header(), target_,
        [self = this->shared_from_this()](const error_code& error) { self->upgraded(error); });
  }

  void upgraded(const error_code& error) {
    if (error == websocket::error::upgrade_declined) {
      return lost(kAbnormal,
                  "the server answered " + std::to_string(response_.result_int()) + " to the upgrade");
    }
    if (error) return lost(kAbnormal, "the upgrade failed: " + error.message());
    if (response_[beast::http::field::sec_websocket_protocol] !=
        beast::string_view(kSubprotocol.data(), kSubprotocol.size())) {
      return lost(kAbnormal, "the server does not speak gangway.v1");
    }
    open_ = true;
    read();
    write();
  }

  void read() {
    socket_.async_read(buffer_, [self = this->shared_from_this()](const error_code& error, std::size_t) {
      self->received(error);
    });
  }

  void received(const error_code& error) {
    if (error == websocket::error::closed) {
      const auto& reason = socket_.reason();
      return lost(reason.code, std::string(reason.reason.data(), reason.reason.size()));
    }
    if (error) return lost(kAbnormal, error.message());
    if (events_) {
      static_cast<void>(buffer_.prepare(kReadPadding));  // readable from now on
      const auto bytes = buffer_.cdata();
      events_->on_message({static_cast<const char*>(bytes.data()), bytes.size()});
    }
    buffer_.consume(buffer_.size());
    read();
  }

  void write() {
    if (!open_ || writing_) return;
    if (waiting_.empty()) {
      if (leaving_ && !closing_) say_good_bye();
      return;
    }
    writing_ = true;
    socket_.async_write(net::buffer(waiting_.front()),
                        [self = this->shared_from_this()](const error_code& error, std::size_t) {
                          self->writing_ = false;
                          if (error) return;  // the read tells
                          self->waiting_.pop_front();
                          self->write();
                        });
  }

  void say_good_bye() {
    closing_ = true;
    socket_.async_close(websocket::close_reason(*leaving_),
                        [self = this->shared_from_this()](const error_code&) { self->abort(); });
  }

  void abort() {
    resolver_.cancel();
    beast::get_lowest_layer(socket_).close();
  }

  void lost(std::uint16_t code, const std::string& reason) {
    open_ = false;
    abort();
    if (auto* events = std::exchange(events_, nullptr)) events->on_lost(code, reason);
  }

  std::shared_ptr<Settings> settings_;
  std::shared_ptr<int> presence_;
  // Without compression, which a client's one connection does not need and which takes long to compile.
  websocket::stream<Layer, false> socket_;
  net::ip::basic_resolver<tcp, IoExecutor> resolver_;
  client::WireEvents* events_;
  std::string target_;
  websocket::response_type response_;
  beast::flat_buffer buffer_;
  std::deque<std::string> waiting_;
  std::optional<std::uint16_t> leaving_;
  bool open_ = false;
  bool writing_ = false;
  bool closing_ = false;
};

template <class Layer>
class SocketWire final : public client::Wire {
 public:
  explicit SocketWire(std::shared_ptr<Connection<Layer>> connection) : connection_(std::move(connection)) {}
  ~SocketWire() override {
    if (connection_) connection_->leave(1000);
  }
  void send(std::string_view text) override { connection_->send(text); }
  void close(std::uint16_t code) override { std::exchange(connection_, nullptr)->leave(code); }

 private:
  std::shared_ptr<Connection<Layer>> connection_;
};

class NetworkConnector final : public client::Connector {
 public:
  NetworkConnector(std::string_view url, const client::Options& options)
      : settings_(std::make_shared<Settings>()) {
    settings_->url = parse_client_url(url);
    settings_->options = options;
    if (settings_->url.tls) {
      auto& tls = settings_->tls.emplace(ssl::context::tls_client);
      tls.set_options(ssl::context::default_workarounds | ssl::context::no_tlsv1 | ssl::context::no_tlsv1_1);
      tls.set_verify_mode(ssl::verify_peer);
      error_code error;
      if (options.ca_file.empty()) {
        tls.set_default_verify_paths(error);
      } else {
        tls.load_verify_file(options.ca_file, error);
      }
      if (error)
        throw std::runtime_error("cannot read the authorities in `" + options.ca_file +
                                 "`: " + error.message());
    }
    // Last: it has a thread.
    loop_ = options.loop ? options.loop : client::make_loop();
    settings_->options.loop.reset();  // which connections must not keep
  }

  std::unique_ptr<client::Wire> connect(std::string_view gateway_path, client::WireEvents& events) override {
    TcpLayer tcp_layer(loop_->loop()->impl().context);
    const std::string target = settings_->url.target_for(gateway_path);
    if (settings_->tls) return start(TlsLayer(std::move(tcp_layer), *settings_->tls), target, events);
    return start(std::move(tcp_layer), target, events);
  }

  [[nodiscard]] std::shared_ptr<detail::Executor> executor() override { return loop_->loop(); }
  bool pump(const std::function<bool()>&) override { return false; }

 private:
  template <class Layer>
  std::unique_ptr<client::Wire> start(Layer layer, const std::string& target, client::WireEvents& events) {
    auto connection =
        std::make_shared<Connection<Layer>>(settings_, loop_->presence(), std::move(layer), events);
    connection->start(target);
    return std::make_unique<SocketWire<Layer>>(std::move(connection));
  }

  std::shared_ptr<Settings> settings_;
  std::shared_ptr<client::Loop> loop_;
};

}  // namespace
}  // namespace gangway::transport

namespace gangway::client {

Target::Target(std::string url, Options options)
    : connector_(std::make_shared<transport::NetworkConnector>(url, options)), options_(std::move(options)) {}

}  // namespace gangway::client
