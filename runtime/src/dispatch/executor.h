#pragma once

#include <chrono>
#include <cstdint>
#include <functional>

namespace gangway::detail {

using Clock = std::chrono::steady_clock;
using TimePoint = Clock::time_point;

/// The loop that a server's connections live on, as everything above the transport sees it: a place to run
/// things later, and a clock. Tests have one under their own hand.
class Executor {
 public:
  enum class TimerId : std::uint64_t { None = 0 };

  virtual ~Executor() = default;

  /// Runs `work` on the loop's thread, after what is running now. From any thread.
  virtual void post(std::function<void()> work) = 0;

  /// Whether the caller is on the loop's thread. From any thread.
  [[nodiscard]] virtual bool in_loop() const = 0;

  // The rest: on the loop's thread only.

  [[nodiscard]] virtual TimePoint now() const = 0;

  /// Runs `work` once, at `when` or soon after it.
  virtual TimerId at(TimePoint when, std::function<void()> work) = 0;

  /// Forgets a timer. None, a timer that ran and a timer forgotten before are all fine.
  virtual void cancel(TimerId timer) = 0;
};

}  // namespace gangway::detail
