#pragma once

// What generated .cpp files call to turn envelopes into handler calls. Not for handlers' code.

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <variant>

#include "gangway/broadcast.h"
#include "gangway/client.h"
#include "gangway/client_stream.h"
#include "gangway/codec/reader.h"
#include "gangway/codec/writer.h"
#include "gangway/detail/emit_row.h"
#include "gangway/detail/outcome.h"
#include "gangway/detail/pipes.h"
#include "gangway/error.h"
#include "gangway/handler.h"
#include "gangway/reply.h"
#include "gangway/room_call.h"
#include "gangway/server.h"
#include "gangway/server_call.h"
#include "gangway/stream.h"

namespace gangway {
class CallInfo;
}

namespace gangway::detail {

class Call;
class Connection;
class Pipeline;

/// A guard of the schema with its arguments bound.
struct GuardRow {
  std::string_view name;  ///< For whoever is refused.
  Reply<bool> (*ask)(Handler& handler, const std::shared_ptr<Member>& member, const CallInfo& call);
};

/// `@rate`: one row for each place where it stands, so that what stands on a gateway is one rate for all of
/// its events. The row's address says which one it is.
struct RateRow {
  enum class By : std::uint8_t { Connection, Address, Session };
  std::uint64_t count;
  std::int64_t period_ms;
  std::uint64_t burst;
  By by;
};

/// What the schema asks of a call besides its payload's type. A plain event has none, and a plain call costs
/// nothing for it; one whose payload has pipes has one, if an empty one.
struct CallPolicy {
  std::span<const GuardRow> guards = {};  ///< In the order in which they are asked.
  const RateRow* rate = nullptr;
  /// Who is counted, for a rate by a field of the session: its JSON text, empty where it has no value.
  std::string (*rate_key)(const void* session) = nullptr;
  std::int64_t deadline_ms = 0;  ///< From the frame's arrival; 0 for none.
  std::uint32_t concurrent = 1;  ///< Handlers of one client that may run at once.
  std::int64_t max_payload = 0;  ///< Bytes; 0 for what the gateway allows.
};

/// One `on` event of a namespace.
struct Route {
  std::string_view name;
  void (*invoke)(Handler& handler, Call& call);
  const CallPolicy* policy = nullptr;
  bool takes_stream = false;  ///< The client streams its payload.
  /// Writes a reply anew that somebody else has made; false where it is none. Null where the event is
  /// answered without a value.
  bool (*rewrite)(JsonReader& in, JsonWriter& out) = nullptr;
  bool is_stream = false;
};

/// The typed parameters in the path of a dynamic namespace, which are the members of one object.
struct PathTable {
  bool (*read)(JsonReader& in, std::shared_ptr<const void>& value);
  void (*write)(JsonWriter& out, const void* value);
  void (*opened)(Handler& handler, const void* value);
  void (*closed)(Handler& handler, const void* value);
};

/// That of a handler class whose path's struct codec `C` reads and writes.
template <class HandlerClass, class C>
inline constexpr PathTable path_table{
    .read =
        [](JsonReader& in, std::shared_ptr<const void>& value) {
          const auto path = std::make_shared<typename C::value>();
          value = path;
          return C::read(in, *path);
        },
    .write = [](JsonWriter& out,
                const void* value) { C::write(out, *static_cast<const typename C::value*>(value)); },
    .opened =
        [](Handler& handler, const void* value) {
          static_cast<HandlerClass&>(handler).on_open(*static_cast<const typename C::value*>(value));
        },
    .closed =
        [](Handler& handler, const void* value) {
          static_cast<HandlerClass&>(handler).on_close(*static_cast<const typename C::value*>(value));
        },
};

/// One namespace of a schema: its events and what makes and frees its session.
struct NamespaceTable {
  std::string_view name;  ///< As in the schema; "root" for "/".
  std::string_view path;  ///< Behind the gateway's: "/chat"; "/" for the root; "/doc/{id}" of a dynamic one.
  const Route* (*find)(std::string_view event);  ///< Null where there is no such event.
  void (*join)(Handler& handler, Call& call);
  void (*leave)(Handler& handler, const std::shared_ptr<Member>& member, LeaveReason reason);
  void (*refresh)(Handler& handler, Call& call);  ///< Null without a handshake.
  void* (*make_session)();
  void (*free_session)(void* session);
  /// The guards of the gateway and the namespace, which are asked before anybody joins.
  const CallPolicy* join_policy = nullptr;
  bool keeps_handshake = false;  ///< For `client.handshake()`.
  /// How long a client that was lost may resume: the longest `@replay` of its events. 0 without one.
  std::int64_t replay_ms = 0;
  /// Tells the handler that a room came into being or is empty; null where there are no rooms. `path` is that
  /// of the instance, null where the namespace is not dynamic.
  void (*room_changed)(Handler& handler, const void* path, std::string_view room, bool created) = nullptr;
  /// Of a dynamic namespace, whose `path` is "/doc/{id}".
  const PathTable* parameters = nullptr;
};

/// One gateway of a schema.
struct GatewayTable {
  std::string_view name;
  std::string_view path;
  std::string_view source = {};  ///< Where it is declared: "chat.gw:12".
  std::string_view schema_hash;
  std::optional<std::int64_t> heartbeat_ms;
  std::optional<std::int64_t> heartbeat_timeout_ms;
  std::optional<std::int64_t> max_payload;
  std::optional<std::uint16_t> port = {};          ///< It is served there alone.
  std::span<const std::string_view> origins = {};  ///< Pages that may connect; empty where nothing is said.
  bool compression = false;
  bool websocket = true;  ///< `@transports`; without it both. Not for WebSockets of any dialect where false.
  bool polling = true;    ///< Engine.IO's HTTP long-polling.
  std::string_view description = {};  ///< JSON for the inspector; empty unless generated with it.
  std::span<const NamespaceTable> namespaces;
};

inline constexpr auto kUntimed = std::chrono::steady_clock::time_point::min();

/// A call as the dialects name it when they answer. `event` has the route's lifetime, or the message's where
/// there is no route.
struct CallRef {
  std::uint64_t id = 0;
  bool has_id = false;
  bool is_join = false;
  bool is_refresh = false;  ///< Of the handshake, on a connection that stays.
  bool is_stream = false;
  bool takes_stream = false;
  std::string_view event;
  Member* member = nullptr;
  /// When its frame arrived; `kUntimed` where nobody asked for times.
  std::chrono::steady_clock::time_point received = kUntimed;
  std::uint64_t deadline = 0;  ///< The connection's number for it, where it has one; and when that is.
  std::chrono::steady_clock::time_point expires = kUntimed;
  bool is_concurrent = false;  ///< May run beside others of its client's.
  Pipeline* around = nullptr;  ///< What the call's end goes through; null for a plain call.
};

/// Where a call's end, and a stream's items, are written. On the loop's thread.
class CallTarget {
 public:
  CallTarget(Connection& connection, const CallRef& ref) noexcept : connection_(&connection), ref_(ref) {}

