#pragma once

#include <coroutine>
#include <functional>
#include <memory>
#include <type_traits>
#include <utility>

namespace gangway::detail {

class Executor;

/// The loop that the calling thread is running a handler for; null elsewhere.
const std::shared_ptr<Executor>& current_executor() noexcept;

/// Runs `work` on the executor's thread: at once when that is the calling one, else by posting it.
void run_on(const std::shared_ptr<Executor>& executor, std::function<void()> work);

/// What a handler's coroutine and the tasks it awaits share: where they run, and what they wait for.
///
/// While they wait for something of ours (a timer, a client's answer) the frames may be destroyed at any
/// moment, and the wait is taken back. While they wait for something foreign, which may hold references into
/// the frames and may resume them from any thread, destroying waits until it has resumed.
struct CoroutineContext {
  std::shared_ptr<Executor> executor = current_executor();
  bool waits_for_foreign = false;
  /// Set by whoever wants the frames gone while they wait for something foreign.
  std::function<void()> abandoned;
};

/// Marks the awaitables that may be destroyed while a coroutine waits for them.
template <class A>
concept OwnAwaitable = requires {
  typename std::remove_cvref_t<A>::GangwayAwaitable;
};

template <class A>
decltype(auto) awaiter_of(A&& awaitable) {
  if constexpr (requires { std::forward<A>(awaitable).operator co_await(); }) {
    return std::forward<A>(awaitable).operator co_await();
  } else if constexpr (requires { operator co_await(std::forward<A>(awaitable)); }) {
    return operator co_await(std::forward<A>(awaitable));
  } else {
    return std::forward<A>(awaitable);
  }
}

/// A coroutine that nobody waits for: it frees itself at its end.
struct Detached {
  struct promise_type {
    Detached get_return_object() noexcept { return {}; }
    std::suspend_never initial_suspend() noexcept { return {}; }
    std::suspend_never final_suspend() noexcept { return {}; }
    void return_void() noexcept {}
    void unhandled_exception() noexcept { std::terminate(); }
  };
};

/// Awaits something foreign and brings its coroutine back to the loop's thread afterwards.
template <class Awaiter>
class ForeignAwait {
 public:
  ForeignAwait(Awaiter&& awaiter, CoroutineContext& context)
      : awaiter_(std::forward<Awaiter>(awaiter)), context_(context) {}

  bool await_ready() { return awaiter_.await_ready(); }

  void await_suspend(std::coroutine_handle<> waiting) {
    context_.waits_for_foreign = true;
    hop(awaiter_, context_, waiting);
  }

  decltype(auto) await_resume() { return awaiter_.await_resume(); }

 private:
  /// Suspends the helper on the foreign awaiter, leaving its result to the coroutine that wants it.
  struct Suspend {
    std::remove_reference_t<Awaiter>& awaiter;
    bool await_ready() const noexcept { return false; }
    auto await_suspend(std::coroutine_handle<> helper) { return awaiter.await_suspend(helper); }
    void await_resume() const noexcept {}
  };

  static Detached hop(std::remove_reference_t<Awaiter>& awaiter, CoroutineContext& context,
                      std::coroutine_handle<> waiting) {
    // The context lives in the waiting frames, which outlive this wait; the executor may not be reached
    // through it any more once they were resumed.
    const std::shared_ptr<Executor> executor = context.executor;
    co_await Suspend{awaiter};
    run_on(executor, [&context, waiting] {
      context.waits_for_foreign = false;
      if (context.abandoned) {
        const auto abandoned = std::move(context.abandoned);  // it frees the context
        abandoned();
      } else {
        waiting.resume();
      }
    });
  }

  Awaiter awaiter_;
  CoroutineContext& context_;
};

/// Stands for an awaitable of ours, which lives until the end of its `co_await` expression. (GCC 12 copies
/// what `await_transform` returns by reference.)
template <class A>
struct OwnAwait {
  A& awaitable;
  bool await_ready() { return awaitable.await_ready(); }
  auto await_suspend(std::coroutine_handle<> waiting) { return awaitable.await_suspend(waiting); }
  decltype(auto) await_resume() { return awaitable.await_resume(); }
};

template <class T>
class TaskPromise;

/// The part of a promise that decides how things are awaited.
class AwaitingPromise {
 public:
  template <class A>
  auto await_transform(A&& awaitable) {
    if constexpr (OwnAwaitable<A>) {
      if constexpr (requires { awaitable.bind(context()); }) awaitable.bind(context());
      return OwnAwait<std::remove_reference_t<A>>{awaitable};
    } else {
      using Awaiter = decltype(awaiter_of(std::forward<A>(awaitable)));
      return ForeignAwait<Awaiter>(awaiter_of(std::forward<A>(awaitable)), context());
    }
  }

  [[nodiscard]] CoroutineContext& context() noexcept { return *context_; }

 protected:
  explicit AwaitingPromise(CoroutineContext* context) noexcept : context_(context) {}
  CoroutineContext* context_;
};

/// Destroys the outermost frame, now or as soon as what it waits for lets go of it.
template <class Promise>
void abandon(std::coroutine_handle<Promise> frame) {
  CoroutineContext& context = frame.promise().context();
  if (context.waits_for_foreign) {
    context.abandoned = [frame] { frame.destroy(); };
  } else {
    frame.destroy();
  }
}

}  // namespace gangway::detail
