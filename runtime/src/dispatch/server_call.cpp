#include "gangway/server_call.h"

#include "dispatch/connection.h"
#include "gangway/codec/buffer.h"
#include "gangway/dispatch.h"
#include "hub/member.h"
#include "hub/namespace.h"

namespace gangway::detail {

struct ServerCallBase::State {
  std::uint64_t id = 0;
  bool ended = false;
};

ServerCallBase::ServerCallBase(std::shared_ptr<Member> member, std::string event, std::string data)
    : member_(std::move(member)), event_(std::move(event)), data_(std::move(data)) {}

ServerCallBase::ServerCallBase(ServerCallBase&& other) noexcept = default;

ServerCallBase::~ServerCallBase() {
  if (state_ && !state_->ended && member_->connection) member_->connection->forget_call(state_->id);
}

void ServerCallBase::start(Done done) {
  state_ = std::make_shared<State>();
  if (!member_ || member_->state != Member::State::Joined) {
    state_->ended = true;
    return done({.ok = false, .code = "unavailable", .message = "the client is not there", .data = {}});
  }
  state_->id = member_->connection->call_client(
      *member_, event_, data_, timeout_, [state = state_, done = std::move(done)](ClientAnswer answer) {
        state->ended = true;
        done(std::move(answer));
      });
}

std::string json_text(WriteFn write) {
  Buffer buffer;
  JsonWriter out(buffer);
  write(out);
  return std::string(buffer.view());
}

void read_answer(const std::string& text, FunctionRef<bool(JsonReader&)> read) {
  std::string padded = text;
  padded.append(kReadPadding, '\0');
  JsonReader in(std::string_view(padded).substr(0, text.size()));
  if (read(in) && in.finish()) return;
  throw CallError(std::string(to_string(ErrorCode::InvalidPayload)),
                  "the client's answer breaks the rule `" + std::string(to_string(in.rule())) + "` at " +
                      in.path() + (in.reason().empty() ? "" : ": " + in.reason()),
                  {});
}

ServerCall<void> server_call(const Client& client, std::string_view event, WriteFn data) {
  return {ServerCallBase(client.member(), std::string(event), json_text(data)), [](const std::string&) {}};
}

}  // namespace gangway::detail
