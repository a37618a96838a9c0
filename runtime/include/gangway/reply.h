#pragma once

#include <coroutine>
#include <functional>
#include <memory>
#include <mutex>
#include <type_traits>
#include <utility>
#include <variant>

#include "gangway/detail/coroutine.h"
#include "gangway/detail/outcome.h"
#include "gangway/error.h"

namespace gangway {

template <class T, class... Errors>
class Reply;
template <class T, class... Errors>
class Ack;

namespace detail {

/// What an `Ack` and its `Reply` share. Completed once, from any thread.
template <class Out>
struct DeferredState {
  std::mutex mutex;
  Out outcome;
  bool completed = false;
  std::function<void()> notify;  ///< Set by the call that waits; runs on its loop's thread.
  std::shared_ptr<Executor> executor = current_executor();

  bool complete(Out&& with) {
    std::function<void()> wake;
    {
      const std::lock_guard lock(mutex);
      if (completed) return false;
      completed = true;
      outcome = std::move(with);
      wake = std::move(notify);
    }
    if (wake) run_on(executor, std::move(wake));
    return true;
  }
};

/// Promise of a coroutine whose return type is `Reply<T, Errors…>`. It runs at once, up to where it waits.
template <class T, class... Errors>
class ReplyPromiseBase : public AwaitingPromise {
 public:
  using Out = Outcome<T, Errors...>;

  ReplyPromiseBase() noexcept : AwaitingPromise(&own_context_) {}

  std::suspend_never initial_suspend() noexcept { return {}; }
  auto final_suspend() noexcept {
    struct Notify {
      ReplyPromiseBase& promise;
      bool await_ready() const noexcept { return false; }
      // The frame is suspended here, so whoever is told may destroy it.
      void await_suspend(std::coroutine_handle<>) noexcept {
        if (const auto done = std::move(promise.on_done)) done();
      }
      void await_resume() const noexcept {}
    };
    return Notify{*this};
  }
  void unhandled_exception() { outcome = outcome_of_exception<Out, Errors...>(); }

  Out outcome;
  std::function<void()> on_done;

 private:
  CoroutineContext own_context_;
};

template <class T, class... Errors>
class ReplyPromise final : public ReplyPromiseBase<T, Errors...> {
 public:
  Reply<T, Errors...> get_return_object();
  template <class U>
  requires std::is_convertible_v<U&&, T> || OneOf<U, Error, Errors...>
  void return_value(U&& value) {
    using Plain = std::remove_cvref_t<U>;
    if constexpr (OneOf<Plain, Error, Errors...>) {
      this->outcome = Plain(std::forward<U>(value));
    } else {
      this->outcome = Success<T>{static_cast<T>(std::forward<U>(value))};
    }
  }
};

/// Without a value there is no `co_return value`, and a promise cannot have both: declared errors are thrown.
template <class... Errors>
class ReplyPromise<void, Errors...> final : public ReplyPromiseBase<void, Errors...> {
 public:
  Reply<void, Errors...> get_return_object();
  void return_void() { this->outcome = Success<void>{}; }
};

}  // namespace detail

/// What a handler answers: a `T`, one of the declared `Errors`, or a `gangway::Error`.
///
/// Made from any of them (no coroutine frame, no allocation); or the return type of a coroutine, which then
/// ends by `co_return value` or, in a `Reply<void>`, by falling off its end; or the first half of
/// `deferred()`. An error may also be thrown. Returning one that the event does not declare does not compile.
template <class T, class... Errors>
class [[nodiscard]] Reply {
 public:
  using promise_type = detail::ReplyPromise<T, Errors...>;
  using Out = detail::Outcome<T, Errors...>;

  /// Success without a value: `return {};`
  Reply() requires std::is_void_v<T> : state_(std::in_place_type<Out>, detail::Success<void>{}) {}

  template <class U>
  requires(!std::is_void_v<T> && std::is_convertible_v<U&&, T> && !detail::OneOf<U, Reply, Error, Errors...>)
      Reply(U&& value)  // NOLINT: implicit by design
      : state_(std::in_place_type<Out>, detail::Success<T>{static_cast<T>(std::forward<U>(value))}) {}

  template <class E>
  requires detail::OneOf<E, Error, Errors...> Reply(E&& error)  // NOLINT: implicit by design
      : state_(std::in_place_type<Out>, std::remove_cvref_t<E>(std::forward<E>(error))) {}

