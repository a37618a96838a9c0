#pragma once

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "gangway/client.h"
#include "gangway/codec/wire_format.h"

namespace gangway {

namespace detail {
class Pipeline;
}

/// One call, as guards, interceptors and error filters see it: an event of a client, or its join. Made by the
/// server; lives until the call has ended, so that a coroutine may keep the reference. On the loop's thread.
class CallInfo {
 public:
  CallInfo() = default;
  CallInfo(const CallInfo&) = delete;
  CallInfo& operator=(const CallInfo&) = delete;

  /// The gateway's name in the schema: "Chat".
  [[nodiscard]] std::string_view gateway() const noexcept { return gateway_; }
  /// The namespace's path: "/chat"; "/" is the root.
  [[nodiscard]] std::string_view ns() const noexcept { return ns_; }
  /// The event's name; empty at a join.
  [[nodiscard]] std::string_view event() const noexcept { return event_; }
  /// The client asks to join: the payload is its handshake.
  [[nodiscard]] bool is_join() const noexcept { return is_join_; }
  /// The payload as JSON text, as it came: nothing about it was checked but that it is JSON. What came as
  /// MessagePack is the same as JSON: byte strings as base64, and null for what JSON has no form for. Empty
  /// without one.
  [[nodiscard]] std::string_view payload() const;
  [[nodiscard]] const Client& client() const noexcept { return client_; }
  /// When the call's turn came, by the server's clock.
  [[nodiscard]] std::chrono::steady_clock::time_point received() const noexcept { return received_; }
  /// The trace that the connection belongs to (<gangway/trace.h>); null without one.
  [[nodiscard]] const TraceContext* trace() const noexcept { return client_.trace(); }

  /// For `Interceptor::before`: ends the call here, with `json` as its reply and without its handler. Empty
  /// for a call that is answered without a value. It is checked as `CallResult::replace` says.
  void answer(std::string json = {}) { answer_ = std::move(json); }

 private:
  friend class detail::Pipeline;

  std::string_view gateway_;
  std::string_view ns_;
  std::string_view event_;
  bool is_join_ = false;
  Client client_;
  std::chrono::steady_clock::time_point received_{};
  std::optional<std::string> answer_;
  /// As it came, in the format of the connection.
  [[nodiscard]] std::string_view kept_payload() const;

  // The message goes when its call waits for something, so whoever asks for the payload gets a copy.
  const std::string_view* message_ = nullptr;
  WireFormat format_ = WireFormat::Json;
  mutable std::string copy_;  ///< With a reader's padding behind it.
  mutable std::size_t size_ = 0;
  mutable bool copied_ = false;
  mutable std::string json_;  ///< Empty: not asked for, or the same as the copy.
};

}  // namespace gangway
