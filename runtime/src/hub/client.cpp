#include "gangway/client.h"

#include <algorithm>

#include "dispatch/connection.h"
#include "dispatch/executor.h"
#include "dispatch/observer.h"
#include "hub/member.h"
#include "hub/namespace.h"
#include "protocol/peer.h"
#include "support/ascii.h"

namespace gangway {
namespace {

const std::string kNobody;

/// Runs `work` with the member on its loop's thread: now, or soon.
template <class Work>
void with_member(const std::shared_ptr<detail::Member>& member, Work work) {
  const auto& executor = member->space->executor();
  if (executor->in_loop()) {
    work(*member);
  } else {
    executor->post([member, work = std::move(work)] { work(*member); });
  }
}

void tell_sent(const detail::Member& member, std::string_view event) {
  if (auto* observer = member.space->observer()) observer->event_sent(*member.space, event, 1);
}

EmitStatus send_text(detail::Member& member, std::string_view event, const std::string& json) {
  if (member.state == detail::Member::State::Left) return EmitStatus::Gone;
  if (member.state == detail::Member::State::Joining) {
    member.held.push_back({std::string(event), json});
  } else {
    member.peer->begin_event(member.space->path(), event, std::nullopt).raw(std::string_view(json));
    member.peer->end_event();
    tell_sent(member, event);
  }
  return EmitStatus::Queued;
}

}  // namespace

ClientId Client::id() const noexcept { return member_ ? member_->id : ClientId{0}; }
std::string_view Client::sid() const noexcept { return member_ ? std::string_view(member_->sid) : ""; }
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

void Client::disconnect() const {
  if (!member_) return;
  // Posted also from the loop's own thread: the handler that asks for it may belong to this very client.
  member_->space->executor()->post([member = member_] {
    if (member->connection) member->connection->put_out(*member);
  });
}

EmitStatus Client::emit_event(std::string_view event, detail::WriteFn data) const {
  if (!connected()) return EmitStatus::Gone;
  const auto& executor = member_->space->executor();
  if (!executor->in_loop()) {
    executor->post([member = member_, event = std::string(event), json = detail::json_text(data)] {
      send_text(*member, event, json);
    });
    return EmitStatus::Queued;
  }
  if (member_->state != detail::Member::State::Joined)
    return send_text(*member_, event, detail::json_text(data));
  data(member_->peer->begin_event(member_->space->path(), event, std::nullopt));
  if (!member_->peer->end_event()) {
    member_->connection->log(LogLevel::Error,
                             "`" + std::string(event) + "` had no JSON form and was not sent");
    return EmitStatus::Queued;
  }
  tell_sent(*member_, event);
  return EmitStatus::Queued;
}

void Client::join_room(std::string room) const {
  if (!connected()) return;
  with_member(member_, [room = std::move(room)](detail::Member& member) {
    if (member.state == detail::Member::State::Left) return;
    if (!member.space->join_room(member, room)) {
      member.connection->log(LogLevel::Warning,
                             "is in as many rooms as a client may be; not joined: " + room);
    }
  });
}

void Client::leave_room(std::string room) const {
  if (!connected()) return;
  with_member(member_,
              [room = std::move(room)](detail::Member& member) { member.space->leave_room(member, room); });
}

bool Client::in_room(std::string_view room) const {
  return member_ && member_->space->in_room(*member_, room);
}

void* Client::session_data() const noexcept { return member_->session; }

}  // namespace gangway
