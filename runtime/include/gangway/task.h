#pragma once

#include <chrono>
#include <coroutine>
#include <cstdint>
#include <exception>
#include <memory>
#include <optional>
#include <utility>
#include <variant>

#include "gangway/detail/coroutine.h"

namespace gangway {

/// A piece of a handler written as a coroutine of its own: `T value = co_await load(key);`
///
/// It starts when it is awaited, runs on the handler's thread, and its exceptions come out of the `co_await`.
/// It must be awaited by a handler's coroutine or by another task, at most once.
template <class T>
class [[nodiscard]] Task {
 public:
  using promise_type = detail::TaskPromise<T>;
  using GangwayAwaitable = void;

  Task(Task&& other) noexcept : frame_(std::exchange(other.frame_, nullptr)) {}
  Task& operator=(Task&& other) noexcept {
    std::swap(frame_, other.frame_);
    return *this;
  }
  ~Task() {
    if (frame_) frame_.destroy();
  }

  void bind(detail::CoroutineContext& context) { frame_.promise().bind(context); }
  bool await_ready() const noexcept { return false; }
  std::coroutine_handle<> await_suspend(std::coroutine_handle<> waiting) noexcept {
    frame_.promise().waiting = waiting;
    return frame_;
  }
  T await_resume() { return frame_.promise().take(); }

 private:
  friend promise_type;
  explicit Task(std::coroutine_handle<promise_type> frame) noexcept : frame_(frame) {}

  std::coroutine_handle<promise_type> frame_;
};

namespace detail {

class TaskPromiseBase : public AwaitingPromise {
 public:
  TaskPromiseBase() noexcept : AwaitingPromise(nullptr) {}

  std::suspend_always initial_suspend() noexcept { return {}; }
  auto final_suspend() noexcept {
    struct Resume {
      std::coroutine_handle<> waiting;
      bool await_ready() const noexcept { return false; }
      std::coroutine_handle<> await_suspend(std::coroutine_handle<>) noexcept { return waiting; }
      void await_resume() const noexcept {}
    };
    return Resume{waiting};
  }

  void bind(CoroutineContext& context) noexcept { context_ = &context; }

  std::coroutine_handle<> waiting;
};

template <class T>
class TaskPromise final : public TaskPromiseBase {
 public:
  Task<T> get_return_object() { return Task<T>(std::coroutine_handle<TaskPromise>::from_promise(*this)); }
  template <class U>
  void return_value(U&& value) {
    result_.template emplace<1>(std::forward<U>(value));
  }
  void unhandled_exception() { result_.template emplace<2>(std::current_exception()); }
  T take() {
    if (result_.index() == 2) std::rethrow_exception(std::get<2>(result_));
    return std::move(std::get<1>(result_));
  }

 private:
  std::variant<std::monostate, T, std::exception_ptr> result_;
};

template <>
class TaskPromise<void> final : public TaskPromiseBase {
 public:
  Task<void> get_return_object() {
    return Task<void>(std::coroutine_handle<TaskPromise>::from_promise(*this));
  }
  void return_void() noexcept {}
  void unhandled_exception() { error_ = std::current_exception(); }
  void take() {
    if (error_) std::rethrow_exception(error_);
  }

 private:
  std::exception_ptr error_;
};

}  // namespace detail

/// Awaitable: lets `duration` pass. `co_await gangway::sleep_for(100ms);` Only in a handler's coroutines.
class [[nodiscard]] sleep_for {
 public:
  using GangwayAwaitable = void;

  explicit sleep_for(std::chrono::milliseconds duration) noexcept : duration_(duration) {}
  sleep_for(const sleep_for&) = delete;
  sleep_for& operator=(const sleep_for&) = delete;
  ~sleep_for();

  void bind(detail::CoroutineContext& context) noexcept { context_ = &context; }
  bool await_ready() const noexcept { return duration_.count() <= 0; }
  void await_suspend(std::coroutine_handle<> waiting);
  void await_resume() noexcept { timer_ = 0; }

 private:
  std::chrono::milliseconds duration_;
  detail::CoroutineContext* context_ = nullptr;
  std::uint64_t timer_ = 0;
};

}  // namespace gangway
