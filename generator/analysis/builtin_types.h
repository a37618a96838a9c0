#pragma once

#include <optional>
#include <string_view>
#include <vector>
#include <string>

#include "schema/schema.h"

namespace gangway::gen {

/// The scalar called `name`.
std::optional<Scalar> find_scalar(std::string_view name);

/// Whether `name` means something without being declared: a scalar, `list`, `map` or `void`.
bool is_builtin_type(std::string_view name);

/// All names of built-in types but `void`, for suggestions.
const std::vector<std::string>& builtin_type_names();

}  // namespace gangway::gen
