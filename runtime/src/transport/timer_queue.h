#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <unordered_map>
#include <utility>

#include "dispatch/executor.h"

namespace gangway::transport {

/// What is to run when: the order of a loop's timers, without the clock that wakes it.
class TimerQueue {
 public:
  using TimePoint = detail::TimePoint;
  using TimerId = detail::Executor::TimerId;

  TimerId add(TimePoint when, std::function<void()> work);
  /// Forgets a timer. None, and one that ran or was cancelled before, are fine.
  void cancel(TimerId timer);

  /// When the earliest is due; nothing where there is none.
  [[nodiscard]] std::optional<TimePoint> next() const;
  /// Takes the earliest that is due at `now`, in order of time and then of `add`; empty where none is. One at
  /// a time, so that what it does may still cancel the next.
  [[nodiscard]] std::function<void()> take_due(TimePoint now);

 private:
  using Key = std::pair<TimePoint, std::uint64_t>;

  std::uint64_t last_id_ = 0;
  std::map<Key, std::function<void()>> by_time_;
  std::unordered_map<std::uint64_t, TimePoint> times_;
};

}  // namespace gangway::transport
