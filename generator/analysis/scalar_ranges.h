#pragma once

#include <cstdint>
#include <optional>

#include "schema/schema.h"

namespace gangway::gen {

struct IntegerRange {
  std::int64_t lowest;
  std::uint64_t highest;
};

/// What an integer type holds; nothing for types that are not integers.
std::optional<IntegerRange> integer_range(Scalar scalar);

/// Whether values of `scalar` are written as plain numbers: integers and f32, f64.
bool is_number(Scalar scalar);

}  // namespace gangway::gen
