#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <unordered_map>

#include "dispatch/executor.h"

namespace gangway::detail {

/// The timers of one connection's calls with a `@deadline`. On the loop's thread.
class Deadlines {
 public:
  /// `passed` is called with the number of a call whose time has run out.
  Deadlines(std::shared_ptr<Executor> executor, std::function<void(std::uint64_t)> passed);
  Deadlines(const Deadlines&) = delete;
  Deadlines& operator=(const Deadlines&) = delete;
  ~Deadlines();

  /// A number for a call. Its timer starts when it has to wait for something: most never do.
  [[nodiscard]] std::uint64_t next() noexcept { return ++last_; }
  /// Starts the timer of a call, where it has none yet.
  void start(std::uint64_t call, TimePoint when);
  /// The call is over, or need not hurry any more. 0 is no call.
  void stop(std::uint64_t call);

 private:
  std::shared_ptr<Executor> executor_;
  std::function<void(std::uint64_t)> passed_;
  std::unordered_map<std::uint64_t, Executor::TimerId> timers_;
  std::uint64_t last_ = 0;
};

}  // namespace gangway::detail
