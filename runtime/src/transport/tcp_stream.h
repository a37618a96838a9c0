#pragma once

#include <sys/uio.h>

#include <boost/asio/basic_stream_socket.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>

#include "transport/asio_loop_impl.h"

namespace gangway::transport {

using TcpSocket = net::basic_stream_socket<net::ip::tcp, IoExecutor>;

/// What one call to a socket did.
struct IoResult {
  enum class Status : std::uint8_t { Ok, WouldBlock, End, Failed };

  Status status = Status::Ok;
  std::size_t bytes = 0;
};

/// A connected stream of bytes: calls that never block, and waiting until one makes sense. All that
/// connections know of sockets, so that TLS and Unix sockets can take its place.
class TcpStream {
 public:
  /// Takes an accepted socket: non-blocking, without Nagle's delay.
  explicit TcpStream(TcpSocket socket);

  [[nodiscard]] IoResult receive(char* to, std::size_t size) noexcept;
  /// Sends as much of the parts, in order, as the socket takes now.
  [[nodiscard]] IoResult send(const iovec* parts, std::size_t count) noexcept;

  /// Calls `handler(bool ok)` once there may be bytes to receive; not ok when the stream was closed
  /// meanwhile.
  template <class Handler>
  void wait_readable(Handler handler) {
    wait(TcpSocket::wait_read, std::move(handler));
  }
  /// The same for room to send.
  template <class Handler>
  void wait_writable(Handler handler) {
    wait(TcpSocket::wait_write, std::move(handler));
  }

  /// Tells the peer that nothing more comes; receiving goes on.
  void shutdown_send() noexcept;
  /// Ends everything; those who wait are told.
  void close() noexcept;
  [[nodiscard]] bool is_open() const noexcept { return socket_.is_open(); }

  /// "127.0.0.1:51234" or "[::1]:51234".
  [[nodiscard]] const std::string& remote_address() const noexcept { return remote_address_; }

 private:
  template <class Handler>
  void wait(TcpSocket::wait_type what, Handler handler) {
    socket_.async_wait(what, [handler = std::move(handler)](const boost::system::error_code& error) mutable {
      handler(!error);
    });
  }

  TcpSocket socket_;
  std::string remote_address_;
};

}  // namespace gangway::transport
