#pragma once

#include <optional>
#include <string_view>

#include "dispatch/connection.h"
#include "gangway/server_call.h"

namespace gangway::protocol::socketio {

/// What a CONNECT's payload shows of a connection that was lost: its `pid` and `offset` (connection state
/// recovery). Nothing where it shows none, or nothing that could be ours. `auth` is a JSON object's text with
/// a reader's padding.
[[nodiscard]] std::optional<detail::ResumeRequest> read_resume(std::string_view auth);

/// The refusal that a client's ack says, `{"error":{"code":…,"message":…,"data":…}}`. Nothing where the value
/// is none. `value` is JSON text with a reader's padding, or empty.
[[nodiscard]] std::optional<detail::ClientAnswer> read_refusal(std::string_view value);

}  // namespace gangway::protocol::socketio
