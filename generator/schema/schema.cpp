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

}  // namespace gangway::gen
