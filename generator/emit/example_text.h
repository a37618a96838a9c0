#pragma once

#include <cstdint>
#include <string_view>

#include <nlohmann/json.hpp>

#include "schema/constraints.h"

namespace gangway::gen {

/// The `number`th example of a scalar that fulfils `wanted`, as it is on the wire; different numbers give
/// different values, as far as there are so many. Strings are made from `name`.
nlohmann::ordered_json example_scalar(Scalar scalar, const AllConstraints& wanted, std::string_view name,
                                      std::uint64_t number);

}  // namespace gangway::gen
