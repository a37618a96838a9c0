#pragma once

#include <cstdint>
#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "client/connector.h"
#include "gangway/codec/buffer.h"
#include "protocol/link.h"
#include "protocol/session.h"
#include "testing/manual_executor.h"

namespace gangway::testing {

/// A connection in memory: the server's link and the client's wire in one. Messages arrive in order, each in
/// a turn of the loop of its own, as long as nobody has cut, muted or blocked it. On the loop's thread.
class Line final : public protocol::Link, public std::enable_shared_from_this<Line> {
 public:
  Line(std::shared_ptr<ManualExecutor> executor, client::WireEvents& events)
      : executor_(std::move(executor)), events_(&events) {}

  /// The server accepts.
  void open(std::shared_ptr<protocol::Session> session, std::size_t max_message);
  /// It does not.
  void refuse(std::string reason);
  /// Whether the server has it for a connection: it may not know yet that the client has gone.
  [[nodiscard]] bool is_open() const noexcept { return session_ != nullptr; }

  // --- the test's hand -------------------------------------------------------------------------------------

  /// Breaks it; both ends are told.
  void lose();
  /// From now on nothing arrives, and nobody is told.
  void mute(bool muted) { muted_ = muted; }
  /// The client does not read: what the server says stays in its link.
  void block(bool blocked);

  // --- the client's end ------------------------------------------------------------------------------------

  void say(std::string_view message, protocol::MessageKind kind = protocol::MessageKind::Text);
  /// Says good-bye with that code and hears no more.
  void leave(std::uint16_t code);

  // --- protocol::Link --------------------------------------------------------------------------------------

  Buffer& begin_message(protocol::MessageKind kind) override;
  void end_message() override;
  void cancel_message() override { buffer_.clear(); }
  void send(const protocol::SharedMessagePtr& message) override;
  void ping() override;
  [[nodiscard]] bool blocked() const override { return blocked_; }
  [[nodiscard]] std::size_t queued_bytes() const override { return queued_; }
  void close(std::uint16_t code, std::string_view reason) override;

 private:
  struct Closing {
    std::uint16_t code;
    std::string reason;
  };

  void queue(std::string message);
  void flush_later();
  void flush();
  void heard(std::string_view message, protocol::MessageKind kind);
  void end_session(const protocol::LinkClosed& closed);
  void end_client(std::uint16_t code, std::string reason);

  std::shared_ptr<ManualExecutor> executor_;
  client::WireEvents* events_;  ///< Null once the client let go, or was told of the end.
  std::shared_ptr<protocol::Session> session_;
  std::size_t max_message_ = 0;
  Buffer buffer_;
  std::deque<std::string> to_client_;
  std::size_t queued_ = 0;
  std::optional<Closing> closing_;
  bool flush_queued_ = false;
  bool blocked_ = false;
  bool muted_ = false;
  bool tell_drained_ = false;
};

}  // namespace gangway::testing
