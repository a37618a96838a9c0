#pragma once

#include <chrono>
#include <coroutine>
#include <memory>
#include <optional>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include "gangway/error.h"
#include "gangway/gathering.h"
#include "gangway/server_call.h"

namespace gangway {

/// How one of several clients answered a call: with a value or with an error.
template <class T>
struct Answer {
  ClientId client{};
  std::optional<T> value;
  std::optional<CallError> error;  ///< Where there is no value: as for a call to one client.
};
/// The same where clients answer without a value: without an error it is done.
template <>
struct Answer<void> {
  ClientId client{};
  std::optional<CallError> error;
};

/// One answer for each client that was asked, in no order.
template <class T>
using Answers = std::vector<Answer<T>>;

namespace detail {

struct RawAnswer {
  ClientId client{};
  ClientAnswer answer;
};

/// A call to everybody in an audience.
class RoomQuestion : public Question<std::vector<RawAnswer>> {
 public:
  std::chrono::milliseconds timeout{0};  ///< 0: as long as any call to a client.
};

}  // namespace detail

/// A call to many clients: `auto answers = co_await all().in(Thread{"a"}).confirm("Close?");`
///
/// It is sent when it is awaited, to all who are there then, and ends when each of them has answered, left or
/// let `Limits::server_call_timeout` (or `with_timeout`) pass. It never throws: what goes wrong stands in the
/// client's answer.
template <class T>
class [[nodiscard]] RoomCall {
 public:
  using GangwayAwaitable = void;
  using Decode = T (*)(const detail::ClientAnswer& answer);

  RoomCall(std::shared_ptr<detail::RoomQuestion> question, Decode decode)
      : question_(question), gathering_(std::move(question)), decode_(decode) {}

  /// Does without the answers that take longer than `timeout`.
  RoomCall with_timeout(std::chrono::milliseconds timeout) && {
    question_->timeout = timeout;
    return std::move(*this);
  }

  void bind(const detail::CoroutineContext& context) { gathering_.bind(context); }
  bool await_ready() const noexcept { return false; }
  void await_suspend(std::coroutine_handle<> waiting) { gathering_.await_suspend(waiting); }
  Answers<T> await_resume() {
    Answers<T> answers;
    for (detail::RawAnswer& raw : gathering_.await_resume()) answers.push_back(read(raw));
    return answers;
  }

 private:
  Answer<T> read(detail::RawAnswer& raw) const {
    Answer<T> answer;
    answer.client = raw.client;
    if (!raw.answer.ok) {
      answer.error.emplace(std::move(raw.answer.code), raw.answer.message, std::move(raw.answer.data));
      return answer;
    }
    try {
      if constexpr (std::is_void_v<T>) {
        decode_(raw.answer);
      } else {
        answer.value = decode_(raw.answer);
      }
    } catch (const CallError& error) {
      answer.error = error;
    }
    return answer;
  }

  std::shared_ptr<detail::RoomQuestion> question_;
  Gathering<std::vector<detail::RawAnswer>> gathering_;
  Decode decode_;
};

}  // namespace gangway
