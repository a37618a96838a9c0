#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "schema/schema.h"

namespace gangway::gen {

/// A string that `pattern` matches and that is as long as asked for; different numbers give different ones,
/// as far as the pattern has them. Nothing where no way through the pattern was found that is long enough.
std::optional<std::string> example_of_pattern(std::string_view pattern, const CountRange& length,
                                              std::uint64_t number);

}  // namespace gangway::gen
