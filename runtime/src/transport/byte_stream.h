#pragma once

#include <sys/uio.h>

#include <atomic>
#include <boost/asio/basic_stream_socket.hpp>
#include <boost/asio/generic/stream_protocol.hpp>
#include <boost/asio/post.hpp>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <utility>

#include "transport/asio_loop_impl.h"
#include "transport/io_result.h"
#include "transport/tls_session.h"

namespace gangway::transport {

/// A TCP or a Unix socket.
using Socket = net::basic_stream_socket<net::generic::stream_protocol, IoExecutor>;

/// A connected stream of bytes: calls that never block, and waiting until one makes sense. All that
/// connections know of sockets; plain or TLS is the same to them.
class ByteStream {
 public:
  /// Takes an accepted socket: non-blocking, without Nagle's delay. With `tls`, speaks that; its handshake
  /// happens inside the first calls.
  explicit ByteStream(Socket socket, std::unique_ptr<TlsSession> tls = nullptr);

  /// The same stream on another loop, whose thread has it from then on; this one is closed, and those who
  /// wait on it are told. Closed as well where the system refuses.
  [[nodiscard]] ByteStream moved_to(AsioLoop& loop);

  [[nodiscard]] IoResult receive(char* to, std::size_t size) noexcept;
  /// Sends as much of the parts, in order, as the socket takes now. What was not taken is to be sent again by
  /// the next call, with or without more behind it.
  [[nodiscard]] IoResult send(const iovec* parts, std::size_t count) noexcept;

  /// Calls `handler(bool ok)` once there may be bytes to receive; not ok when the stream was closed
  /// meanwhile.
  template <class Handler>
  void wait_readable(Handler handler) {
    if (tls_ && tls_->has_more())
      return net::post(socket_.get_executor(), [handler = std::move(handler)]() mutable { handler(true); });
    wait(tls_ && tls_->read_waits_for_room() ? Socket::wait_write : Socket::wait_read, std::move(handler));
  }
  /// The same for room to send.
  template <class Handler>
  void wait_writable(Handler handler) {
    wait(tls_ && tls_->write_waits_for_bytes() ? Socket::wait_read : Socket::wait_write, std::move(handler));
  }

  /// Tells the peer that nothing more comes; receiving goes on.
  void shutdown_send() noexcept;
  /// Ends everything; those who wait are told.
  void close() noexcept;
  [[nodiscard]] bool is_open() const noexcept { return socket_.is_open(); }

  /// "127.0.0.1:51234", "[::1]:51234" or, of a Unix socket, "unix".
  [[nodiscard]] const std::string& remote_address() const noexcept { return remote_address_; }
  /// Our port; 0 of a Unix socket.
  [[nodiscard]] std::uint16_t local_port() const noexcept { return local_port_; }
  [[nodiscard]] bool secure() const noexcept { return tls_ != nullptr; }

 private:
  template <class Handler>
  void wait(Socket::wait_type what, Handler handler) {
    socket_.async_wait(what, [handler = std::move(handler)](const boost::system::error_code& error) mutable {
      handler(!error);
    });
  }

  explicit ByteStream(AsioLoop& loop) : socket_(loop.impl().context) {}

  Socket socket_;
  std::unique_ptr<TlsSession> tls_;
  std::string remote_address_;
  std::uint16_t local_port_ = 0;
};

}  // namespace gangway::transport
