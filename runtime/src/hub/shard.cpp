#include "hub/shard.h"

#include <algorithm>

#include "dispatch/connection.h"
#include "dispatch/observer.h"
#include "hub/member.h"
#include "hub/namespace.h"
#include "hub/replay_log.h"
#include "protocol/peer.h"

namespace gangway::detail {
namespace {

/// One event on its way to many clients: encoded for a dialect when the first client that speaks it comes.
class Encoded {
 public:
  Encoded(const protocol::Emission& event, WriteFn data) : event_(event), data_(data) {}

  /// False where it was dropped.
  bool send_to(Member& member) {
    const protocol::Dialect* dialect = &member.peer->dialect();
    if (dialect != last_dialect_) [[unlikely]]
      select(dialect);
    return member.peer->send(event_, *last_messages_) == protocol::Sent::Queued;
  }

 private:
  using Messages = std::vector<protocol::SharedMessagePtr>;

  void select(const protocol::Dialect* dialect) {
    last_dialect_ = dialect;
    for (const auto& [known, messages] : encoded_) {
      if (known == dialect) {
        last_messages_ = messages.get();
        return;
      }
    }
    encoded_.emplace_back(dialect, std::make_unique<Messages>(dialect->encode_event(event_, data_)));
    last_messages_ = encoded_.back().second.get();
  }

