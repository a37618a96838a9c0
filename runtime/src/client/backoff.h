#pragma once

#include <algorithm>
#include <chrono>
#include <cstdint>

#include "gangway/client/options.h"

namespace gangway::client {

/// Pauses between attempts: exponential, with full jitter, so that a thousand clients that lost one server do
/// not come back in the same instant.
class Pauses {
 public:
  explicit Pauses(const Backoff& backoff) : backoff_(backoff) {}

  /// The next pause: `random`, from 0 to 1, of the longest. `steps` above 1 back off faster.
  std::chrono::milliseconds next(double random, int steps = 1) {
    attempts_ = std::min(attempts_ + steps, 31);
    const std::int64_t doubled = backoff_.initial.count() << (attempts_ - 1);
    const std::int64_t most = std::clamp<std::int64_t>(doubled, 0, backoff_.max.count());
    return std::chrono::milliseconds(static_cast<std::int64_t>(random * static_cast<double>(most)));
  }
  void reset() noexcept { attempts_ = 0; }

 private:
  Backoff backoff_;
  int attempts_ = 0;
};

}  // namespace gangway::client
