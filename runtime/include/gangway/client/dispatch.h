#pragma once

// What generated clients call. Not for applications' code.

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <variant>

#include "gangway/client/call.h"
#include "gangway/client/namespace.h"
#include "gangway/client/options.h"
#include "gangway/client/stream.h"
#include "gangway/client/upload.h"
#include "gangway/codec/reader.h"
#include "gangway/codec/writer.h"
#include "gangway/detail/function_ref.h"
#include "gangway/reply.h"

namespace gangway::client {

using WriteFn = gangway::detail::FunctionRef<void(JsonWriter&)>;

/// Stands for the codec of a reply without a value.
struct NoValue {
  using value = void;
};

/// How a call ended. The texts are there during the call that they are handed to; `data` is JSON text with a
/// reader's padding, of the value or of the error.
struct Answer {
  bool ok = false;
  std::string_view data = {};
  std::string_view code = {};
  std::string_view message = {};
};

/// Where what the server says about one call goes. On the client's thread; nothing comes after the end.
class Sink {
 public:
  virtual ~Sink() = default;
  virtual void item(std::string_view /*json*/) {}
  /// The server is ready for so many items more.
  virtual void more(std::uint64_t /*items*/) {}
  virtual void end(const Answer& answer) = 0;
};

/// The server's call is being answered; destroying this takes it back.
class Answering {
 public:
  virtual ~Answering() = default;
};
/// `"data":…`, `"error":{…}` or nothing, behind an answer's id; and what went wrong here where something did.
struct AnswerBody {
  std::string text;
  std::string fault = {};
};
/// Gets it once.
using AnswerFn = std::function<void(AnswerBody body)>;
/// Answers one call of the server: at once (null) or later. Throws CallError for a payload that does not fit.
using AskFn = std::function<std::unique_ptr<Answering>(JsonReader& payload, AnswerFn answer)>;

// Implemented in src/client. `payload` is written at once.
void open_call(const Namespace& space, std::string_view event, WriteFn payload, const CallOptions& options,
               std::shared_ptr<CallState> state, std::shared_ptr<Sink> sink);
void send_event(const Namespace& space, std::string_view event, WriteFn payload);
Subscription listen(const Namespace& space, std::string_view event, std::function<void(JsonReader&)> told);
Subscription handle(const Namespace& space, std::string_view event, AskFn ask);
void set_handshake(const Namespace& space, std::function<std::string()> handshake);
/// The path of a dynamic namespace with the parameters that `write` writes as an object.
std::string fill_path(std::string_view pattern, WriteFn write);
/// The JSON text of a handshake; throws CallError where it has none.
std::string handshake_text(WriteFn write);
/// The value as written; `internal` where it has no JSON form.
AnswerBody answer_value(WriteFn data);
AnswerBody answer_error(std::string_view code, std::string_view message, WriteFn data);
AnswerBody answer_error(const Error& error);
AnswerBody answer_fault(std::string what);
/// The payload or reply breaks a rule.
[[noreturn]] void throw_misfit(const JsonReader& in);

template <class C>
typename C::value read_value(JsonReader& in) {
  typename C::value value{};
  if (!C::read(in, value) || !in.finish()) throw_misfit(in);
  return value;
}
template <class C>
typename C::value read_value(std::string_view json) {
  JsonReader in(json);
  return read_value<C>(in);
}

/// The declared error or the failure that `answer` is.
template <class R, class... ErrorCodecs>
R failure_of(const Answer& answer) {
  std::unique_ptr<R> found;
  [[maybe_unused]] const auto declared = [&]<class EC>(std::type_identity<EC>) {
    if (!found && answer.code == EC::code) {
      static constexpr char kEmpty[2 + kReadPadding] = "{}";
      const std::string_view data = answer.data.empty() ? std::string_view(kEmpty, 2) : answer.data;
      found = std::make_unique<R>(EC::code, read_value<EC>(data));
    }
  };
  (declared(std::type_identity<ErrorCodecs>{}), ...);
  if (found) return std::move(*found);
  return CallError(std::string(answer.code), std::string(answer.message), std::string(answer.data));
}

template <class C, class... ErrorCodecs>
using ResultOf = Result<typename C::value, typename ErrorCodecs::value...>;

template <class C, class... ErrorCodecs>
ResultOf<C, ErrorCodecs...> result_of(const Answer& answer) {
  using R = ResultOf<C, ErrorCodecs...>;
  try {
    if (!answer.ok) return failure_of<R, ErrorCodecs...>(answer);
    if constexpr (std::is_void_v<typename C::value>) {
      return typename R::Success{};
    } else {
      return typename R::Success{read_value<C>(answer.data)};
    }
  } catch (const CallError& misfit) {
    return misfit;
  }
}

template <class C, class... ErrorCodecs>
using CallOf = Call<typename C::value, typename ErrorCodecs::value...>;
template <class C, class... ErrorCodecs>
using StreamOf = Stream<typename C::value, typename ErrorCodecs::value...>;

/// Ends a call with one reply. `sending` is null where the call streams nothing.
template <class C, class... ErrorCodecs>
class ReplySink final : public Sink {
 public:
  using State = TypedCallState<typename C::value, typename ErrorCodecs::value...>;
  explicit ReplySink(std::shared_ptr<State> state, std::shared_ptr<Sending> sending = {})
      : state_(std::move(state)), sending_(std::move(sending)) {}
  void more(std::uint64_t items) override {
    if (sending_) sending_->more(items);
  }
  void end(const Answer& answer) override {
    if (sending_) sending_->over();
    state_->complete(result_of<C, ErrorCodecs...>(answer));
  }