  JsonWriter& begin_value();
  void end_value();
  void empty();
  JsonWriter& begin_item();
  /// False when the item had no JSON form: the stream was ended with `internal` then.
  bool end_item();
  void end_stream();
  void error(const Error& error);
  void declared_error(std::string_view code, std::string_view message, WriteFn data);
  void fault(std::string_view what);
  /// So much is queued for the client that a stream should wait for `PendingCall::drained`.
  [[nodiscard]] bool congested() const;

  [[nodiscard]] Connection& connection() const noexcept { return *connection_; }
  [[nodiscard]] const CallRef& ref() const noexcept { return ref_; }

 private:
  Connection* connection_;
  CallRef ref_;
};

/// Keeps what a client streams to a call for as long as the call goes on.
class UploadHold {
 public:
  UploadHold() = default;
  explicit UploadHold(std::shared_ptr<Upload> upload) noexcept : upload_(std::move(upload)) {}
  UploadHold(UploadHold&&) noexcept = default;
  UploadHold& operator=(UploadHold&& other) noexcept {
    std::swap(upload_, other.upload_);
    return *this;
  }
  ~UploadHold();

  /// Null where the client streams nothing.
  [[nodiscard]] const std::shared_ptr<Upload>& share() const noexcept { return upload_; }

 private:
  std::shared_ptr<Upload> upload_;
};

/// A call that goes on after its handler returned. Owned by its connection; destroying it takes it back.
class PendingCall {
 public:
  explicit PendingCall(const CallTarget& to) noexcept : target(to) {}
  PendingCall(const PendingCall&) = delete;
  PendingCall& operator=(const PendingCall&) = delete;
  virtual ~PendingCall() = default;

  /// The client is ready for `more` items.
  virtual void credit(std::uint64_t /*more*/) {}
  /// The outbox is empty again.
  virtual void drained() {}

  CallTarget target;
  UploadHold upload;

