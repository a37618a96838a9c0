#pragma once

#include <coroutine>
#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "gangway/client.h"
#include "gangway/detail/coroutine.h"

namespace gangway {

/// What the server knows of a client, as it was when it was asked for. To do something with that client:
/// `all().in(info.id)`.
struct ClientInfo {
  ClientId id{};
  std::string sid;
  std::string address;
  std::string user;                ///< As `set_user` has it; empty where nobody did.
  std::vector<std::string> rooms;  ///< The room's name and its keys: `Thread{"room":"lobby"}`.

  bool operator==(const ClientInfo&) const = default;
};

namespace detail {

/// Something that is asked of many clients, on whichever loops they live.
template <class T>
class Question {
 public:
  Question() = default;
  Question(const Question&) = delete;
  Question& operator=(const Question&) = delete;
  virtual ~Question() = default;

  /// Asks. `done` runs on `home` once `answer` is whole, unless the question was taken back before.
  virtual void start(std::shared_ptr<Executor> home, std::function<void()> done) = 0;
  /// On `home`: nobody wants to know any more.
  virtual void take_back() = 0;

  T answer{};
};

}  // namespace detail

/// What many clients' loops have to say together: `std::size_t n = co_await all().in(Thread{"a"}).count();`
/// Asked when it is awaited.
template <class T>
class [[nodiscard]] Gathering {
 public:
  using GangwayAwaitable = void;

  explicit Gathering(std::shared_ptr<detail::Question<T>> question) : question_(std::move(question)) {}
  Gathering(Gathering&&) noexcept = default;
  Gathering& operator=(Gathering&&) = delete;
  ~Gathering() {
    if (question_) question_->take_back();
  }

  void bind(const detail::CoroutineContext& context) { home_ = context.executor; }
  bool await_ready() const noexcept { return false; }
  void await_suspend(std::coroutine_handle<> waiting) {
    const auto question = question_;  // where the answer is there at once, this dies inside
    question->start(home_, [waiting] { waiting.resume(); });
  }
  T await_resume() { return std::move(question_->answer); }

 private:
  std::shared_ptr<detail::Question<T>> question_;
  std::shared_ptr<detail::Executor> home_;
};

}  // namespace gangway
