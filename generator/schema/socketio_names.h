#pragma once

#include <algorithm>
#include <array>
#include <string_view>

namespace gangway::gen {

/// Whether Socket.IO's clients and servers keep `event` for themselves: a packet with such a name ends the
/// connection (Socket.IO protocol v5), so the event does not exist for them.
[[nodiscard]] constexpr bool is_reserved_by_socketio(std::string_view event) {
  constexpr std::array<std::string_view, 6> names{"connect",       "connect_error", "disconnect",
                                                  "disconnecting", "newListener",   "removeListener"};
  return std::ranges::find(names, event) != names.end();
}

}  // namespace gangway::gen
