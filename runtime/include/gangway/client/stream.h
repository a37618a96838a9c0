#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <iterator>
#include <memory>
#include <mutex>
#include <optional>
#include <utility>

#include "gangway/client/call.h"

namespace gangway::client {

/// What a stream's handle shares with the client that carries it. For the runtime.
template <class T, class... Errors>
class StreamState final : public CallState {
 public:
  using Next = TypedCallState<std::optional<T>, Errors...>;
  using Item = Result<std::optional<T>, Errors...>;
  using CallState::CallState;

  std::shared_ptr<Next> next() {
    auto next = std::make_shared<Next>(core_);
    std::unique_lock lock(mutex_);
    if (!items_.empty()) {
      Item item(detail::Success<std::optional<T>>{std::move(items_.front())});
      items_.pop_front();
      // In steps, to spare a frame for each item.
      const std::uint64_t more = ++taken_ >= kStep && !ended_ ? std::exchange(taken_, 0) : 0;
      lock.unlock();
      if (more > 0) grant(more);
      next->complete(std::move(item));
    } else if (ended_) {
      Item end = take_end();
      lock.unlock();
      next->complete(std::move(end));
    } else {
      waiting_.push_back(next);
    }
    return next;
  }

  void item(T value) {
    std::unique_lock lock(mutex_);
    if (ended_) return;
    if (waiting_.empty()) return items_.push_back(std::move(value));
    const auto next = std::move(waiting_.front());
    waiting_.pop_front();
    const std::uint64_t more = ++taken_ >= kStep ? std::exchange(taken_, 0) : 0;
    lock.unlock();
    if (more > 0) grant(more);
    next->complete(detail::Success<std::optional<T>>{std::move(value)});
  }

  /// `error`: how it ended, where that was no good end.
  void end(std::optional<Item> error) {
    std::deque<std::shared_ptr<Next>> waiting;
    const auto store = [&] {
      ended_ = true;
      error_ = std::move(error);
      waiting = std::move(waiting_);
    };
    if (!finish(store)) return;
    for (const auto& next : waiting) {
      std::unique_lock lock(mutex_);
      Item end = take_end();
      lock.unlock();
      next->complete(std::move(end));
    }
  }

  /// Nobody reads any more.
  void leave() {
    cancel();
    const std::lock_guard lock(mutex_);
    items_.clear();
  }

 private:
  /// Half of what the server may send ahead.
  static constexpr std::size_t kStep = 8;

  /// The error is told once.
  Item take_end() {
    if (auto error = std::exchange(error_, std::nullopt)) return std::move(*error);
    return Item(detail::Success<std::optional<T>>{});
  }

  std::deque<T> items_;
  std::deque<std::shared_ptr<Next>> waiting_;
  std::optional<Item> error_;
  bool ended_ = false;
  std::size_t taken_ = 0;
};

/// A reply of many values, on its way since the call was made. The server is never more than 16 items ahead
/// of who reads.
///
///     auto history = ann.chat.history({"lobby"});
///     while (auto message = history.next().get()) show(*message);   // or: co_await history.next()
///     for (const Message& message : ann.chat.history({"lobby"})) show(message);
///
/// Destroying it stops the handler on the server. One reader at a time, on any thread.
template <class T, class... Errors>
class [[nodiscard]] Stream {
 public:
  /// For the runtime.
  explicit Stream(std::shared_ptr<StreamState<T, Errors...>> state) : state_(std::move(state)) {}
  Stream(Stream&&) noexcept = default;
  Stream& operator=(Stream&& other) noexcept {
    std::swap(state_, other.state_);
    return *this;
  }
  ~Stream() {
    if (state_) state_->leave();
  }

  /// The next item; nothing at the end. An error comes behind the items that came before it, once.
  [[nodiscard]] Call<std::optional<T>, Errors...> next() {
    return Call<std::optional<T>, Errors...>(state_->next());
  }
  void cancel() { state_->leave(); }

  /// Waits for each item; throws as `Call::get` does.
  class Iterator {
   public:
    using value_type = T;
    using difference_type = std::ptrdiff_t;
    explicit Iterator(Stream& of) : of_(&of) { ++*this; }
    const T& operator*() const { return *item_; }
    Iterator& operator++() {
      item_ = of_->next().get();
      return *this;
    }
    void operator++(int) { ++*this; }
    bool operator==(std::default_sentinel_t) const { return !item_; }

   private:
    Stream* of_;
    std::optional<T> item_;
  };
  [[nodiscard]] Iterator begin() { return Iterator(*this); }
  [[nodiscard]] std::default_sentinel_t end() const { return {}; }

 private:
  std::shared_ptr<StreamState<T, Errors...>> state_;
};

}  // namespace gangway::client
