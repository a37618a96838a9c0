#include "hub/replay.h"

#include <algorithm>
#include <utility>

#include "gangway/dispatch.h"
#include "hub/member.h"
#include "hub/namespace.h"
#include "hub/shard.h"

namespace gangway::detail {
namespace {

/// Whether an event was for a client that had these rooms and, where it lost them since, still has them.
bool was_for(const Replayed& event, const Member& member, const std::vector<KeptRoom>& rooms) {
  if (event.only) return *event.only == member.id;
  const Audience& audience = event.audience;
  const auto had = [&](const std::string& name, std::uint64_t before) {
    return std::any_of(rooms.begin(), rooms.end(), [&](const KeptRoom& room) {
      return room.name == name && room.since < before && member.shard.in_room(member, name);
    });
  };
  const auto& excepted = audience.except_clients;
  if (std::find(excepted.begin(), excepted.end(), member.id) != excepted.end()) return false;
  for (const std::string& room : audience.except_rooms) {
    if (had(room, event.offset)) return false;
  }
  const auto& clients = audience.clients;
  const auto& users = audience.users;
  if (std::find(clients.begin(), clients.end(), member.id) != clients.end()) return true;
  if (member.user.room && std::find(users.begin(), users.end(), member.user.room->name) != users.end()) {
    return true;
  }
  return audience.everyone || std::any_of(audience.rooms.begin(), audience.rooms.end(),
                                          [&](const std::string& room) { return had(room, event.offset); });
}

}  // namespace

Replay::Replay(Namespace& space, const Limits& limits)
    : space_(space), log_(limits.replay_bytes), away_(limits.clients_away) {}

Replay::~Replay() = default;

void Replay::send(const Audience& audience, const EmitRow& event, WriteFn data, const WriteFn* key) {
  KeptJson value = keep_json(data);
  if (value.failed) return;
  publish({.event = &event,
           .audience = audience,
           .data = std::move(value),
           .key = key ? std::optional(json_text(*key)) : std::nullopt},
          nullptr);
}

protocol::Sent Replay::send_to(Member& member, const EmitRow& event, WriteFn data, const WriteFn* key) {
  KeptJson value = keep_json(data);
  if (value.failed) return protocol::Sent::Unwritten;
  publish({.event = &event,
           .only = member.id,
           .data = std::move(value),
           .key = key ? std::optional(json_text(*key)) : std::nullopt},
          member.shared());
  return protocol::Sent::Queued;
}

bool Replay::is_away(std::string_view sid) {
  const std::lock_guard lock(mutex_);
  return away_.has(sid);
}

void Replay::publish(Replayed event, const std::shared_ptr<Member>& to) {
  Shard* const here = space_.shard_here();
  const auto shards = space_.shards();
  if (here == nullptr) {
    // The clock is the loops'.
    shards[0]->executor()->post([space = space_.shared_from_this(), event = std::move(event), to] {
      space->replay()->publish(event, to);
    });
    return;
  }
  const TimePoint now = here->executor()->now();
  std::unique_lock lock(mutex_);
  const ReplayedPtr kept = log_.append(std::move(event), now);
  if (shards.size() == 1) {
    lock.unlock();
    return here->replay(*kept, to.get());
  }
  for (const auto& shard : shards) {
    shard->executor()->post([space = space_.shared_from_this(), shard = shard.get(), kept, to] {
      shard->replay(*kept, to.get());
    });
  }
}

std::vector<ReplayedPtr> Replay::joined(Member& member) {
  const TimePoint now = member.executor().now();
  const std::uint64_t seen = member.shard.last_offset();
  const std::unique_ptr<Suspended> back = std::move(member.back);
  const std::lock_guard lock(mutex_);
  here_.emplace(member.sid, member.shared());
  if (!member.former_sid.empty()) here_.emplace(member.former_sid, member.shared());
  if (!back) {
    member.offset = seen;
    return {};
  }
  member.offset = member.asked_offset < back->sent ? member.asked_offset : back->seen;
  ReplayLog::Missed missed = log_.missed(
      member.offset, seen, now, [&](const Replayed& event) { return was_for(event, member, back->rooms); });
  member.gap = missed.gap;
  return std::move(missed.events);
}

void Replay::left(Member& member, bool lost) {
  {
    const std::lock_guard lock(mutex_);
    here_.erase(member.sid);
    if (!member.former_sid.empty()) here_.erase(member.former_sid);
  }
  if (!lost) return;
  auto client = std::make_unique<Suspended>();
  client->sid = member.sid;
  client->former_sid = member.former_sid;
  client->id = member.id;
  client->session = {std::exchange(member.session, nullptr), space_.table().free_session};
  for (const Member::RoomEntry& entry : member.rooms)
    client->rooms.push_back({entry.room->name, entry.since});
  if (member.user.room) client->user = member.user.room->name;
  client->sent = member.offset;
  client->seen = member.shard.last_offset();
  client->until = member.executor().now() + std::chrono::milliseconds(space_.table().replay_ms);
  keep(std::move(client), member.executor());
}

void Replay::confirm(Member& member) {
  const std::lock_guard lock(mutex_);
  here_.erase(member.former_sid);
  member.former_sid.clear();
}

void Replay::put_back(std::unique_ptr<Suspended> client, Executor& loop) { keep(std::move(client), loop); }

void Replay::keep(std::unique_ptr<Suspended> client, Executor& loop) {
  const TimePoint until = client->until;
  std::unique_ptr<Suspended> gone;  // destroyed behind the lock: sessions are the application's
  {
    const std::lock_guard lock(mutex_);
    gone = away_.add(std::move(client));
  }
  loop.at(until, [space = space_.weak_from_this(), until] {
    if (const auto known = space.lock()) known->replay()->expire(until);
  });
}

void Replay::expire(TimePoint now) {
  std::vector<std::unique_ptr<Suspended>> gone;
  const std::lock_guard lock(mutex_);
  gone = away_.expired(now);
  log_.trim(now);
}

std::unique_ptr<Suspended> Replay::take(std::string_view sid, const Executor& loop) {
  const std::lock_guard lock(mutex_);
  return away_.take(sid, loop.now());
}

bool Replay::has_all_behind(std::uint64_t offset, TimePoint now) {
  const std::lock_guard lock(mutex_);
  return log_.has_all_behind(offset, now);
}

std::shared_ptr<Member> Replay::find(std::string_view sid) {
  const std::lock_guard lock(mutex_);
  const auto found = here_.find(sid);
  return found == here_.end() ? nullptr : found->second.lock();
}

void Replay::forget() {
  std::vector<std::unique_ptr<Suspended>> gone;
  const std::lock_guard lock(mutex_);
  gone = away_.all();
}

}  // namespace gangway::detail
