#include "transport/listener.h"

#include <boost/asio/basic_socket_acceptor.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <chrono>
#include <utility>

#include "gangway/server.h"
#include "transport/asio_loop_impl.h"
#include "transport/http_connection.h"

namespace gangway::transport {
namespace {

using boost::system::error_code;
using net::ip::tcp;
using Acceptor = net::basic_socket_acceptor<tcp, IoExecutor>;

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
  if (error == net::error::access_denied) {
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
  throw StartError("cannot listen on " + options.address + " port " + std::to_string(options.port) + ": " +
                   advice(error, options));
}

}  // namespace

class Listener::Impl : public std::enable_shared_from_this<Impl> {
 public:
  Impl(AsioLoop& loop, protocol::Host& host, ListenOptions options)
      : loop_(loop), host_(host), options_(std::move(options)), acceptor_(loop.impl().context) {}

  void open() {
    error_code error;
    const auto address = net::ip::make_address(options_.address, error);
    if (error) {
      throw StartError("cannot listen on `" + options_.address +
                       "`: not an IPv4 or IPv6 address; 127.0.0.1 is for this machine only, 0.0.0.0 for all");
    }
    const tcp::endpoint endpoint(address, options_.port);
    acceptor_.open(endpoint.protocol(), error);
    // Else a restart within a minute finds the port taken by the connections of the last run.
    if (!error) acceptor_.set_option(net::socket_base::reuse_address(true), error);
    if (!error) acceptor_.bind(endpoint, error);
    if (!error) acceptor_.listen(net::socket_base::max_listen_connections, error);
    if (error) fail(error, options_);
    port_ = acceptor_.local_endpoint().port();
    accept();
  }

  void close() {
    closed_ = true;
    error_code ignored;
    acceptor_.close(ignored);
  }

  [[nodiscard]] std::uint16_t port() const noexcept { return port_; }

 private:
  void accept() {
    acceptor_.async_accept([self = shared_from_this()](const error_code& error, TcpSocket socket) {
      if (self->closed_) return;
      if (is_lack_of_room(error)) return self->accept_later();
      if (!error) {
        std::make_shared<HttpConnection>(self->loop_, TcpStream(std::move(socket)), self->host_,
                                         self->options_.http)
            ->start();
      }
      self->accept();
    });
  }

  void accept_later() {
    loop_.at(loop_.now() + kNoRoomDelay, [weak = weak_from_this()] {
      const auto self = weak.lock();
      if (self && !self->closed_) self->accept();
    });
  }

  AsioLoop& loop_;
  protocol::Host& host_;
  ListenOptions options_;
  Acceptor acceptor_;
  std::uint16_t port_ = 0;
  bool closed_ = false;
};

Listener::Listener(AsioLoop& loop, protocol::Host& host, ListenOptions options)
    : impl_(std::make_shared<Impl>(loop, host, std::move(options))) {
  impl_->open();
}

Listener::~Listener() { impl_->close(); }

std::uint16_t Listener::port() const noexcept { return impl_->port(); }

}  // namespace gangway::transport
