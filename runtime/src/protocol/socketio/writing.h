#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "gangway/codec/writer.h"
#include "protocol/link.h"

namespace gangway::protocol::socketio {

/// The byte strings for which a JsonWriter has left placeholders.
using Attachments = std::vector<std::vector<std::uint8_t>>;

/// Begins an event's arguments: `["posted"`. One whose name the clients' library keeps for itself has no form
/// here: it would close the connection.
void write_event_name(JsonWriter& out, std::string_view event);

/// Ends them with an event's place in the replay log, `,"17"]`, or without one where it is 0.
[[nodiscard]] std::string event_tail(std::uint64_t offset);

/// The messages of a packet with these attachments, perhaps none: `text`, which was written as one without;
/// and each of them.
[[nodiscard]] std::vector<SharedMessagePtr> with_attachments(std::string_view text,
                                                             const Attachments& attachments);

}  // namespace gangway::protocol::socketio
