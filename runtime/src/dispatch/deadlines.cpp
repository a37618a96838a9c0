#include "dispatch/deadlines.h"

#include <utility>

namespace gangway::detail {

Deadlines::Deadlines(std::shared_ptr<Executor> executor, std::function<void(std::uint64_t)> passed)
    : executor_(std::move(executor)), passed_(std::move(passed)) {}

Deadlines::~Deadlines() {
  for (const auto& [call, timer] : timers_) executor_->cancel(timer);
}

void Deadlines::start(std::uint64_t call, TimePoint when) {
  const auto [timer, is_new] = timers_.try_emplace(call, Executor::TimerId::None);
  if (!is_new) return;
  timer->second = executor_->at(when, [this, call] {
    timers_.erase(call);
    passed_(call);
  });
}

void Deadlines::stop(std::uint64_t call) {
  const auto timer = call != 0 ? timers_.find(call) : timers_.end();
  if (timer == timers_.end()) return;
  executor_->cancel(timer->second);
  timers_.erase(timer);
}

}  // namespace gangway::detail
