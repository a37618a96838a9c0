#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "protocol/host.h"

namespace gangway::protocol::websocket {

/// Whether a request wants to become a WebSocket, well or badly formed: its Upgrade header says so.
[[nodiscard]] bool wants_upgrade(const HttpRequest& request);

/// What is wrong with such a request (RFC 6455, 4.2.1): 400, or 426 where it wants another version of the
/// protocol. Nothing where it may be accepted.
[[nodiscard]] std::optional<HttpResponse> refuse_upgrade(const HttpRequest& request);

/// The Sec-WebSocket-Accept that answers a Sec-WebSocket-Key (RFC 6455, 4.2.2).
[[nodiscard]] std::string accept_key(std::string_view key);

/// All lines of a header that is a list, joined by commas (RFC 9110, 5.3).
[[nodiscard]] std::string joined_header(const HttpRequest& request, std::string_view name);

}  // namespace gangway::protocol::websocket
