#include "transport/timer_queue.h"

namespace gangway::transport {

TimerQueue::TimerId TimerQueue::add(TimePoint when, std::function<void()> work) {
  const std::uint64_t id = ++last_id_;
  by_time_.emplace(Key{when, id}, std::move(work));
  times_.emplace(id, when);
  return static_cast<TimerId>(id);
}

void TimerQueue::cancel(TimerId timer) {
  const auto found = times_.find(static_cast<std::uint64_t>(timer));
  if (found == times_.end()) return;
  by_time_.erase(Key{found->second, found->first});
  times_.erase(found);
}

std::optional<TimerQueue::TimePoint> TimerQueue::next() const {
  if (by_time_.empty()) return std::nullopt;
  return by_time_.begin()->first.first;
}

std::function<void()> TimerQueue::take_due(TimePoint now) {
  const auto first = by_time_.begin();
  if (first == by_time_.end() || first->first.first > now) return {};
  std::function<void()> work = std::move(first->second);
  times_.erase(first->first.second);
  by_time_.erase(first);
  return work;
}

}  // namespace gangway::transport