  Reply(Reply&& other) noexcept : state_(std::exchange(other.state_, Out{})) {}
  Reply& operator=(Reply&& other) noexcept {
    std::swap(state_, other.state_);
    return *this;
  }
  ~Reply() {
    if (auto* frame = std::get_if<Frame>(&state_)) detail::abandon(*frame);
  }

  // What follows is for the runtime.

  /// The outcome where there is one already, which may then be moved from; null while the call goes on.
  [[nodiscard]] Out* ready() {
    if (auto* out = std::get_if<Out>(&state_)) return out;
    if (auto* frame = std::get_if<Frame>(&state_)) {
      auto& outcome = frame->promise().outcome;
      return frame->done() ? &outcome : nullptr;
    }
    const std::lock_guard lock(deferred().mutex);
    return deferred().completed ? &deferred().outcome : nullptr;
  }

  /// Calls `done` on the loop's thread once `ready()` is not null. False when it is so already.
  bool wait(std::function<void()> done) {
    if (auto* frame = std::get_if<Frame>(&state_)) {
      if (frame->done()) return false;
      frame->promise().on_done = std::move(done);
      return true;
    }
    if (std::holds_alternative<Out>(state_)) return false;
    const std::lock_guard lock(deferred().mutex);
    if (deferred().completed) return false;
    deferred().notify = std::move(done);
    return true;
  }

 private:
  using Frame = std::coroutine_handle<promise_type>;
  using Deferred = std::shared_ptr<detail::DeferredState<Out>>;
  friend promise_type;
  friend class Ack<T, Errors...>;

  explicit Reply(Frame frame) : state_(frame) {}
  explicit Reply(Deferred deferred) : state_(std::move(deferred)) {}

  detail::DeferredState<Out>& deferred() { return *std::get<Deferred>(state_); }

  std::variant<Out, Frame, Deferred> state_;
};

namespace detail {
template <class T, class... Errors>
Reply<T, Errors...> ReplyPromise<T, Errors...>::get_return_object() {
  return Reply<T, Errors...>(std::coroutine_handle<ReplyPromise>::from_promise(*this));
}
template <class... Errors>
Reply<void, Errors...> ReplyPromise<void, Errors...>::get_return_object() {
  return Reply<void, Errors...>(std::coroutine_handle<ReplyPromise>::from_promise(*this));
}
}  // namespace detail

/// The right to answer a call later, from any thread, exactly once. Move it to wherever the answer comes
/// from. An Ack that dies unanswered answers `internal`, so that no caller waits for ever.
template <class T, class... Errors>
class Ack {
 public:
  using Out = detail::Outcome<T, Errors...>;

  Ack(Ack&&) noexcept = default;
  Ack& operator=(Ack&& other) noexcept {
    std::swap(state_, other.state_);
    return *this;
  }
  ~Ack() {
    if (state_) state_->complete(detail::Fault{"an Ack was dropped without an answer"});
  }

  /// Answers with a value. False, and no effect, when the call was answered or taken back before.
  template <class U>
  requires(!std::is_void_v<T> && std::is_convertible_v<U&&, T> && !detail::OneOf<U, Error, Errors...>) bool
  operator()(U&& value) {
    return state_ && state_->complete(detail::Success<T>{static_cast<T>(std::forward<U>(value))});
  }
  /// Answers with a declared error or a `gangway::Error`.
  template <class E>
  requires detail::OneOf<E, Error, Errors...>
  bool operator()(E&& error) {
    return state_ && state_->complete(std::remove_cvref_t<E>(std::forward<E>(error)));
  }
  bool operator()() requires std::is_void_v<T> { return state_ && state_->complete(detail::Success<void>{}); }

  /// The handler's half: what it returns at once. Call it once.
  [[nodiscard]] Reply<T, Errors...> reply() const { return Reply<T, Errors...>(state_); }

 private:
  template <class U, class... Es>
  friend Ack<U, Es...> deferred();
  explicit Ack(std::shared_ptr<detail::DeferredState<Out>> state) : state_(std::move(state)) {}

  std::shared_ptr<detail::DeferredState<Out>> state_;
};

/// An answer that comes later, from any thread. Call it in the handler:
///
///     auto ack = gangway::deferred<Receipt, NotMember>();
///     auto reply = ack.reply();
///     pool.submit([ack = std::move(ack)]() mutable { ack(Receipt{…}); });
///     return reply;
template <class T, class... Errors>
[[nodiscard]] Ack<T, Errors...> deferred() {
  return Ack<T, Errors...>(std::make_shared<detail::DeferredState<detail::Outcome<T, Errors...>>>());
}

}  // namespace gangway
