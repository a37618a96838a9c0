#pragma once

#include <sys/uio.h>

#include <cstddef>
#include <memory>

#include "transport/io_result.h"

struct ssl_st;
struct ssl_ctx_st;

namespace gangway::transport {

/// The server's end of TLS on one non-blocking socket, which stays the caller's. OpenSSL reads and writes the
/// socket itself; the handshake happens inside the first calls.
class TlsSession {
 public:
  TlsSession(ssl_ctx_st& context, int socket);
  ~TlsSession();
  TlsSession(const TlsSession&) = delete;
  TlsSession& operator=(const TlsSession&) = delete;

  /// Takes all that has come, up to `size`. A stream that is cut off without TLS's own end is Failed.
  [[nodiscard]] IoResult receive(char* to, std::size_t size) noexcept;
  /// Sends as much as the socket takes, small parts together in one record. What was not taken has to be sent
  /// again by the next call.
  [[nodiscard]] IoResult send(const iovec* parts, std::size_t count) noexcept;
  /// Sends TLS's own end of what we say.
  void end() noexcept;

  /// There may be more to receive without waiting for the socket.
  [[nodiscard]] bool has_more() const noexcept { return has_more_; }
  /// A read goes on when the socket can be written to, or a write when it can be read from.
  [[nodiscard]] bool read_waits_for_room() const noexcept { return read_waits_for_room_; }
  [[nodiscard]] bool write_waits_for_bytes() const noexcept { return write_waits_for_bytes_; }

 private:
  struct Free {
    void operator()(ssl_st* ssl) const noexcept;
  };

  [[nodiscard]] IoResult write(const char* bytes, std::size_t size) noexcept;

  std::unique_ptr<ssl_st, Free> ssl_;
  bool has_more_ = false;
  bool ended_ = false;   ///< The peer said that nothing more comes.
  bool failed_ = false;  ///< OpenSSL must not be called any more.
  bool read_waits_for_room_ = false;
  bool write_waits_for_bytes_ = false;
};

}  // namespace gangway::transport
