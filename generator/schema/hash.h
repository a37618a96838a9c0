#pragma once

#include <string>

#include "schema/schema.h"

namespace gangway::gen {

/// Gives every gateway its hash: the first 16 hex digits of the SHA-256 of all that can be seen on its wire.
/// That is its path, its namespaces, their events, rooms and handshakes, and every type reachable from those
/// by its shape. Left out is what a peer cannot see: docs, places and order in files, names of types,
/// aliases, sessions, names of rooms, reserved names.
void hash_gateways(Schema& schema);

/// What is hashed for `gateway`, as text; for tests and for people who ask why a hash changed.
std::string wire_text(const Schema& schema, const GatewayDef& gateway);

}  // namespace gangway::gen
