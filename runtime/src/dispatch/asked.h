#pragma once

#include <functional>
#include <optional>
#include <utility>

#include "gangway/reply.h"

namespace gangway::detail {

/// One question to the application, answered now or later; what it throws is an answer, too.
template <class T>
class Asked {
 public:
  template <class Run>
  void ask(Run&& run) {
    try {
      reply_.emplace(run());
    } catch (...) {
      thrown_.emplace(outcome_of_exception<Outcome<T>>());
    }
  }
  [[nodiscard]] bool is_open() const noexcept { return reply_ || thrown_; }
  /// Null while there is none.
  [[nodiscard]] Outcome<T>* answer() {
    if (thrown_) return &*thrown_;
    return reply_ ? reply_->ready() : nullptr;
  }
  /// As `Reply::wait`.
  bool wait(std::function<void()> done) { return reply_->wait(std::move(done)); }
  void forget() {
    reply_.reset();
    thrown_.reset();
  }

 private:
  std::optional<Reply<T>> reply_;
  std::optional<Outcome<T>> thrown_;
};

}  // namespace gangway::detail
