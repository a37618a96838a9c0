// Clients that come back, and what is kept of them when they go.
#include "dispatch/connection.h"
#include "gangway/codec/reader.h"
#include "hub/namespace.h"
#include "hub/replay.h"

namespace gangway::detail {
namespace {

/// The ends that the client did not want, and may undo by coming back.
bool is_loss(LeaveReason reason) {
  return reason == LeaveReason::TransportLost || reason == LeaveReason::HeartbeatMissed ||
         reason == LeaveReason::SlowConsumer || reason == LeaveReason::ProtocolError;
}

/// The client that was away; null where there is none, or it is to be a new one.
std::unique_ptr<Suspended> take(Replay& replay, const ResumeRequest& resume, const Executor& loop) {
  auto client = replay.take(resume.sid, loop);
  const auto is_whole = [&] {
    return resume.offset <= client->sent && replay.has_all_behind(resume.offset, loop.now());
  };
  if (client && resume.whole_or_new && !is_whole()) return nullptr;
  return client;
}

}  // namespace

void Connection::join_again(const std::shared_ptr<Namespace>& space, std::string_view ns,
                            const ResumeRequest& resume, const std::string_view* handshake, bool lenient) {
  Replay& replay = *space->replay();
  // The server may not know yet that the old connection is gone.
  const std::shared_ptr<Member> ghost = replay.find(resume.sid);
  const bool is_elsewhere = ghost && &ghost->executor() != executor_.get();
  if (ghost && !is_elsewhere && ghost->connection) ghost->connection->lose(*ghost);
  std::unique_ptr<Suspended> client = take(replay, resume, *executor_);

  std::optional<ClientId> id;
  if (client) id = client->id;
  if (is_elsewhere) id = ghost->id;
  const auto member = std::make_shared<Member>(space, *this, peer_, info_, id);
  set_asked_path(*member, ns);
  members_.push_back(member);
  if (client) member->restore(std::move(client), resume);
  if (!is_elsewhere) return ask_handler(*member, handshake, lenient);

  // There first, then here. Meanwhile the client is joining, and what it says waits.
  std::optional<std::string> text;
  if (handshake) text.emplace(*handshake).append(kReadPadding, '\0');
  ghost->executor().post([ghost, member, home = executor_, resume, text = std::move(text), lenient] {
    if (ghost->connection) ghost->connection->lose(*ghost);
    home->post([member, resume, text, lenient] {
      if (!member->connection) return;  // gone again
      if (auto found = take(*member->space->replay(), resume, member->executor())) {
        member->restore(std::move(found), resume);
      }
      const std::string_view all = text ? std::string_view(*text) : std::string_view();
      const std::string_view json = all.substr(0, text ? all.size() - kReadPadding : 0);
      member->connection->ask_handler(*member, text ? &json : nullptr, lenient);
    });
  });
}

void Connection::leave_space(Member& member, LeaveReason reason) {
  const Replay* const replay = member.space->replay();
  if (replay == nullptr || !is_loss(reason)) return member.space->leave();
  // An instance with its log stays as long as its clients may come back.
  executor_->at(executor_->now() + std::chrono::milliseconds(member.space->table().replay_ms),
                [space = std::weak_ptr(member.space)] {
                  if (const auto known = space.lock()) known->leave();
                });
}

void Connection::suspend(Member& member, bool was_in, LeaveReason reason) {
  Replay* const replay = member.space->replay();
  if (replay == nullptr) return;
  if (was_in) return replay->left(member, is_loss(reason));
  if (!member.back || !is_loss(reason)) return;
  member.back->session.reset(std::exchange(member.session, nullptr));
  replay->put_back(std::move(member.back), member.executor());
}

}  // namespace gangway::detail
