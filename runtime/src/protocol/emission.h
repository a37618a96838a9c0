#pragma once

#include <cstdint>
#include <string_view>

#include "gangway/client.h"
#include "gangway/detail/emit_row.h"

namespace gangway::protocol {

/// An event on its way to one client or to many: all that is to be known of it but its payload. A view, for
/// the length of a call.
struct Emission {
  std::string_view ns;
  const detail::EmitRow* row;
  /// Writes what `@latest` goes by; null without that.
  const detail::WriteFn* key = nullptr;
  /// Its place in the namespace's replay log; 0 where it is in none.
  std::uint64_t offset = 0;
};

/// What became of an event that was to be sent to one client.
enum class Sent : std::uint8_t {
  Queued,
  Dropped,   ///< The client is too slow, and the event may be dropped.
  Unwritten  ///< Its value has no JSON form.
};

}  // namespace gangway::protocol
