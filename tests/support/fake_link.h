#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "gangway/codec/buffer.h"
#include "protocol/link.h"

namespace gangway::testing {

/// A link without a socket: keeps what a session writes.
class FakeLink final : public protocol::Link {
 public:
  Buffer& begin_message(protocol::MessageKind kind) override {
    kinds.push_back(kind);
    return buffer_;
  }
  void end_message() override {
    messages_.emplace_back(buffer_.view());
    buffer_.clear();
  }
  void cancel_message() override {
    kinds.pop_back();
    buffer_.clear();
  }
  void send(const protocol::SharedMessagePtr& message) override {
    kinds.push_back(message->kind);
    messages_.push_back(message->bytes);
    shared.push_back(message);
  }
  void ping() override { ++pings; }
  [[nodiscard]] bool blocked() const override { return is_blocked; }
  [[nodiscard]] std::size_t queued_bytes() const override { return queued; }
  void close(std::uint16_t code, std::string_view reason) override {
    if (!closed) closed = {code, std::string(reason)};
  }

  /// What was written since the last call.
  std::vector<std::string> take() { return std::exchange(messages_, {}); }

  std::vector<protocol::MessageKind> kinds;  ///< Of all messages so far.
  std::optional<std::pair<std::uint16_t, std::string>> closed;
  std::size_t queued = 0;
  bool is_blocked = false;  ///< The socket takes no more.
  int pings = 0;
  std::vector<protocol::SharedMessagePtr> shared;  ///< Of the messages, those that others may share.

 private:
  Buffer buffer_;
  std::vector<std::string> messages_;
};

}  // namespace gangway::testing
