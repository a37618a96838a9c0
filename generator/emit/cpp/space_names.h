#pragma once

#include <string>

#include "schema/schema.h"

namespace gangway::gen::cpp {

/// The C++ names that a namespace of a gateway gives rise to.
struct SpaceNames {
  std::string prefix;     ///< `Chat` for namespace chat; `ChatRoot` for the root of gateway Chat.
  std::string member;     ///< In the gateway's aggregate: `chat`, `root`.
  std::string handler;    ///< `ChatHandler`
  std::string client;     ///< `ChatClient`
  std::string broadcast;  ///< `ChatBroadcast`
  std::string handshake;  ///< `ChatHandshake`; empty without one.
  std::string path;       ///< `DocumentPath`; empty without parameters in the path.
  std::string session;    ///< `ChatSession`; empty without one.
};

SpaceNames space_names(const GatewayDef& gateway, const NamespaceDef& space);

/// The struct of an event's parameters: `ChatJoin`.
std::string params_name(const SpaceNames& names, const EventDef& event);
/// The struct of a room's keys: `ChatThread`.
std::string room_name(const SpaceNames& names, const RoomDef& room);
/// `ChatThreadBroadcast`
std::string room_broadcast_name(const SpaceNames& names, const RoomDef& room);

}  // namespace gangway::gen::cpp
