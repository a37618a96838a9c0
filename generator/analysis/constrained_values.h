#pragma once

#include <compare>
#include <optional>
#include <string_view>

#include "schema/schema.h"

namespace gangway::gen {

/// The order of two values of `scalar`, a type that `@range` is for: decimals by their digits, f32 as f32.
std::weak_ordering order(const Value& a, const Value& b, Scalar scalar);

/// Does to `value`, which is not null, what the constraints say and then checks it; what lists hold is
/// checked already. The name of the first annotation that it breaks, or nothing.
std::optional<std::string_view> apply(const Constraints& constraints, Value& value, const TypeRef& base);

}  // namespace gangway::gen
