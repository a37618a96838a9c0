#include "schema/schema.h"

#include <array>

namespace gangway::gen {

std::string_view scalar_name(Scalar scalar) {
  constexpr std::array<std::string_view, 21> names{
      "bool",      "i8",           "i16",      "i32",  "i64",     "u8",     "u16",
      "u32",       "u64",          "safeint",  "f32",  "f64",     "string", "bytes",
      "timestamp", "timestamp_ns", "duration", "date", "decimal", "uuid",   "json"};
  return names[static_cast<std::size_t>(scalar)];
}

std::string_view format_name(Format format) {
  constexpr std::array<std::string_view, 5> names{"email", "uri", "hostname", "ipv4", "ipv6"};
  return names[static_cast<std::size_t>(format)];
}

std::string_view level_name(Level level) {
  constexpr std::array<std::string_view, 3> names{"gateway", "namespace", "event"};
  return names[static_cast<std::size_t>(level)];
}

std::string_view overflow_name(Overflow overflow) {
  constexpr std::array<std::string_view, 3> names{"close", "dropOldest", "dropNewest"};
  return names[static_cast<std::size_t>(overflow)];
}

}  // namespace gangway::gen
