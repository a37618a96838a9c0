#include "emit/cpp/space_names.h"

#include "emit/cpp/names.h"

namespace gangway::gen::cpp {

SpaceNames space_names(const GatewayDef& gateway, const NamespaceDef& space) {
  SpaceNames names;
  names.prefix = space.is_root ? pascal(gateway.name) + "Root" : pascal(space.name);
  names.member = space.is_root ? "root" : member(space.name);
  // In the gateway's struct, which cannot have a member of its own name, nor two called `binding`.
  if (names.member == gateway_name(gateway.name) || names.member == "binding") names.member += '_';
  names.handler = names.prefix + "Handler";
  names.client = names.prefix + "Client";
  names.broadcast = names.prefix + "Broadcast";
  const std::string own = names.prefix + "Namespace";
  if (space.handshake) names.handshake = (space.own_handshake ? own : pascal(gateway.name)) + "Handshake";
  if (space.session) names.session = (space.own_session ? own : pascal(gateway.name)) + "Session";
  if (!space.path_params.empty()) names.path = names.prefix + "Path";
  return names;
}

std::string params_name(const SpaceNames& names, const EventDef& event) {
  return safe(names.prefix + pascal(event.name));
}

std::string room_name(const SpaceNames& names, const RoomDef& room) {
  return safe(names.prefix + pascal(room.name));
}

std::string room_broadcast_name(const SpaceNames& names, const RoomDef& room) {
  return names.prefix + pascal(room.name) + "Broadcast";
}

}  // namespace gangway::gen::cpp
