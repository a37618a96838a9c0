#pragma once

#include <algorithm>
#include <functional>
#include <memory>
#include <mutex>
#include <utility>
#include <vector>

#include "gangway/client/subscription.h"

namespace gangway::client {

/// Who is called for something, in the order in which they came. Stopping is for any thread, the rest for the
/// loop's.
template <class... Args>
class Listeners {
 public:
  using Callback = std::function<void(Args...)>;

  class One final : public Listening {
   public:
    explicit One(Callback callback) : callback_(std::move(callback)) {}
    void stop() override {
      const std::lock_guard lock(mutex_);
      stopped_ = true;
    }
    /// False where it was stopped.
    bool call(Args... args) {
      const std::lock_guard lock(mutex_);
      if (!stopped_) callback_(args...);
      return !stopped_;
    }
    [[nodiscard]] bool stopped() {
      const std::lock_guard lock(mutex_);
      return stopped_;
    }

   private:
    std::recursive_mutex mutex_;  // a callback may stop itself
    bool stopped_ = false;
    Callback callback_;
  };

  void add(std::shared_ptr<One> one) { all_.push_back(std::move(one)); }

  /// What one throws goes to `thrown()`, inside its catch block, and stops no other.
  template <class Thrown>
  void call(Thrown thrown, Args... args) {
    const auto all = all_;  // callbacks may add and stop
    for (const auto& one : all) {
      try {
        one->call(args...);
      } catch (...) {
        thrown();
      }
    }
    std::erase_if(all_, [](const auto& one) { return one->stopped(); });
  }

 private:
  std::vector<std::shared_ptr<One>> all_;
};

}  // namespace gangway::client
