#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "schema/schema.h"

namespace gangway::gen {

/// The scalar called `name`.
std::optional<Scalar> find_scalar(std::string_view name);

/// Whether `name` means something without being declared: a scalar, `list`, `map` or `void`.
bool is_builtin_type(std::string_view name);

/// All names of built-in types but `void`, for suggestions.
const std::vector<std::string>& builtin_type_names();

/// The built-in type that other languages call `name`: "int64" -> "i64", "boolean" -> "bool".
std::optional<std::string> builtin_called_elsewhere(std::string_view name);

}  // namespace gangway::gen
