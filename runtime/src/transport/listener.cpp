#include "transport/listener.h"

#include <sys/stat.h>

#include <boost/asio/basic_socket_acceptor.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/local/stream_protocol.hpp>
#include <chrono>
#include <cstring>
#include <utility>

#include "gangway/server.h"
#include "transport/asio_loop_impl.h"
#include "transport/http_connection.h"
#include "transport/unix_socket.h"

namespace gangway::transport {
namespace {

using boost::system::error_code;
using net::generic::stream_protocol;
using net::ip::tcp;
using Acceptor = net::basic_socket_acceptor<stream_protocol, IoExecutor>;

/// How long to wait where the process or the system has no room for another connection.
constexpr std::chrono::milliseconds kNoRoomDelay{100};

bool is_lack_of_room(const error_code& error) {
  return error == boost::system::errc::too_many_files_open ||
         error == boost::system::errc::too_many_files_open_in_system ||
         error == boost::system::errc::no_buffer_space || error == boost::system::errc::not_enough_memory;
}

/// What to do about a port that does not open.
std::string advice(const error_code& error, const ListenOptions& options) {
  if (error == net::error::address_in_use) {
    return "another program listens there; stop it, or choose another port (0 takes a free one)";
  }
  if (error == net::error::access_denied && options.unix_path.empty()) {
    return "ports below 1024 are for privileged programs; choose another, or give this program "
           "cap_net_bind_service";
  }
  if (error == boost::system::errc::address_not_available) {
    return "`" + options.address +
           "` is no address of this machine; 127.0.0.1 is for this machine only, 0.0.0.0 for all";
  }
  return error.message();
}

[[noreturn]] void fail(const error_code& error, const ListenOptions& options) {
  const std::string place = options.unix_path.empty()
                                ? options.address + " port " + std::to_string(options.port)
                                : "unix:" + options.unix_path;
  throw StartError("cannot listen on " + place + ": " + advice(error, options));
}

/// Starts a connection on its own loop's thread.
void start(const Place& place, Socket socket, const ListenOptions& options) {
  auto tls = options.tls ? options.tls->accept(socket.native_handle()) : nullptr;
  std::make_shared<HttpConnection>(place, ByteStream(std::move(socket), std::move(tls)), options.http)
      ->start();
}

}  // namespace

class Listener::Impl : public std::enable_shared_from_this<Impl> {
 public:
  Impl(std::vector<Worker> workers, ListenOptions options)
      : workers_(std::make_shared<const std::vector<Worker>>(std::move(workers))),
        options_(std::make_shared<ListenOptions>(std::move(options))),
        acceptor_(loop().impl().context) {}

  void open() {
    if (options_->unix_path.empty()) {
      open_tcp();
    } else {
      open_unix();
    }
    accept();
  }

  void close() {
    closed_ = true;
    error_code ignored;
    acceptor_.close(ignored);
    file_.remove();
  }

  [[nodiscard]] std::uint16_t port() const noexcept { return port_; }

 private:
  [[nodiscard]] AsioLoop& loop() const noexcept { return *workers_->front().loop; }

  void open_tcp() {
    error_code error;
    const auto address = net::ip::make_address(options_->address, error);
    if (error) {
      throw StartError("cannot listen on `" + options_->address +
                       "`: not an IPv4 or IPv6 address; 127.0.0.1 is for this machine only, 0.0.0.0 for all");
    }
    const tcp::endpoint endpoint(address, options_->port);
    acceptor_.open(stream_protocol(endpoint.protocol()), error);
    // Else a restart within a minute finds the port taken by the connections of the last run.
    if (!error) acceptor_.set_option(net::socket_base::reuse_address(true), error);
    if (!error) acceptor_.bind(endpoint, error);
    if (!error) acceptor_.listen(net::socket_base::max_listen_connections, error);
    if (error) fail(error, *options_);
    tcp::endpoint bound;
    const auto generic = acceptor_.local_endpoint();
    bound.resize(generic.size());
    std::memcpy(bound.data(), generic.data(), generic.size());
    port_ = bound.port();
  }

  void open_unix() {
    UnixSocketFile::make_room(options_->unix_path);
    const net::local::stream_protocol::endpoint endpoint(options_->unix_path);
    error_code error;
    acceptor_.open(stream_protocol(endpoint.protocol()), error);
    // The file is never open to more than it shall be: Linux takes the mode from the socket.
    if (!error) ::fchmod(acceptor_.native_handle(), static_cast<mode_t>(options_->unix_mode));
    if (!error) acceptor_.bind(endpoint, error);
    if (!error && !file_.bound(options_->unix_path, static_cast<mode_t>(options_->unix_mode)))
      error.assign(errno, boost::system::system_category());
    if (!error) acceptor_.listen(net::socket_base::max_listen_connections, error);
    if (error) fail(error, *options_);
  }

  /// The one with the fewest connections.
  [[nodiscard]] Place next_place() const {
    std::size_t least = 0;
    for (std::size_t i = 1; i < workers_->size(); ++i) {
      if ((*workers_)[i].loop->connections() < (*workers_)[least].loop->connections()) least = i;
    }
    return {workers_, least};
  }

  void accept() {
    const Place place = next_place();
    acceptor_.async_accept(place.loop().impl().context,
                           [self = shared_from_this(), place](const error_code& error, Socket socket) {
                             if (self->closed_) return;
                             if (is_lack_of_room(error)) return self->accept_later();
                             if (!error) self->hand_over(place, std::move(socket));
                             self->accept();
                           });
  }

  void hand_over(const Place& place, Socket socket) {
    if (place.index() == 0) return start(place, std::move(socket), *options_);
    // Counted here: many may be accepted before the other loop takes the first.
    auto counted = std::make_shared<ConnectionCount>(place.loop());
    net::post(place.loop().impl().context,
              [place, socket = std::move(socket), options = options_, counted]() mutable {
                start(place, std::move(socket), *options);
              });
  }

  void accept_later() {
    loop().at(loop().now() + kNoRoomDelay, [weak = weak_from_this()] {
      const auto self = weak.lock();
      if (self && !self->closed_) self->accept();
    });
  }

  std::shared_ptr<const std::vector<Worker>> workers_;
  std::shared_ptr<ListenOptions> options_;
  Acceptor acceptor_;
  UnixSocketFile file_;
  std::uint16_t port_ = 0;
  bool closed_ = false;
};

Listener::Listener(std::vector<Worker> workers, ListenOptions options)
    : impl_(std::make_shared<Impl>(std::move(workers), std::move(options))) {
  impl_->open();
}

Listener::~Listener() { impl_->close(); }

std::uint16_t Listener::port() const noexcept { return impl_->port(); }

}  // namespace gangway::transport
