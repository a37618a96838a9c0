#include "gangway/broadcast.h"

#include "hub/member.h"
#include "hub/namespace.h"
#include "hub/questions.h"
#include "protocol/peer.h"

namespace gangway {
namespace {

/// Runs `work` with each client of the audience on its loop.
template <class Work>
void with_each(detail::Namespace& space, const detail::Audience& audience, Work work) {
  space.on_each_loop(audience, [audience, work](std::size_t, const auto& shards) {
    for (detail::Shard* shard : shards) {
      for (detail::Member* member : shard->members(audience)) work(*shard, *member);
    }
  });
}

ClientInfo info_of(const detail::Member& member) {
  ClientInfo info{
      .id = member.id, .sid = member.sid, .address = member.info->address, .user = {}, .rooms = {}};
  if (member.user.room) info.user = member.user.room->name;
  for (const auto& entry : member.rooms) info.rooms.push_back(entry.room->name);
  return info;
}

}  // namespace

void Broadcast::emit_event(const detail::EmitRow& event, detail::WriteFn data, detail::WriteFn key) const {
  space_->broadcast(audience_, event, data, &key);
}

void Broadcast::emit_event(const detail::EmitRow& event, detail::WriteFn data) const {
  space_->broadcast(audience_, event, data, nullptr);
}

void Broadcast::join_room(std::string room) const {
  with_each(*space_, audience_, [room = std::move(room)](detail::Shard& shard, detail::Member& member) {
    shard.join_room(member, room);
  });
}

void Broadcast::leave_room(std::string room) const {
  with_each(*space_, audience_, [room = std::move(room)](detail::Shard& shard, detail::Member& member) {
    shard.leave_room(member, room);
  });
}

void Broadcast::disconnect() const {
  with_each(*space_, audience_,
            [](detail::Shard&, detail::Member& member) { Client(member.shared()).disconnect(); });
}

Gathering<std::size_t> Broadcast::count() const {
  return Gathering<std::size_t>(std::make_shared<detail::Survey<std::size_t>>(
      space_, audience_,
      [](detail::Shard& shard, const detail::Audience& audience, std::size_t& part) {
        part += shard.members(audience).size();
      },
      [](std::size_t& whole, std::size_t part) { whole += part; }));
}

Gathering<std::vector<ClientInfo>> Broadcast::sockets() const {
  using Infos = std::vector<ClientInfo>;
  return Gathering<Infos>(std::make_shared<detail::Survey<Infos>>(
      space_, audience_,
      [](detail::Shard& shard, const detail::Audience& audience, Infos& part) {
        for (const detail::Member* member : shard.members(audience)) part.push_back(info_of(*member));
      },
      [](Infos& whole, Infos part) {
        whole.insert(whole.end(), std::make_move_iterator(part.begin()), std::make_move_iterator(part.end()));
      }));
}

}  // namespace gangway
