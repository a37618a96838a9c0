#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gangway::gen {

/// The candidate that `written` is most likely a slip of: few single-letter edits, or the same letters in
/// another case. Nothing where none is near. The first of equals wins.
std::optional<std::string> nearest_name(std::string_view written, const std::vector<std::string>& candidates);

}  // namespace gangway::gen
