#include "gangway/server_call.h"

#include <atomic>

#include "dispatch/connection.h"
#include "gangway/codec/buffer.h"
#include "gangway/dispatch.h"
#include "hub/member.h"
#include "hub/namespace.h"

namespace gangway::detail {

struct ServerCallBase::State {
  std::shared_ptr<Executor> home;
  Done done;  ///< On the caller's loop: empty once the call has ended, or nobody waits any more.

  std::uint64_t id = 0;  ///< On the client's loop.
  std::atomic<bool> taken_back = false;

  static void end(const std::shared_ptr<State>& state, ClientAnswer answer) {
    run_on(state->home, [state, answer = std::move(answer)]() mutable {
      if (const auto done = std::exchange(state->done, nullptr)) done(std::move(answer));
    });
  }
};

ServerCallBase::ServerCallBase(std::shared_ptr<Member> member, std::string event, KeptJson data)
    : member_(std::move(member)), event_(std::move(event)), data_(std::move(data)) {}

ServerCallBase::ServerCallBase(ServerCallBase&& other) noexcept = default;

ServerCallBase::~ServerCallBase() {
  if (!state_ || !state_->done) return;
  state_->done = nullptr;
  state_->taken_back = true;
  if (!member_) return;
  run_on(member_->shard.executor(), [member = member_, state = state_] {
    if (state->id != 0 && member->connection) member->connection->forget_call(state->id);
  });
}

void ServerCallBase::start(Done done) {
  const auto state = std::make_shared<State>();
  state->home = home_;
  state->done = std::move(done);
  state_ = state;
  const auto unavailable = [](const std::shared_ptr<State>& of) {
    State::end(of, {.ok = false, .code = "unavailable", .message = "the client is not there", .data = {}});
  };
  if (!member_) return unavailable(state);
  run_on(member_->shard.executor(), [unavailable, state, member = member_, event = std::move(event_),
                                     data = std::move(data_), timeout = timeout_] {
    if (state->taken_back) return;
    if (member->state != Member::State::Joined) return unavailable(state);
    state->id = member->connection->call_client(*member, event, data, timeout, [state](ClientAnswer answer) {
      State::end(state, std::move(answer));
    });
  });
}

std::string json_text(WriteFn write) {
  Buffer buffer;
  JsonWriter out(buffer);
  write(out);
  return std::string(buffer.view());
}

void read_answer(const ClientAnswer& answer, FunctionRef<bool(JsonReader&)> read) {
  std::string padded = answer.data;
  padded.append(kReadPadding, '\0');
  JsonReader in(std::string_view(padded).substr(0, answer.data.size()), answer.format);
  if (read(in) && in.finish()) return;
  throw CallError(std::string(to_string(ErrorCode::InvalidPayload)),
                  "the client's answer breaks the rule `" + std::string(to_string(in.rule())) + "` at " +
                      in.path() + (in.reason().empty() ? "" : ": " + in.reason()),
                  {});
}

bool read_room(std::string_view kind, std::string_view room, FunctionRef<bool(JsonReader&)> read) {
  if (!room.starts_with(kind) || room.substr(kind.size(), 1) != "{") return false;
  const std::string_view keys = room.substr(kind.size());
  std::string padded(keys);
  padded.append(kReadPadding, '\0');
  JsonReader in(std::string_view(padded).substr(0, keys.size()));
  return read(in) && in.finish();
}

RoomCall<void> room_call(const Broadcast& to, std::string_view event, WriteFn data) {
  return {room_question(to, event, keep_json(data)), [](const ClientAnswer&) {}};
}

ServerCall<void> server_call(const Client& client, std::string_view event, WriteFn data) {
  return {ServerCallBase(client.member(), std::string(event), keep_json(data)), [](const ClientAnswer&) {}};
}

}  // namespace gangway::detail
