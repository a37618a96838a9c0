#pragma once

#include <algorithm>
#include <condition_variable>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <thread>
#include <utility>

#include "dispatch/current_executor.h"
#include "dispatch/executor.h"

namespace gangway::testing {

/// A loop under the test's hand: nothing runs by itself and time stands still until `advance`. There may be
/// several on one thread, which is then on the loop of the current one.
class ManualExecutor final : public detail::Executor, public std::enable_shared_from_this<ManualExecutor> {
 public:
  static std::shared_ptr<ManualExecutor> make() { return std::make_shared<ManualExecutor>(); }

  void post(std::function<void()> work) override {
    {
      const std::lock_guard lock(mutex_);
      if (ended_) return;
      posted_.push_back(std::move(work));
    }
    arrived_.notify_all();
  }
  [[nodiscard]] bool in_loop() const override {
    const auto& current = detail::current_executor();
    return std::this_thread::get_id() == loop_ && (!current || current.get() == this);
  }
  [[nodiscard]] detail::TimePoint now() const override { return now_; }
  TimerId at(detail::TimePoint when, std::function<void()> work) override {
    const TimerId id{++last_timer_};
    if (ended_) return id;
    timers_.emplace(std::pair(when, id), std::move(work));
    return id;
  }
  void cancel(TimerId timer) override {
    std::erase_if(timers_, [&](const auto& entry) { return entry.first.second == timer; });
  }

  /// Runs what was posted first. False where nothing was.
  bool run_one() {
    std::function<void()> work;
    {
      const std::lock_guard lock(mutex_);
      if (posted_.empty()) return false;
      work = std::move(posted_.front());
      posted_.pop_front();
    }
    const detail::CurrentExecutor current(shared_from_this());
    work();
    return true;
  }

  /// Runs what was posted, and what that posts, until nothing is left. False where there was nothing.
  bool run_posted() {
    bool ran = false;
    while (run_one()) ran = true;
    return ran;
  }

  /// Waits, in real time, for another thread to post something. False where none did.
  bool wait_for_others(std::chrono::milliseconds patience) {
    std::unique_lock lock(mutex_);
    return arrived_.wait_for(lock, patience, [this] { return !posted_.empty(); });
  }

  /// Lets `duration` pass, running each timer at its time.
  void advance(std::chrono::milliseconds duration) {
    const detail::TimePoint until = now_ + duration;
    run_posted();
    while (!timers_.empty() && timers_.begin()->first.first <= until) {
      now_ = std::max(now_, timers_.begin()->first.first);
      const auto work = std::move(timers_.begin()->second);
      timers_.erase(timers_.begin());
      {
        const detail::CurrentExecutor current(shared_from_this());
        work();
      }
      run_posted();
    }
    now_ = until;
  }

  /// From now on nothing runs any more. What was to run may hold this: it is forgotten.
  void end() {
    std::deque<std::function<void()>> posted;
    {
      const std::lock_guard lock(mutex_);
      ended_ = true;
      posted.swap(posted_);
    }
    const auto timers = std::move(timers_);
    timers_.clear();
  }

  [[nodiscard]] std::size_t timer_count() const { return timers_.size(); }

 private:
  std::thread::id loop_ = std::this_thread::get_id();
  std::mutex mutex_;
  std::condition_variable arrived_;
  std::deque<std::function<void()>> posted_;
  bool ended_ = false;
  detail::TimePoint now_{};
  std::uint64_t last_timer_ = 0;
  std::map<std::pair<detail::TimePoint, TimerId>, std::function<void()>> timers_;
};

}  // namespace gangway::testing
