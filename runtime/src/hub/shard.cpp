#include "hub/shard.h"

#include <algorithm>

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
      [&](JsonWriter& out) { out.raw(std::string_view(event.data)); });
}

}  // namespace

Shard::Shard(const Namespace& space, std::shared_ptr<Executor> loop, std::size_t rooms_per_client)
    : space_(space), executor_(std::move(loop)), rooms_per_client_(rooms_per_client) {}

void Shard::add(Member& member) {
  member.index = members_.size();
  members_.push_back(&member);
}

void Shard::remove(Member& member) {
  while (!member.rooms.empty()) drop_entry(member, member.rooms.size() - 1);
  if (member.index < members_.size() && members_[member.index] == &member) {
    members_[member.index] = members_.back();
    members_[member.index]->index = member.index;
    members_.pop_back();
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
  Room* room = find_room(name);
  if (room != nullptr && entry_of(member, room) < member.rooms.size()) return true;
  if (member.rooms.size() >= rooms_per_client_) return false;
  if (room == nullptr) {
    auto made = std::make_unique<Room>(Room{std::string(name), {}});
    room = made.get();
    rooms_.emplace(room->name, std::move(made));
    if (space_.observer()) space_.observer()->rooms_changed(space_, 1);
  }
  room->seats.push_back({&member, member.rooms.size()});
  member.rooms.push_back({room, room->seats.size() - 1, last_offset_});
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
  rooms_.erase(rooms_.find(room.name));
  if (space_.observer()) space_.observer()->rooms_changed(space_, -1);
}

void Shard::mark_exceptions(const Audience& audience, std::uint64_t mark) {
  for (const std::string& name : audience.except_rooms) {
    if (const Room* room = find_room(name)) {
      for (const Room::Seat& seat : room->seats) seat.member->mark = mark;
    }
  }
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
  const auto found = std::find_if(members_.begin(), members_.end(),
                                  [&](const Member* member) { return member->id == client; });
  return found == members_.end() ? nullptr : *found;
}

void Shard::send(const Audience& audience, const protocol::Emission& emission, WriteFn data) {
  Encoded encoded(emission, data);
  const std::uint64_t mark = ++last_mark_;
  std::size_t sent = 0;
  mark_exceptions(audience, mark);
  const auto send = [&](Member& member) {
    if (member.mark == mark || member.state != Member::State::Joined) return;
    member.mark = mark;
    if (std::find(audience.except_clients.begin(), audience.except_clients.end(), member.id) !=
        audience.except_clients.end()) {
      return;
    }
    if (emission.offset != 0) {
      if (member.offset >= emission.offset) return;  // it had that on another loop
      member.offset = emission.offset;
    }
    if (encoded.send_to(member)) ++sent;
  };
  if (audience.everyone) {
    for (Member* member : members_) send(*member);
  } else {
    for (const std::string& name : audience.rooms) {
      if (const Room* room = find_room(name)) {
        for (const Room::Seat& seat : room->seats) send(*seat.member);
      }
    }
  }
  if (space_.observer() && sent > 0) space_.observer()->event_sent(space_, emission.row->name, sent);
}

}  // namespace gangway::detail
