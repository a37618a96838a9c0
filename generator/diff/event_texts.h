#pragma once

#include <string>
#include <vector>

#include "schema/schema.h"

namespace gangway::gen {

/// "`(room: RoomName, since?: timestamp)`", "`Message`", "a stream of `Chunk`", "nothing".
std::string payload_text(const Schema& schema, const PayloadDef& payload);
/// "`Message`", "a stream of `Message`", "an acknowledgement", "none".
std::string reply_text(const Schema& schema, const ReplyDef& reply);
/// "room: RoomName, since?: timestamp, limit: u32 = 3"
std::string fields_text(const Schema& schema, const std::vector<FieldDef>& fields);

}  // namespace gangway::gen
