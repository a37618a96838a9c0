#pragma once

#include <cstdint>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>

namespace gangway {

/// Why a call failed, where the schema does not declare the error. The names go over the wire.
enum class ErrorCode : std::uint8_t {
  UnknownEvent,      ///< unknown_event: the namespace has no such event, or it does not go this way.
  UnknownNamespace,  ///< unknown_namespace: no such namespace, or the client has not joined it.
  InvalidPayload,    ///< invalid_payload: data carries the JSON Pointer of the spot and the broken rule.
  Unauthenticated,   ///< unauthenticated: the server does not know who the client is.
  Forbidden,         ///< forbidden: it knows, and says no.
  RateLimited,       ///< rate_limited: data carries retryAfter.
  DeadlineExceeded,  ///< deadline_exceeded: no answer in time.
  Overloaded,        ///< overloaded: too much in flight; try later.
  Cancelled,         ///< cancelled: the caller took the call back, or left.
  Unavailable,       ///< unavailable: the other end is not there.
  Internal,          ///< internal: a fault; its text stays in the server's log.
};

/// The code's name on the wire: "unknown_event".
[[nodiscard]] std::string_view to_string(ErrorCode code) noexcept;

/// The code of that name; empty for a name that is none of ours, such as a declared error's.
[[nodiscard]] std::optional<ErrorCode> error_code_from(std::string_view name) noexcept;

/// A refusal with one of Gangway's own codes. A handler may return or throw it wherever it may return or
/// throw a declared error: `return gangway::Error{gangway::ErrorCode::Forbidden, "members only"};`
struct Error {
  ErrorCode code = ErrorCode::Internal;
  std::string message;    ///< For people. Goes to the client, but for Internal.
  std::string data = {};  ///< JSON text of the error's `data`, or empty.

  bool operator==(const Error&) const = default;
};

/// What awaiting a call to a client throws when the client did not answer with a value.
class CallError : public std::runtime_error {
 public:
  CallError(std::string code, const std::string& message, std::string data)
      : std::runtime_error(message), code_(std::move(code)), data_(std::move(data)) {}

  /// A declared error's name or the wire name of an ErrorCode.
  [[nodiscard]] const std::string& code() const noexcept { return code_; }
  /// JSON text of the error's `data`; empty when there was none.
  [[nodiscard]] const std::string& data() const noexcept { return data_; }

 private:
  std::string code_;
  std::string data_;
};

/// Why a client is no longer in a namespace.
enum class LeaveReason : std::uint8_t {
  ClientLeft,        ///< It said so, or closed its connection in good order.
  ServerLeft,        ///< A handler put it out.
  TransportLost,     ///< The connection broke without a word.
  HeartbeatMissed,   ///< It did not answer a heartbeat in time.
  ProtocolError,     ///< It broke the protocol.
  HandshakeRefused,  ///< `on_join_namespace` refused it; it was never in.
  SlowConsumer,      ///< It did not read what was sent to it.
  Overloaded,        ///< The server had no room for it.
  ShuttingDown,      ///< The server is going away.
};

/// The reason's name: "client_left".
[[nodiscard]] std::string_view to_string(LeaveReason reason) noexcept;

}  // namespace gangway
