#pragma once

#include <cstdint>

namespace gangway::protocol::websocket {

/// The close codes that Gangway itself sends (RFC 6455, 7.4.1).
enum class CloseCode : std::uint16_t {
  Normal = 1000,
  GoingAway = 1001,
  ProtocolError = 1002,
  UnsupportedData = 1003,
  NoStatus = 1005,  ///< Never sent: a close frame without a code.
  Abnormal = 1006,  ///< Never sent: no close frame at all.
  InvalidPayload = 1007,
  PolicyViolation = 1008,
  MessageTooBig = 1009,
  TryAgainLater = 1013,
};

/// Whether a close frame may carry this code: those that RFC 6455 and IANA's registry define for the wire,
/// and the ranges for libraries (3000) and applications (4000).
[[nodiscard]] constexpr bool is_sendable(std::uint16_t code) noexcept {
  if (code >= 3000) return code <= 4999;
  return (code >= 1000 && code <= 1003) || (code >= 1007 && code <= 1014);
}

}  // namespace gangway::protocol::websocket