  const protocol::Emission& event_;
  WriteFn data_;
  std::vector<std::pair<const protocol::Dialect*, std::unique_ptr<Messages>>> encoded_;
  const protocol::Dialect* last_dialect_ = nullptr;
  const Messages* last_messages_ = nullptr;
};

/// Hands what is to be known of a kept event to `use`.
template <class Use>
void with_emission(const Namespace& space, const Replayed& event, Use use) {
  const auto write_key = [&](JsonWriter& out) {
    if (event.key) return out.raw(std::string_view(*event.key));
    for (const std::string& room : event.audience.rooms) out.string(room);
  };
  const WriteFn key(write_key);
  use(protocol::Emission{.ns = space.path(), .row = event.event, .key = &key, .offset = event.offset},
      [&](JsonWriter& out) { event.data.write(out); });
}

}  // namespace

Shard::Shard(Namespace& space, std::shared_ptr<Executor> loop, std::size_t rooms_per_client)
    : space_(space), executor_(std::move(loop)), rooms_per_client_(rooms_per_client) {}

void Shard::add(Member& member) {
  by_id_.emplace(member.id, &member);
  member.index = members_.size();
  members_.push_back(&member);
}

void Shard::remove(Member& member) {
  while (!member.rooms.empty()) drop_entry(member, member.rooms.size() - 1);
  drop_user(member);
  if (member.index < members_.size() && members_[member.index] == &member) {
    members_[member.index] = members_.back();
    members_[member.index]->index = member.index;
    members_.pop_back();
    by_id_.erase(member.id);
  }
}

Room* Shard::find_room(std::string_view name) const {
  const auto found = rooms_.find(name);
  return found == rooms_.end() ? nullptr : found->second.get();
}

std::size_t Shard::entry_of(const Member& member, const Room* room) {
  const auto is_room = [&](const Member::RoomEntry& entry) { return entry.room == room; };
  const auto found = std::find_if(member.rooms.begin(), member.rooms.end(), is_room);
  return static_cast<std::size_t>(found - member.rooms.begin());
}

bool Shard::join_room(Member& member, std::string_view name) {
  if (member.state == Member::State::Left) return false;
  Room* room = find_room(name);
  if (room != nullptr && entry_of(member, room) < member.rooms.size()) return true;
  if (member.rooms.size() >= rooms_per_client_) {
    member.connection->log(LogLevel::Warning,
                           "is in as many rooms as a client may be; not joined: " + std::string(name));
    return false;
  }
  bool is_new = false;
  if (room == nullptr) room = &room_in(rooms_, name, is_new);
  room->seats.push_back({&member, member.rooms.size()});
  member.rooms.push_back({room, room->seats.size() - 1, last_offset_});
  if (is_new) {
    if (space_.observer()) space_.observer()->rooms_changed(space_, 1);
    space_.rooms().changed(name, true);
  }
  return true;
}

void Shard::leave_room(Member& member, std::string_view name) {
  const Room* room = find_room(name);
  if (room == nullptr) return;
  if (const std::size_t entry = entry_of(member, room); entry < member.rooms.size())
    drop_entry(member, entry);
}

bool Shard::in_room(const Member& member, std::string_view name) const {
  const Room* room = find_room(name);
  return room != nullptr && entry_of(member, room) < member.rooms.size();
}

/// Takes the member out of a room's list and the room out of the member's. The last of each list moves into
/// the gap.
void Shard::drop_entry(Member& member, std::size_t entry) {
  Room& room = *member.rooms[entry].room;
  const std::size_t seat = member.rooms[entry].seat;
  room.seats[seat] = room.seats.back();
  room.seats[seat].member->rooms[room.seats[seat].entry].seat = seat;
  room.seats.pop_back();
  const Member::RoomEntry last = member.rooms.back();
  member.rooms.pop_back();
  if (entry < member.rooms.size()) {
    member.rooms[entry] = last;
    last.room->seats[last.seat].entry = entry;
  }
  if (!room.seats.empty()) return;
  const std::string name = std::move(room.name);
  rooms_.erase(name);
  if (space_.observer()) space_.observer()->rooms_changed(space_, -1);
  space_.rooms().changed(name, false);
}

Room& Shard::room_in(Rooms& rooms, std::string_view name, bool& is_new) {
  const auto known = rooms.find(name);
  is_new = known == rooms.end();
  if (!is_new) return *known->second;
  auto made = std::make_unique<Room>(Room{std::string(name), {}});
  return *rooms.emplace(made->name, std::move(made)).first->second;
}

void Shard::set_user(Member& member, std::string_view user) {
  drop_user(member);
  if (user.empty()) return;
  bool is_new = false;
  Room& room = room_in(users_, user, is_new);
  member.user = {&room, room.seats.size()};
  room.seats.push_back({&member, 0});
}

void Shard::drop_user(Member& member) {
  if (member.user.room == nullptr) return;
  Room& room = *member.user.room;
  room.seats[member.user.seat] = room.seats.back();
  room.seats[member.user.seat].member->user.seat = member.user.seat;
  room.seats.pop_back();
  member.user = {};
  if (room.seats.empty()) users_.erase(std::string(room.name));
}

void Shard::mark_exceptions(const Audience& audience, std::uint64_t mark) {
  for (const std::string& name : audience.except_rooms) {
    if (const Room* room = find_room(name)) {
      for (const Room::Seat& seat : room->seats) seat.member->mark = mark;
    }
  }
}

template <class Use>
void Shard::select(const Audience& audience, Use use) {
  const std::uint64_t mark = ++last_mark_;
  mark_exceptions(audience, mark);
  const auto see = [&](Member& member) {
    if (member.mark == mark || member.state != Member::State::Joined) return;
    member.mark = mark;
    if (std::find(audience.except_clients.begin(), audience.except_clients.end(), member.id) !=
        audience.except_clients.end()) {
      return;
    }
    use(member);
  };
  if (audience.everyone) {
    for (Member* member : members_) see(*member);
    return;
  }
  const auto see_all = [&](const Rooms& rooms, const std::string& name) {
    const auto room = rooms.find(name);
    if (room == rooms.end()) return;
    for (const Room::Seat& seat : room->second->seats) see(*seat.member);
  };
  for (const std::string& name : audience.rooms) see_all(rooms_, name);
  for (const std::string& name : audience.users) see_all(users_, name);
  for (const ClientId client : audience.clients) {
    if (Member* const member = find(client)) see(*member);
  }
}

std::vector<Member*> Shard::members(const Audience& audience) {
  std::vector<Member*> selected;
  select(audience, [&](Member& member) { selected.push_back(&member); });
  return selected;
}

void Shard::broadcast(const Audience& audience, const EmitRow& event, WriteFn data, const WriteFn* key) {
  const auto write_rooms = [&](JsonWriter& out) {
    for (const std::string& room : audience.rooms) out.string(room);
  };
  const WriteFn rooms(write_rooms);
  send(audience, {.ns = space_.path(), .row = &event, .key = key ? key : &rooms}, data);
}

void Shard::replay(const Replayed& event, Member* to) {
  last_offset_ = event.offset;
  if (event.only) {
    if (to == nullptr || &to->shard != this || to->state != Member::State::Joined) to = find(*event.only);
    if (to != nullptr) replay_to(*to, event);
    return;
  }
  with_emission(space_, event, [&](const protocol::Emission& emission, WriteFn data) {
    send(event.audience, emission, data);
  });
}

void Shard::replay_to(Member& member, const Replayed& event) {
  if (member.offset >= event.offset) return;
  member.offset = event.offset;
  with_emission(*member.space, event,
                [&](const protocol::Emission& emission, WriteFn data) { member.peer->emit(emission, data); });
  if (auto* observer = member.space->observer()) observer->event_sent(*member.space, event.event->name, 1);
}

Member* Shard::find(ClientId client) const {
  const auto known = by_id_.find(client);
  return known == by_id_.end() ? nullptr : known->second;
}

void Shard::send(const Audience& audience, const protocol::Emission& emission, WriteFn data) {
  Encoded encoded(emission, data);
  std::size_t sent = 0;
  select(audience, [&](Member& member) {
    if (emission.offset != 0) {
      if (member.offset >= emission.offset) return;  // it had that on another loop
      member.offset = emission.offset;
    }
    if (encoded.send_to(member)) ++sent;
  });
  if (space_.observer() && sent > 0) space_.observer()->event_sent(space_, emission.row->name, sent);
}

}  // namespace gangway::detail
