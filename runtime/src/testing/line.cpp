#include "testing/line.h"

#include <utility>

#include "client/padded.h"

namespace gangway::testing {
namespace {

using protocol::LinkClosed;
using protocol::LinkEnd;

/// As much in one turn is worth telling the session when it is gone: what a real link does.
constexpr std::size_t kMuchQueued = 64 * 1024;
/// How long a real link waits for the peer's part of the close handshake.
constexpr std::chrono::seconds kCloseTime{5};

}  // namespace

void Line::open(std::shared_ptr<protocol::Session> session, std::size_t max_message) {
  session_ = std::move(session);
  max_message_ = max_message;
  session_->attach(*this);
}

void Line::refuse(std::string reason) { end_client(1006, std::move(reason)); }

void Line::lose() {
  to_client_.clear();
  queued_ = 0;
  end_session({});
  end_client(1006, "");
}

void Line::block(bool blocked) {
  blocked_ = blocked;
  if (!blocked) tell_drained_ = true;
  flush_later();
}

void Line::say(std::string_view message, protocol::MessageKind kind) {
  executor_->post(
      [self = shared_from_this(), message = std::string(message), kind] { self->heard(message, kind); });
}

void Line::heard(std::string_view message, protocol::MessageKind kind) {
  if (!session_ || muted_ || closing_) return;
  if (message.size() > max_message_) {
    end_session({LinkEnd::ProtocolError, true, 1009, "message too long"});
    return end_client(1009, "message too long");
  }
  const auto session = session_;
  session->on_activity();
  const client::Padded padded(message);
  session->on_message(kind, padded.text());
}

void Line::leave(std::uint16_t code) {
  events_ = nullptr;
  executor_->post([self = shared_from_this(), code] {
    if (!self->muted_) self->end_session({LinkEnd::Clean, false, code, {}});
  });
}

Buffer& Line::begin_message(protocol::MessageKind) { return buffer_; }

void Line::end_message() {
  queue(std::string(buffer_.view()));
  buffer_.clear();
}

void Line::send(const protocol::SharedMessagePtr& message) { queue(message->bytes); }

void Line::queue(std::string message) {
  if (!session_ || closing_) return;
  queued_ += message.size();
  to_client_.push_back(std::move(message));
  if (queued_ >= kMuchQueued) tell_drained_ = true;
  flush_later();
}

void Line::ping() {
  executor_->post([self = shared_from_this()] {
    if (self->session_ && !self->muted_ && !self->blocked_ && self->events_) self->session_->on_pong();
  });
}

void Line::close(std::uint16_t code, std::string_view reason) {
  if (!session_ || closing_) return;
  closing_ = {code, std::string(reason)};
  flush_later();
  executor_->at(executor_->now() + kCloseTime, [weak = weak_from_this(), code] {
    if (const auto self = weak.lock()) self->end_session({LinkEnd::Lost, true, code, {}});
  });
}

void Line::flush_later() {
  if (std::exchange(flush_queued_, true)) return;
  executor_->post([self = shared_from_this()] { self->flush(); });
}

void Line::flush() {
  flush_queued_ = false;
  if (blocked_) {
    if (queued_ > 0) tell_drained_ = true;
    return;
  }
  // One in a turn, so that what it causes comes before the next.
  if (!to_client_.empty()) {
    const std::string message = std::move(to_client_.front());
    to_client_.pop_front();
    queued_ -= message.size();
    flush_later();
    if (events_ && !muted_) {
      const client::Padded padded(message);
      events_->on_message(padded.text());
    }
    return;
  }
  if (session_ && !closing_ && std::exchange(tell_drained_, false)) session_->on_drained();
  if (closing_ && !muted_) {
    const Closing closing = *closing_;
    end_session({LinkEnd::Clean, true, closing.code, {}});
    end_client(closing.code, closing.reason);
  }
}

void Line::end_session(const LinkClosed& closed) {
  if (const auto session = std::exchange(session_, nullptr)) session->on_closed(closed);
}

void Line::end_client(std::uint16_t code, std::string reason) {
  if (!events_) return;
  executor_->post([self = shared_from_this(), code, reason = std::move(reason)] {
    if (auto* events = std::exchange(self->events_, nullptr)) events->on_lost(code, reason);
  });
}

}  // namespace gangway::testing
