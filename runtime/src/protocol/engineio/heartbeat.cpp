#include "protocol/engineio/heartbeat.h"

#include <algorithm>
#include <utility>

namespace gangway::protocol::engineio {

using TimerId = detail::Executor::TimerId;

namespace {

/// A late loop may take this part of a client's time: a twentieth.
constexpr int kLatePart = 20;

}  // namespace

Heartbeat::Heartbeat(std::shared_ptr<detail::Executor> executor, std::chrono::milliseconds interval,
                     std::chrono::milliseconds timeout, std::function<void()> ping,
                     std::function<void()> silent)
    : executor_(std::move(executor)),
      interval_(interval),
      timeout_(timeout),
      ping_(std::move(ping)),
      silent_(std::move(silent)) {}

void Heartbeat::start() {
  awaits_pong_ = false;
  set_timer(executor_->now() + interval_, &Heartbeat::send_ping);
}

void Heartbeat::on_packet() {
  if (awaits_pong_ && !std::exchange(has_extended_, true)) await_pong();
}

void Heartbeat::on_upgrade() {
  if (awaits_pong_) await_pong();
}

void Heartbeat::stop() {
  awaits_pong_ = false;
  executor_->cancel(std::exchange(timer_, TimerId::None));
}

void Heartbeat::send_ping() {
  awaits_pong_ = true;
  has_extended_ = false;
  // Peers count both times together: a ping that is a little late does not make the end late.
  const auto late = std::min<detail::Clock::duration>(executor_->now() - due_, timeout_ / kLatePart);
  set_timer(executor_->now() - late + timeout_, &Heartbeat::tell_silent);
  ping_();
}

void Heartbeat::await_pong() { set_timer(executor_->now() + timeout_, &Heartbeat::tell_silent); }

void Heartbeat::tell_silent() {
  awaits_pong_ = false;
  silent_();
}

/// One timer is enough: a ping is not due while a pong is.
void Heartbeat::set_timer(detail::TimePoint due, void (Heartbeat::*then)()) {
  executor_->cancel(timer_);
  due_ = due;
  timer_ = executor_->at(due, [this, then] {
    timer_ = TimerId::None;
    (this->*then)();
  });
}

}  // namespace gangway::protocol::engineio
