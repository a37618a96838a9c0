#pragma once

#include <chrono>
#include <cstddef>

namespace gangway::transport {

/// What one HTTP connection may use, and how long things may take.
struct HttpOptions {
  std::size_t header_bytes = 8 * 1024;   ///< Request line and headers; more is answered 431.
  std::size_t body_bytes = 1024 * 1024;  ///< A request's body; more is answered 413.
  /// From the connection, or from the last answer, to a complete request.
  std::chrono::milliseconds request_timeout{10'000};
  /// How long the end of a connection may take: the WebSocket close handshake, and what is still to be sent.
  std::chrono::milliseconds close_timeout{5'000};
};

}  // namespace gangway::transport