 private:
  std::shared_ptr<State> state_;
  std::shared_ptr<Sending> sending_;
};

/// Gives a stream its items.
template <class C, class... ErrorCodecs>
class ItemSink final : public Sink {
 public:
  using State = StreamState<typename C::value, typename ErrorCodecs::value...>;
  explicit ItemSink(std::shared_ptr<State> state, std::shared_ptr<Sending> sending = {})
      : state_(std::move(state)), sending_(std::move(sending)) {}
  void more(std::uint64_t items) override {
    if (sending_) sending_->more(items);
  }
  void item(std::string_view json) override {
    try {
      state_->item(read_value<C>(json));
    } catch (const CallError& misfit) {
      const auto last = state_;  // which the cancel may free
      last->end(typename State::Item(misfit));
      last->cancel();
    }
  }
  void end(const Answer& answer) override {
    using Item = typename State::Item;
    if (sending_) sending_->over();
    if (answer.ok) return state_->end({});
    try {
      state_->end(failure_of<Item, ErrorCodecs...>(answer));
    } catch (const CallError& misfit) {
      state_->end(Item(misfit));
    }
  }

 private:
  std::shared_ptr<State> state_;
  std::shared_ptr<Sending> sending_;
};

/// A call with one reply, which codec `C` reads.
template <class C, class... ErrorCodecs>
CallOf<C, ErrorCodecs...> call(const Namespace& space, std::string_view event, WriteFn payload,
                               const CallOptions& options) {
  using Sink = ReplySink<C, ErrorCodecs...>;
  auto state = std::make_shared<typename Sink::State>(core_of(space));
  open_call(space, event, payload, options, state, std::make_shared<Sink>(state));
  return CallOf<C, ErrorCodecs...>(std::move(state));
}

/// A call with a stream of replies, which codec `C` reads.
template <class C, class... ErrorCodecs>
StreamOf<C, ErrorCodecs...> stream(const Namespace& space, std::string_view event, WriteFn payload,
                                   const CallOptions& options) {
  using Sink = ItemSink<C, ErrorCodecs...>;
  auto state = std::make_shared<typename Sink::State>(core_of(space));
  open_call(space, event, payload, options, state, std::make_shared<Sink>(state));
  return StreamOf<C, ErrorCodecs...>(std::move(state));
}

template <class Item>
void write_item(JsonWriter& out, const typename Item::value& value) {
  Item::write(out, value);
}

/// A call whose values, which `Item` writes, are streamed to the server.
template <class Item, class C, class... ErrorCodecs>
auto upload(const Namespace& space, std::string_view event, const CallOptions& options) {
  using Sink = ReplySink<C, ErrorCodecs...>;
  auto state = std::make_shared<typename Sink::State>(core_of(space));
  auto sending = std::make_shared<Sending>(core_of(space), state);
  const auto nothing = [](JsonWriter&) {};
  open_call(space, event, nothing, options, state, std::make_shared<Sink>(state, sending));
  return Upload<typename Item::value, typename C::value, typename ErrorCodecs::value...>(
      std::move(sending), CallOf<C, ErrorCodecs...>(std::move(state)), write_item<Item>);
}

/// The same with a stream of replies.
template <class Item, class C, class... ErrorCodecs>
auto exchange(const Namespace& space, std::string_view event, const CallOptions& options) {
  using Sink = ItemSink<C, ErrorCodecs...>;
  auto state = std::make_shared<typename Sink::State>(core_of(space));
  auto sending = std::make_shared<Sending>(core_of(space), state);
  const auto nothing = [](JsonWriter&) {};
  open_call(space, event, nothing, options, state, std::make_shared<Sink>(state, sending));
  return Exchange<typename Item::value, typename C::value, typename ErrorCodecs::value...>(
      std::move(sending), StreamOf<C, ErrorCodecs...>(std::move(state)), write_item<Item>);
}

/// Listens for an event whose payload codec `C` reads.
template <class C, class Told>
Subscription on_event(const Namespace& space, std::string_view event, Told told) {
  return listen(space, event, [told = std::move(told)](JsonReader& in) {
    if constexpr (std::is_void_v<typename C::value>) {
      told();
    } else {
      told(read_value<C>(in));
    }
  });
}

/// How a handler's reply goes to the server.
template <class C, class... ErrorCodecs, class Out>
AnswerBody body_of(const Out& out) {
  return std::visit(
      []<class State>(const State& state) -> AnswerBody {
        if constexpr (std::is_same_v<State, Error>) {
          return answer_error(state);
        } else if constexpr (std::is_same_v<State, gangway::detail::Success<void>>) {
          return {};
        } else if constexpr (requires { C::write(std::declval<JsonWriter&>(), state.value); }) {
          return answer_value([&](JsonWriter& to) { C::write(to, state.value); });
        } else if constexpr (std::is_same_v<State, gangway::detail::Pending>) {
          return answer_fault("a handler ended without an outcome");
        } else if constexpr (std::is_same_v<State, gangway::detail::Fault>) {
          return answer_fault(state.what);
        } else {
          AnswerBody body;
          [[maybe_unused]] const auto declared = [&]<class EC>(std::type_identity<EC>) {
            if constexpr (std::is_same_v<State, typename EC::value>) {
              body = answer_error(EC::code, EC::message, [&](JsonWriter& to) { EC::write(to, state); });
            }
          };
          (declared(std::type_identity<ErrorCodecs>{}), ...);
          return body;
        }
      },
      out);
}

template <class ReplyType, class C, class... ErrorCodecs>
class Replying final : public Answering {
 public:
  Replying(ReplyType reply, AnswerFn answer) : reply_(std::move(reply)), answer_(std::move(answer)) {}

