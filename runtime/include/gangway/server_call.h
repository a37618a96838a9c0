#pragma once

#include <chrono>
#include <coroutine>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

#include "gangway/client.h"
#include "gangway/codec/wire_format.h"
#include "gangway/detail/coroutine.h"
#include "gangway/detail/kept_json.h"
#include "gangway/error.h"

namespace gangway {

class JsonReader;

namespace detail {

/// How a client answered: its value, or why there is none.
struct ClientAnswer {
  bool ok = false;
  std::string code;
  std::string message;
  std::string data;                      ///< The value; an error's as JSON text.
  WireFormat format = WireFormat::Json;  ///< Of the value.
};

/// A call to a client, from sending it to its answer. On its caller's loop, which need not be the client's.
class ServerCallBase {
 public:
  using Done = std::function<void(ClientAnswer)>;

  ServerCallBase(std::shared_ptr<Member> member, std::string event, KeptJson data);
  ServerCallBase(ServerCallBase&& other) noexcept;
  ServerCallBase& operator=(ServerCallBase&&) = delete;
  ~ServerCallBase();

  /// The caller's loop.
  void set_home(std::shared_ptr<Executor> home) noexcept { home_ = std::move(home); }
  void set_timeout(std::chrono::milliseconds timeout) noexcept { timeout_ = timeout; }

  /// Sends the call. `done` runs on the caller's loop, exactly once unless this object dies first.
  void start(Done done);

 private:
  struct State;
  std::shared_ptr<Member> member_;
  std::string event_;
  KeptJson data_;
  std::shared_ptr<Executor> home_;
  std::chrono::milliseconds timeout_{0};
  std::shared_ptr<State> state_;
};

/// The JSON text that `write` writes.
std::string json_text(WriteFn write);

/// Reads the answer's value whole with `read`; otherwise throws CallError("invalid_payload", …).
void read_answer(const ClientAnswer& answer, FunctionRef<bool(JsonReader&)> read);

}  // namespace detail

/// A call to one client: `bool sure = co_await client.confirm("Delete?");`
///
/// It is sent when it is awaited. The value is the client's answer; anything else throws CallError: an error
/// of the client's, `deadline_exceeded` (after `Limits::server_call_timeout` or `with_timeout`),
/// `unavailable` when the client leaves.
template <class T>
class [[nodiscard]] ServerCall {
 public:
  using GangwayAwaitable = void;
  using Decode = T (*)(const detail::ClientAnswer& answer);

  ServerCall(detail::ServerCallBase call, Decode decode) : call_(std::move(call)), decode_(decode) {}

  /// Gives up after `timeout`.
  ServerCall with_timeout(std::chrono::milliseconds timeout) && {
    call_.set_timeout(timeout);
    return std::move(*this);
  }

  void bind(const detail::CoroutineContext& context) { call_.set_home(context.executor); }
  bool await_ready() const noexcept { return false; }
  void await_suspend(std::coroutine_handle<> waiting) {
    call_.start([this, waiting](detail::ClientAnswer answer) {
      answer_ = std::move(answer);
      waiting.resume();
    });
  }
  T await_resume() {
    if (!answer_.ok) throw CallError(std::move(answer_.code), answer_.message, std::move(answer_.data));
    return decode_(answer_);
  }

 private:
  detail::ServerCallBase call_;
  Decode decode_;
  detail::ClientAnswer answer_;
};

}  // namespace gangway
