#include "hub/namespace.h"

#include <algorithm>
#include <optional>

#include "dispatch/executor.h"
#include "dispatch/observer.h"
#include "gangway/codec/buffer.h"
#include "gangway/dispatch.h"
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

}  // namespace

Namespace::Namespace(const NamespaceTable& table, Handler& handler, std::shared_ptr<Executor> executor,
                     std::size_t rooms_per_client)
    : table_(&table),
      handler_(&handler),
      executor_(std::move(executor)),
      rooms_per_client_(rooms_per_client) {}

std::string_view Namespace::path() const noexcept { return table_ ? table_->path : std::string_view("/"); }

void Namespace::add(Member& member) {
  member.index = members_.size();
  members_.push_back(&member);
}

void Namespace::remove(Member& member) {
  while (!member.rooms.empty()) {
    Room& room = *member.rooms.back().room;
    drop_entry(member, room);
    if (room.members.empty()) erase_room(room);
  }
  if (member.index < members_.size() && members_[member.index] == &member) {
    members_[member.index] = members_.back();
    members_[member.index]->index = member.index;
    members_.pop_back();
  }
}

Room* Namespace::find_room(std::string_view name) {
  const auto found = rooms_.find(name);
  return found == rooms_.end() ? nullptr : found->second.get();
}

bool Namespace::join_room(Member& member, std::string_view name) {
  if (in_room(member, name)) return true;
  if (member.rooms.size() >= rooms_per_client_) return false;
  Room* room = find_room(name);
  if (room == nullptr) {
    auto made = std::make_unique<Room>(Room{std::string(name), {}});
    room = made.get();
    rooms_.emplace(room->name, std::move(made));
    if (observer_) observer_->rooms_changed(*this, 1);
  }
  member.rooms.push_back({room, room->members.size()});
  room->members.push_back(&member);
  return true;
}

void Namespace::leave_room(Member& member, std::string_view name) {
  if (!in_room(member, name)) return;
  Room& room = *find_room(name);
  drop_entry(member, room);
  if (room.members.empty()) erase_room(room);
}

void Namespace::erase_room(const Room& room) {
  rooms_.erase(room.name);
  if (observer_) observer_->rooms_changed(*this, -1);
}

bool Namespace::in_room(const Member& member, std::string_view room) const {
  return std::any_of(member.rooms.begin(), member.rooms.end(),
                     [&](const Member::RoomEntry& entry) { return entry.room->name == room; });
}

/// Takes the member out of the room's list and the room out of the member's. The last of the list moves into
/// the gap, so that leaving costs the same however many are in.
void Namespace::drop_entry(Member& member, Room& room) {
  const auto is_room = [&](const Member::RoomEntry& entry) { return entry.room == &room; };
  const auto entry = std::find_if(member.rooms.begin(), member.rooms.end(), is_room);
  const std::size_t gap = entry->index;
  member.rooms.erase(entry);
  Member* last = room.members.back();
  room.members.pop_back();
  if (last != &member) {
    room.members[gap] = last;
    std::find_if(last->rooms.begin(), last->rooms.end(), is_room)->index = gap;
  }
}

void Namespace::mark_exceptions(const Audience& audience, std::uint64_t mark) {
  for (const std::string& name : audience.except_rooms) {
    if (const Room* room = find_room(name)) {
      for (Member* member : room->members) member->mark = mark;
    }
  }
}

void Namespace::broadcast(const Audience& audience, const EmitRow& event, WriteFn data, const WriteFn* key) {
  const auto write_rooms = [&](JsonWriter& out) {
    for (const std::string& room : audience.rooms) out.string(room);
  };
  const WriteFn rooms(write_rooms);
  const protocol::Emission emission{.ns = path(), .row = &event, .key = key ? key : &rooms};
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
    if (encoded.send_to(member)) ++sent;
  };
  if (audience.everyone) {
    for (Member* member : members_) send(*member);
  } else {
    for (const std::string& name : audience.rooms) {
      if (const Room* room = find_room(name)) {
        for (Member* member : room->members) send(*member);
      }
    }
  }
  if (observer_ && sent > 0) observer_->event_sent(*this, event.name, sent);
}

void Namespace::post_broadcast(const Audience& audience, const EmitRow& event, WriteFn data,
                               const WriteFn* key) {
  if (!executor_) return;
  std::optional<std::string> key_text;
  if (key) key_text = json_text(*key);
  executor_->post(
      [self = shared_from_this(), audience, &event, json = json_text(data), key_text = std::move(key_text)] {
        const auto write_key = [&](JsonWriter& out) { out.raw(std::string_view(*key_text)); };
        const WriteFn key_writer(write_key);
        self->broadcast(
            audience, event, [&](JsonWriter& out) { out.raw(std::string_view(json)); },
            key_text ? &key_writer : nullptr);
      });
}

}  // namespace gangway::detail
