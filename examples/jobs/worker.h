#pragma once

#include <chrono>
#include <condition_variable>
#include <deque>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

#include "jobs.gw.h"

namespace demo::jobs {

/// Does jobs one after the other on a thread of its own. From any thread.
class Worker {
 public:
  using OnProgress = std::function<void(const Progress&)>;
  using OnEnd = std::function<void(State)>;

  /// `told` hears of every step, on the worker's thread.
  Worker(std::chrono::milliseconds step, OnProgress told) : step_(step), told_(std::move(told)) {}

  void add(const gangway::Uuid& id, std::uint32_t steps) {
    const std::lock_guard lock(mutex_);
    jobs_[id].progress = {.job = id, .state = State::queued, .step = 0, .of = steps};
    queue_.push_back(id);
    more_.notify_one();
  }

  [[nodiscard]] std::optional<Progress> look(const gangway::Uuid& id) const {
    const std::lock_guard lock(mutex_);
    const auto found = jobs_.find(id);
    return found == jobs_.end() ? std::nullopt : std::optional(found->second.progress);
  }

  /// False where there is no such job. `done` is called once, now or on the worker's thread.
  bool when_ended(const gangway::Uuid& id, OnEnd done) {
    std::unique_lock lock(mutex_);
    const auto found = jobs_.find(id);
    if (found == jobs_.end()) return false;
    Job& job = found->second;
    const State state = job.state;
    if (state == State::queued || state == State::running) {
      job.waiting.push_back(std::move(done));
      return true;
    }
    lock.unlock();
    done(state);
    return true;
  }

  bool stop(const gangway::Uuid& id) {
    const std::lock_guard lock(mutex_);
    const auto found = jobs_.find(id);
    if (found == jobs_.end()) return false;
    found->second.stopped = true;
    return true;
  }

 private:
  struct Job {
    State state = State::queued;
    Progress progress;
    bool stopped = false;
    std::vector<OnEnd> waiting;
  };

  void work(const std::stop_token& stop) {
    while (true) {
      std::unique_lock lock(mutex_);
      if (!more_.wait(lock, stop, [&] { return !queue_.empty(); })) return;
      const gangway::Uuid id = queue_.front();
      queue_.pop_front();
      lock.unlock();
      while (!stop.stop_requested() && advance(id)) std::this_thread::sleep_for(step_);
    }
  }

  /// One step, or the end. True while there is more to do.
  bool advance(const gangway::Uuid& id) {
    Progress now;
    State state{};
    std::vector<OnEnd> waiting;
    {
      const std::lock_guard lock(mutex_);
      Job& job = jobs_.at(id);
      if (!job.stopped) ++job.progress.step;
      const bool is_done = job.progress.step == job.progress.of;
      job.state = job.stopped ? State::stopped : is_done ? State::done : State::running;
      job.progress.state = state = job.state;
      now = job.progress;
      if (state != State::running) waiting.swap(job.waiting);
    }
    told_(now);
    for (const OnEnd& done : waiting) done(state);
    return state == State::running;
  }

  const std::chrono::milliseconds step_;
  const OnProgress told_;
  mutable std::mutex mutex_;
  std::condition_variable_any more_;
  std::map<gangway::Uuid, Job> jobs_;
  std::deque<gangway::Uuid> queue_;
  std::jthread thread_{[this](const std::stop_token& stop) { work(stop); }};  // last: it uses the others
};

}  // namespace demo::jobs
