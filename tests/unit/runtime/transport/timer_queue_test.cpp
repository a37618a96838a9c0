#include "transport/timer_queue.h"

#include <doctest/doctest.h>

#include <string>

using gangway::transport::TimerQueue;
using namespace std::chrono_literals;

namespace {

const TimerQueue::TimePoint kStart{};

std::string run_due(TimerQueue& timers, std::string& trace, TimerQueue::TimePoint now) {
  while (const auto work = timers.take_due(now)) work();
  return std::exchange(trace, {});
}

}  // namespace

TEST_CASE("timers run in order of time, then of their making") {
  TimerQueue timers;
  std::string trace;
  timers.add(kStart + 2ms, [&] { trace += 'c'; });
  timers.add(kStart + 1ms, [&] { trace += 'a'; });
  timers.add(kStart + 1ms, [&] { trace += 'b'; });
  CHECK(timers.next() == kStart + 1ms);
  CHECK(run_due(timers, trace, kStart).empty());
  CHECK(run_due(timers, trace, kStart + 1ms) == "ab");
  CHECK(timers.next() == kStart + 2ms);
  CHECK(run_due(timers, trace, kStart + 5ms) == "c");
  CHECK_FALSE(timers.next());
}

TEST_CASE("a cancelled timer does not run, also when cancelled by the one before it") {
  TimerQueue timers;
  std::string trace;
  TimerQueue::TimerId second{};
  const auto first = timers.add(kStart, [&] {
    trace += 'a';
    timers.cancel(second);
  });
  second = timers.add(kStart, [&] { trace += 'b'; });
  timers.add(kStart, [&] { trace += 'c'; });
  CHECK(run_due(timers, trace, kStart) == "ac");
  timers.cancel(first);
  timers.cancel(second);
  timers.cancel(TimerQueue::TimerId::None);
}
