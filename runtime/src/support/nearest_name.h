#pragma once

#include <span>
#include <string_view>

namespace gangway::detail {

/// The one of `known` that `wanted` may be a misspelling of: within a third of its length in edits (letters
/// put in, left out, changed, or two neighbours swapped). Empty where none is near.
[[nodiscard]] std::string_view nearest_name(std::string_view wanted, std::span<const std::string_view> known);

}  // namespace gangway::detail
