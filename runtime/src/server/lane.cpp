#include "server/lane.h"

#include <chrono>
#include <utility>

#include "dispatch/current_executor.h"

namespace gangway::detail {
namespace {

/// How often a stopping server looks whether its handlers have ended.
constexpr std::chrono::milliseconds kStep{10};
/// How long clients may take for the close handshake once the server closes them, and how long to read what
/// was sent to them before: an answer that was given is not lost because its reader is slow.
constexpr std::chrono::milliseconds kCloseTime{1'000};
constexpr std::chrono::milliseconds kFlushTime{5'000};

}  // namespace

Lane::Lane() : loop_(std::make_shared<transport::AsioLoop>()) {}

void Lane::run() {
  const CurrentExecutor current(loop_);
  loop_->run();
  host_->end();
  loop_->drop_connections();
}

void Lane::drain(TimePoint deadline, std::function<void()> done) {
  loop_->post([this, deadline, done = std::move(done)]() mutable {
    deadline_ = deadline;
    if (std::exchange(draining_, true)) return;
    done_ = std::move(done);
    loop_->end_http();
    host_->begin_drain();
    step();
  });
}

void Lane::step() {
  const TimePoint now = loop_->now();
  const bool idle = host_->drain(now >= deadline_) && loop_->requests_in_flight() == 0;
  const bool late = now >= deadline_ + kCloseTime && (!host_->flushing() || now >= deadline_ + kFlushTime);
  if (idle || late) return done_();
  loop_->at(now + kStep, [this] { step(); });
}

}  // namespace gangway::detail
