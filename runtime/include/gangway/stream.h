#pragma once

#include <coroutine>
#include <exception>
#include <functional>
#include <memory>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

#include "gangway/detail/coroutine.h"
#include "gangway/detail/outcome.h"
#include "gangway/error.h"

namespace gangway {

/// A reply of many values: the return type of a coroutine that `co_yield`s them.
///
/// The coroutine runs only while the client is ready for items; it is destroyed where it waits when the
/// client cancels or leaves. It ends the stream by ending, and with an error by throwing a declared one or a
/// `gangway::Error`. A function that is no coroutine may return an error, or a vector, instead.
/// While a stream goes on, the client's later events are handled: a stream holds up nobody.
template <class T, class... Errors>
class [[nodiscard]] Stream {
 public:
  class promise_type;
  /// How the stream ended; Pending while it goes on.
  using Out = detail::Outcome<void, Errors...>;

  template <class E>
  requires detail::OneOf<E, Error, Errors...> Stream(E&& error)  // NOLINT: implicit by design
      : state_(std::in_place_type<Out>, std::in_place_type<std::remove_cvref_t<E>>, std::forward<E>(error)) {}

  /// A stream of these values, in order.
  Stream(std::vector<T> values)  // NOLINT: implicit by design
      : Stream(from(std::move(values))) {}

  Stream(Stream&& other) noexcept : state_(std::exchange(other.state_, Out{})) {}
  Stream& operator=(Stream&& other) noexcept {
    std::swap(state_, other.state_);
    return *this;
  }
  ~Stream() {
    if (auto* frame = std::get_if<Frame>(&state_)) detail::abandon(*frame);
  }

  // What follows is for the runtime.

  /// Sets who is told, on the loop's thread, when an item or the end came after a wait.
  void on_progress(std::function<void()> progress) {
    if (auto* frame = std::get_if<Frame>(&state_)) frame->promise().progress = std::move(progress);
  }

  /// Runs the coroutine up to its next item, wait or end. Not while it waits, nor after the end.
  void resume() {
    auto& frame = std::get<Frame>(state_);
    auto& promise = frame.promise();
    promise.item = nullptr;
    promise.waits = false;
    promise.driven = true;
    frame.resume();
    promise.driven = false;
    if (!promise.item && !frame.done()) promise.waits = true;
  }

  /// The item that the coroutine stands at; null when it waits or has ended.
  [[nodiscard]] const T* item() const {
    const auto* frame = std::get_if<Frame>(&state_);
    return frame ? frame->promise().item : nullptr;
  }

  [[nodiscard]] bool waits() const {
    const auto* frame = std::get_if<Frame>(&state_);
    return frame && frame->promise().waits;
  }

  /// How it ended, to be moved from; null while it goes on.
  [[nodiscard]] Out* end() {
    if (auto* out = std::get_if<Out>(&state_)) return out;
    auto& frame = std::get<Frame>(state_);
    return frame.done() ? &frame.promise().outcome : nullptr;
  }

 private:
  using Frame = std::coroutine_handle<promise_type>;
  explicit Stream(Frame frame) : state_(frame) {}

  static Stream from(std::vector<T> values) {
    for (const T& value : values) co_yield value;
  }

  std::variant<Out, Frame> state_;
};

template <class T, class... Errors>
class Stream<T, Errors...>::promise_type : public detail::AwaitingPromise {
 public:
  promise_type() noexcept : AwaitingPromise(&own_context_) {}

  Stream get_return_object() { return Stream(Frame::from_promise(*this)); }
  std::suspend_always initial_suspend() noexcept { return {}; }

  /// Stops at an item or at the end, and says so where nobody is looking already.
  struct Stop {
    promise_type& promise;
    bool await_ready() const noexcept { return false; }
    void await_suspend(std::coroutine_handle<>) noexcept {
      promise.waits = false;
      if (!promise.driven && promise.progress) promise.progress();
    }
    void await_resume() const noexcept {}
  };
  Stop final_suspend() noexcept {
    item = nullptr;
    return Stop{*this};
  }
  /// The item stays where it is until the coroutine goes on.
  Stop yield_value(const T& value) noexcept {
    item = &value;
    return Stop{*this};
  }
  void return_void() { outcome = detail::Success<void>{}; }
  void unhandled_exception() { outcome = detail::outcome_of_exception<Out, Errors...>(); }

  Out outcome;
  const T* item = nullptr;
  bool driven = false;  ///< Inside `resume()`.
  bool waits = false;   ///< Suspended on something else than an item.
  std::function<void()> progress;

 private:
  detail::CoroutineContext own_context_;
};

}  // namespace gangway