  /// False where the answer is there already.
  bool wait() {
    return reply_.wait([this, alive = std::weak_ptr<bool>(alive_)] {
      if (!alive.expired()) end();
    });
  }
  void end() {
    const auto answer = std::move(answer_);  // which may free this
    answer(body_of<C, ErrorCodecs...>(*reply_.ready()));
  }

 private:
  std::shared_ptr<bool> alive_ = std::make_shared<bool>(true);
  ReplyType reply_;
  AnswerFn answer_;
};

/// Answers the server's calls `event`: their payload is read by `In`, the reply is written by `C`.
template <class In, class C, class... ErrorCodecs, class Handler>
Subscription handle_call(const Namespace& space, std::string_view event, Handler handler) {
  using ReplyType = Reply<typename C::value, typename ErrorCodecs::value...>;
  return handle(
      space, event,
      [handler = std::move(handler)](JsonReader& in, AnswerFn answer) -> std::unique_ptr<Answering> {
        const auto run = [&]() -> ReplyType {
          if constexpr (std::is_void_v<typename In::value>) {
            return handler();
          } else {
            auto payload = read_value<In>(in);
            return handler(std::move(payload));
          }
        };
        using Running = Replying<ReplyType, C, ErrorCodecs...>;
        try {
          auto running = std::make_unique<Running>(run(), std::move(answer));
          if (running->wait()) return running;
          running->end();
          return nullptr;
        } catch (const CallError&) {
          throw;
        } catch (...) {
          using Out = typename ReplyType::Out;
          const Out out = gangway::detail::outcome_of_exception<Out, typename ErrorCodecs::value...>();
          answer(body_of<C, ErrorCodecs...>(out));
          return nullptr;
        }
      });
}

}  // namespace gangway::client
