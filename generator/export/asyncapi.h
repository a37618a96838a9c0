#pragma once

#include <nlohmann/json.hpp>

#include "schema/schema.h"

namespace gangway::gen::exports {

/// A gateway as an AsyncAPI 3.0 document, said from the gateway's side: it receives `on` events and sends
/// `emit` events. A channel is a namespace at its own address, since a WebSocket has one; the messages are
/// the frames, envelope included, as the dialects `gangway.v1` and plain have them there.
nlohmann::ordered_json asyncapi(const Schema& schema, const GatewayDef& gateway);

}  // namespace gangway::gen::exports
