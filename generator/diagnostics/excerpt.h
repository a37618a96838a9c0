#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace gangway::gen {

/// How many letters `text` has: the columns of diagnostics are counted so.
std::size_t code_points(std::string_view text);

/// A source line with its number, and `marks` under it from `column` on; nothing for a line that is too long
/// to show.
std::string excerpt_line(std::size_t number, std::string_view line, std::size_t column,
                         std::string_view marks);

}  // namespace gangway::gen
