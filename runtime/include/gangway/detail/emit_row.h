#pragma once

#include <cstdint>
#include <string_view>

namespace gangway::detail {

/// What happens to an event that finds the queue of a slow client full.
enum class Overflow : std::uint8_t {
  Close,       ///< The client is closed.
  DropOldest,  ///< Older events that may be dropped make room.
  DropNewest,  ///< The event itself is dropped.
};

/// One event that a namespace's server sends, as the schema declares it. Generated code has one object for
/// each event, which lives as long as the program.
struct EmitRow {
  std::string_view name;
  Overflow overflow = Overflow::Close;
  bool is_volatile = false;    ///< `@volatile`: dropped for a client that cannot take it now.
  bool is_latest = false;      ///< `@latest(key)`: takes the place of one that waits and has the same key.
  std::int64_t replay_ms = 0;  ///< `@replay(5m)`: kept so long for clients that come back; 0 for not.
};

}  // namespace gangway::detail
