#pragma once

#include <condition_variable>
#include <coroutine>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <utility>
#include <vector>

#include "gangway/client/result.h"

namespace gangway::client {

class Core;

/// What the handles of one call share with the client that carries it. For the runtime.
class CallState : public std::enable_shared_from_this<CallState> {
 public:
  explicit CallState(std::shared_ptr<Core> core) : core_(std::move(core)) {}
  CallState(const CallState&) = delete;
  CallState& operator=(const CallState&) = delete;
  virtual ~CallState() = default;

  [[nodiscard]] bool done() const;
  /// Returns once it is done. Throws std::logic_error where it would wait for itself.
  void wait();
  /// Runs `then` on the client's thread, once it is done.
  void when_done(std::function<void()> then);
  void cancel();
  /// On the client's thread: which call of the client's this is.
  void began(std::uint64_t id);
  [[nodiscard]] std::uint64_t id() const noexcept { return id_; }

 protected:
  /// Ready for so many items more.
  void grant(std::uint64_t more);
  /// Runs `store` and tells who waits; false where it was done before.
  bool finish(const std::function<void()>& store);

  std::shared_ptr<Core> core_;
  mutable std::mutex mutex_;

 private:
  std::condition_variable changed_;
  bool done_ = false;
  std::uint64_t id_ = 0;
  std::vector<std::function<void()>> then_;
};

template <class T, class... Errors>
class TypedCallState final : public CallState {
 public:
  using Success = gangway::detail::Success<T>;
  using CallState::CallState;

  bool complete(Result<T, Errors...> end) {
    return finish([&] { end_.emplace(std::move(end)); });
  }
  /// Once it is done.
  [[nodiscard]] const Result<T, Errors...>& end() const { return *end_; }

 private:
  std::optional<Result<T, Errors...>> end_;
};

/// A call to the server, on its way since it was made: `ann.chat.join({"lobby"}).get()`.
///
/// Four ways to its one end: `get()` waits, `result()` waits and does not throw, `then()` is told, and
/// `co_await` goes on with it. It may be dropped: the call goes on, and nobody hears of its end.
///
/// From any thread, each of them any number of times. `get` and `result` may not be called on the client's
/// own thread, where callbacks run: they throw std::logic_error there.
template <class T, class... Errors>
class Call {
 public:
  using End = Result<T, Errors...>;

  /// For the runtime.
  explicit Call(std::shared_ptr<TypedCallState<T, Errors...>> state) : state_(std::move(state)) {}

  /// The value. Throws the declared error, or CallError.
  T get() const {
    state_->wait();
    return state_->end().value();
  }
  [[nodiscard]] End result() const {
    state_->wait();
    return state_->end();
  }
  [[nodiscard]] bool ready() const { return state_->done(); }

  /// Calls `told(result)` on the client's thread, once.
  template <class F>
  void then(F told) const {
    state_->when_done(
        [state = state_.get(), keep = state_, told = std::move(told)]() mutable { told(state->end()); });
  }

  /// Takes the call back: it ends with `cancelled` unless it has ended, and the server is told.
  void cancel() const { state_->cancel(); }

  // For co_await, in handlers' coroutines and others.
  [[nodiscard]] bool await_ready() const { return state_->done(); }
  void await_suspend(std::coroutine_handle<> waiting) const {
    state_->when_done([waiting] { waiting.resume(); });
  }
  T await_resume() const { return state_->end().value(); }

 private:
  std::shared_ptr<TypedCallState<T, Errors...>> state_;
};

}  // namespace gangway::client
