#include "gangway/client.h"

#include <algorithm>

#include "dispatch/connection.h"
#include "dispatch/executor.h"
#include "dispatch/observer.h"
#include "gangway/detail/emit_row.h"
#include "hub/member.h"
#include "hub/namespace.h"
#include "hub/replay.h"
#include "protocol/peer.h"
#include "support/ascii.h"

namespace gangway {
namespace {

void tell_sent(const detail::Member& member, std::string_view event) {
  if (auto* observer = member.space->observer()) observer->event_sent(*member.space, event, 1);
}

const std::string kNobody;

/// Runs `work` with the member on its loop's thread: now, or soon.
template <class Work>
void with_member(const std::shared_ptr<detail::Member>& member, Work work) {
  auto& executor = member->executor();
  if (executor.in_loop()) {
    work(*member);
  } else {
    executor.post([member, work = std::move(work)] { work(*member); });
  }
}

/// Who was lost, and may come back, is reached by what is replayed.
bool may_reach(const std::shared_ptr<detail::Member>& member, const detail::EmitRow& event) {
  return member && (member->state != detail::Member::State::Left || event.replay_ms > 0);
}

EmitStatus emit_from_anywhere(const std::shared_ptr<detail::Member>& member, const detail::EmitRow& row,
                              detail::WriteFn data, const detail::WriteFn* key) {
  auto& executor = member->executor();
  if (executor.in_loop()) return emit_to(*member, row, data, key);
  std::optional<std::string> key_text;
  if (key) key_text = detail::json_text(*key);
  executor.post([member, &row, value = detail::keep_json(data), key_text = std::move(key_text)] {
    const auto write = [&](JsonWriter& out) { value.write(out); };
    const auto write_key = [&](JsonWriter& out) { out.raw(std::string_view(*key_text)); };
    const detail::WriteFn key_writer(write_key);
    emit_to(*member, row, write, key_text ? &key_writer : nullptr);
  });
  return EmitStatus::Queued;
}

}  // namespace

namespace detail {

EmitStatus emit_to(Member& member, const EmitRow& row, WriteFn data, const WriteFn* key) {
  Replay* const replay = row.replay_ms > 0 ? member.space->replay() : nullptr;
  if (member.state == Member::State::Left && (replay == nullptr || !replay->is_away(member.sid)))
    return EmitStatus::Gone;
  if (member.state == Member::State::Joining) {
    std::optional<std::string> key_text;
    if (key) key_text = json_text(*key);
    member.held.push_back({&row, keep_json(data), std::move(key_text)});
    return EmitStatus::Queued;
  }
  protocol::Sent sent = protocol::Sent::Queued;
  if (replay != nullptr) {
    sent = replay->send_to(member, row, data, key);
  } else {
    sent = member.peer->emit({.ns = member.space->path(), .row = &row, .key = key}, data);
    if (sent == protocol::Sent::Queued) tell_sent(member, row.name);
  }
  if (sent == protocol::Sent::Unwritten && member.connection)
    member.connection->log(LogLevel::Error,
                           "`" + std::string(row.name) + "` had no JSON form and was not sent");
  return sent == protocol::Sent::Dropped ? EmitStatus::Dropped : EmitStatus::Queued;
}

}  // namespace detail

ClientId Client::id() const noexcept { return member_ ? member_->id : ClientId{0}; }
std::string_view Client::sid() const noexcept { return member_ ? std::string_view(member_->sid) : ""; }
bool Client::resumed() const noexcept { return member_ && member_->resumed; }
bool Client::connected() const noexcept { return member_ && member_->state != detail::Member::State::Left; }
const std::string& Client::address() const noexcept { return member_ ? member_->info->address : kNobody; }

std::string_view Client::header(std::string_view name) const noexcept {
  if (!member_) return {};
  for (const auto& [known, value] : member_->info->headers) {
    if (detail::same_ignoring_case(known, name)) return value;
  }
  return {};
}

const TraceContext* Client::trace() const noexcept {
  return member_ && member_->info->trace ? &*member_->info->trace : nullptr;
}

void Client::expires_at(std::chrono::system_clock::time_point when) const {
  if (!member_) return;
  with_member(member_, [when](detail::Member& member) {
    // The loop's clock does not jump, and cannot count as far.
    constexpr std::chrono::hours kForEver{24 * 365 * 10};
    const auto now = std::chrono::system_clock::now();
    member.expires = detail::TimePoint::max();
    if (when >= now + kForEver) return;
    const auto left = std::max(when, now) - now;
    member.expires = member.executor().now() + std::chrono::duration_cast<detail::Clock::duration>(left);
  });
}

void Client::disconnect() const {
  if (!member_) return;
  // Posted also from the loop's own thread: the handler that asks for it may belong to this very client.
  member_->executor().post([member = member_] {
    if (member->connection) member->connection->put_out(*member);
  });
}

EmitStatus Client::emit_event(const detail::EmitRow& event, detail::WriteFn data, detail::WriteFn key) const {
  return may_reach(member_, event) ? emit_from_anywhere(member_, event, data, &key) : EmitStatus::Gone;
}

EmitStatus Client::emit_event(const detail::EmitRow& event, detail::WriteFn data) const {
  return may_reach(member_, event) ? emit_from_anywhere(member_, event, data, nullptr) : EmitStatus::Gone;
}

void Client::join_room(std::string room) const {
  if (!connected()) return;
  with_member(member_,
              [room = std::move(room)](detail::Member& member) { member.shard.join_room(member, room); });
}

void Client::set_user(std::string user) const {
  if (!connected()) return;
  with_member(member_, [user = std::move(user)](detail::Member& member) {
    if (member.state != detail::Member::State::Left) member.shard.set_user(member, user);
  });
}

const void* Client::path_data() const noexcept { return member_->space->path_value(); }

void Client::leave_room(std::string room) const {
  if (!connected()) return;
  with_member(member_,
              [room = std::move(room)](detail::Member& member) { member.shard.leave_room(member, room); });
}

bool Client::in_room(std::string_view room) const {
  return member_ && member_->shard.in_room(*member_, room);
}

void* Client::session_data() const noexcept { return member_->session; }

}  // namespace gangway
