#include "gangway/error.h"

#include <array>
#include <utility>

namespace gangway {
namespace {

constexpr std::array kErrorNames = {
    std::pair{ErrorCode::UnknownEvent, std::string_view("unknown_event")},
    std::pair{ErrorCode::UnknownNamespace, std::string_view("unknown_namespace")},
    std::pair{ErrorCode::InvalidPayload, std::string_view("invalid_payload")},
    std::pair{ErrorCode::Unauthenticated, std::string_view("unauthenticated")},
    std::pair{ErrorCode::Forbidden, std::string_view("forbidden")},
    std::pair{ErrorCode::RateLimited, std::string_view("rate_limited")},
    std::pair{ErrorCode::DeadlineExceeded, std::string_view("deadline_exceeded")},
    std::pair{ErrorCode::Overloaded, std::string_view("overloaded")},
    std::pair{ErrorCode::Cancelled, std::string_view("cancelled")},
    std::pair{ErrorCode::Unavailable, std::string_view("unavailable")},
    std::pair{ErrorCode::Internal, std::string_view("internal")},
};

}  // namespace

std::string_view to_string(ErrorCode code) noexcept {
  for (const auto& [known, name] : kErrorNames) {
    if (known == code) return name;
  }
  return "internal";
}

std::optional<ErrorCode> error_code_from(std::string_view name) noexcept {
  for (const auto& [code, known] : kErrorNames) {
    if (known == name) return code;
  }
  return std::nullopt;
}

std::string_view to_string(LeaveReason reason) noexcept {
  switch (reason) {
    case LeaveReason::ClientLeft:
      return "client_left";
    case LeaveReason::ServerLeft:
      return "server_left";
    case LeaveReason::TransportLost:
      return "transport_lost";
    case LeaveReason::HeartbeatMissed:
      return "heartbeat_missed";
    case LeaveReason::ProtocolError:
      return "protocol_error";
    case LeaveReason::HandshakeRefused:
      return "handshake_refused";
    case LeaveReason::SlowConsumer:
      return "slow_consumer";
    case LeaveReason::Overloaded:
      return "overloaded";
    case LeaveReason::ShuttingDown:
      return "shutting_down";
  }
  return "transport_lost";
}

}  // namespace gangway