 protected:
  /// Its end was written, or handed to what is around it: frees this.
  void finished();
};

template <class C, class... ErrorCodecs, class Out>
void write_end(CallTarget& target, Out& out, bool is_stream) {
  std::visit(
      [&]<class State>(State& state) {
        if constexpr (std::is_same_v<State, Pending>) {
          target.fault("a handler ended without an outcome");
        } else if constexpr (std::is_same_v<State, Error>) {
          target.error(state);
        } else if constexpr (std::is_same_v<State, Fault>) {
          target.fault(state.what);
        } else if constexpr (std::is_same_v<State, Success<void>>) {
          if (is_stream) {
            target.end_stream();
          } else {
            target.empty();
          }
        } else if constexpr (requires { C::write(std::declval<JsonWriter&>(), state.value); }) {
          C::write(target.begin_value(), state.value);
          target.end_value();
        } else {
          const auto declared = [&]<class EC>(std::type_identity<EC>) {
            if constexpr (std::is_same_v<State, typename EC::value>) {
              target.declared_error(EC::code, EC::message, [&](JsonWriter& to) { EC::write(to, state); });
            }
          };
          (declared(std::type_identity<ErrorCodecs>{}), ...);
        }
      },
      out);
}

template <class ReplyType, class C, class... ErrorCodecs>
class PendingReply final : public PendingCall {
 public:
  PendingReply(const CallTarget& to, ReplyType&& reply) : PendingCall(to), reply_(std::move(reply)) {}

  void start() {
    // A deferred answer may be on its way from another thread when this dies: hence the token.
    const bool waits = reply_.wait([this, alive = std::weak_ptr<bool>(alive_)] {
      if (!alive.expired()) end();
    });
    if (!waits) end();
  }

 private:
  void end() {
    write_end<C, ErrorCodecs...>(target, *reply_.ready(), false);
    finished();
  }

  std::shared_ptr<bool> alive_ = std::make_shared<bool>(true);
  ReplyType reply_;
};

template <class StreamType, class C, class... ErrorCodecs>
class PendingStream final : public PendingCall {
 public:
  PendingStream(const CallTarget& to, StreamType&& stream, std::uint64_t credit)
      : PendingCall(to), stream_(std::move(stream)), credit_(credit) {}

  void start() {
    stream_.on_progress([this] { pump(); });
    pump();
  }
  void credit(std::uint64_t more) override {
    credit_ += more;
    pump();
  }
  void drained() override { pump(); }

 private:
  /// Goes on until the stream waits, has ended, or the client is not ready for more.
  void pump() {
    if (pumping_) return;
    pumping_ = true;
    while (true) {
      if (auto* end = stream_.end()) {
        write_end<C, ErrorCodecs...>(target, *end, true);
        return finished();
      }
      if (stream_.waits()) break;
      if (const auto* item = stream_.item(); item != nullptr && !written_) {
        C::write(target.begin_item(), *item);
        if (!target.end_item()) return finished();
        written_ = true;
        --credit_;
      }
      if (credit_ == 0 || target.congested()) break;
      written_ = false;
      stream_.resume();
    }
    pumping_ = false;
  }

  StreamType stream_;
  std::uint64_t credit_;
  bool written_ = false;
  bool pumping_ = false;
};

/// Reads the rest of an envelope once the payload inside it was read.
class EnvelopeTail {
 public:
  /// False when the call must not go on: the envelope is broken, or has to be read again from its start.
  virtual bool finish(JsonReader& in, bool payload_ok) = 0;

 protected:
  ~EnvelopeTail() = default;
};

/// One event or join on its way into a handler. Lives on the stack for the length of the call.
class Call {
 public:
  /// `in` stands at the payload; null without one. `tail` is null where the payload stands alone.
  Call(Connection& connection, const CallRef& ref, JsonReader* in, EnvelopeTail* tail) noexcept
      : connection_(connection), ref_(ref), in_(in), tail_(tail) {}

  /// Reads the payload. False when the call ended here: it was refused, and the handler must not be called.
  /// `may_be_left_out`: no payload at all reads as `{}`.
  template <class C>
  [[nodiscard]] bool decode(typename C::value& out, bool may_be_left_out) {
    JsonReader* in = payload(may_be_left_out);
    return in != nullptr &&
           decoded(C::read(*in, out), [&out](JsonReader& again) { return C::read(again, out); });
  }
  /// For an event without a payload: passes over one that came all the same.
  [[nodiscard]] bool decode_nothing();
  /// The same where the client streams: false also where it named no id that its values could carry.
  [[nodiscard]] bool decode_stream();
  /// What the client streams, read by codec `C`. Once, after `decode_stream`.
  template <class C>
  [[nodiscard]] ClientStream<typename C::value> items() {
    return {upload_.share(), &C::read};
  }
  void set_upload(UploadHold upload) noexcept {
    ref_.takes_stream = true;
    upload_ = std::move(upload);
  }

  /// Reads the payload, lets the pipes run that `walk` finds in it, and goes on with `run`.
  template <class C>
  void pipe(bool may_be_left_out, void (*walk)(PipeWalk& walk, typename C::value& payload),
            typename PipedPayloadOf<C>::Run run) {
    auto payload = std::make_unique<PipedPayloadOf<C>>(run);
    if (!decode<C>(payload->value, may_be_left_out)) return;
    walk(payload->walk, payload->value);
    keep(std::move(payload));
  }

  [[nodiscard]] std::shared_ptr<Member> member() const;

  /// Calls the handler and sees to the call's one end. `C` and `ErrorCodecs` write the value and the errors.
  template <class C, class... ErrorCodecs, class Run>
  void reply(Run&& run) {
    using ReplyType = std::remove_cvref_t<std::invoke_result_t<Run&>>;
    CallTarget target(connection_, ref_);
    try {
      ReplyType reply = run();
      if (auto* out = reply.ready()) {
        write_end<C, ErrorCodecs...>(target, *out, false);
      } else {
        auto pending = std::make_unique<PendingReply<ReplyType, C, ErrorCodecs...>>(target, std::move(reply));
        auto& started = *pending;
        keep(std::move(pending));
        started.start();
      }
    } catch (...) {
      using Out = typename ReplyType::Out;
      Out out = outcome_of_exception<Out, typename ErrorCodecs::value...>();
      write_end<C, ErrorCodecs...>(target, out, false);
    }
  }

  template <class C, class... ErrorCodecs, class Run>
  void stream(Run&& run) {
    using StreamType = std::remove_cvref_t<std::invoke_result_t<Run&>>;
    ref_.is_stream = true;
    CallTarget target(connection_, ref_);
    try {
      auto pending =
          std::make_unique<PendingStream<StreamType, C, ErrorCodecs...>>(target, run(), initial_credit());
      auto& started = *pending;
      keep(std::move(pending));
      started.start();
    } catch (...) {
      using Out = typename StreamType::Out;
      Out out = outcome_of_exception<Out, typename ErrorCodecs::value...>();
      write_end<C, ErrorCodecs...>(target, out, true);
    }
  }

 private:
  JsonReader* payload(bool may_be_left_out);
  /// `read_again` reads the same payload from another reader, to find what else is wrong with it.
  bool decoded(bool ok, FunctionRef<bool(JsonReader&)> read_again);
  void refuse(FunctionRef<bool(JsonReader&)> read_again);
  void keep(std::unique_ptr<PendingCall> pending);
  void keep(std::unique_ptr<PipedPayload> payload);
  [[nodiscard]] std::uint64_t initial_credit() const;

  Connection& connection_;
  CallRef ref_;
  JsonReader* in_;
  EnvelopeTail* tail_;
  UploadHold upload_;
};

/// `Route::rewrite` of a reply.
template <class Read, class Write>
bool rewrite(JsonReader& in, JsonWriter& out) {
  typename Read::value value{};
  if (!Read::read(in, value) || !in.finish()) return false;
  Write::write(out, value);
  return !out.failed();
}

/// Reads what the client presented to join. Throws the Error `invalid_payload` where `read` does not like it.
void read_handshake(const Client& client, FunctionRef<bool(JsonReader&)> read);

template <class C>
typename C::value handshake_of(const Client& client) {
  typename C::value value{};
  read_handshake(client, [&](JsonReader& in) { return C::read(in, value); });
  return value;
}

/// The answer of a client, which codec `C` reads. Throws CallError("invalid_payload", …).
template <class C>
typename C::value answer_of(const ClientAnswer& answer) {
  typename C::value value{};
  read_answer(answer, [&](JsonReader& in) { return C::read(in, value); });
  return value;
}

/// Makes a call to a client whose answer codec `C` reads.
template <class C>
ServerCall<typename C::value> server_call(const Client& client, std::string_view event, WriteFn data) {
  return {ServerCallBase(client.member(), std::string(event), keep_json(data)), answer_of<C>};
}

/// A call to a client that answers without a value.
ServerCall<void> server_call(const Client& client, std::string_view event, WriteFn data);

std::shared_ptr<RoomQuestion> room_question(const Broadcast& to, std::string_view event, KeptJson data);

/// The same to many clients.
template <class C>
RoomCall<typename C::value> room_call(const Broadcast& to, std::string_view event, WriteFn data) {
  return {room_question(to, event, keep_json(data)), answer_of<C>};
}
RoomCall<void> room_call(const Broadcast& to, std::string_view event, WriteFn data);

/// Reads the keys of a room from what the hub calls it. False where it is no room of the name `kind`.
bool read_room(std::string_view kind, std::string_view room, FunctionRef<bool(JsonReader&)> read);
template <class C>
bool read_room(std::string_view kind, std::string_view room, typename C::value& out) {
  return read_room(kind, room, [&](JsonReader& in) { return C::read(in, out); });
}

}  // namespace gangway::detail

namespace gangway::codec {
/// Of replies without a value.
struct Void {};
}  // namespace gangway::codec
