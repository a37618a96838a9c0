#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace gangway::detail {

/// Replaces percent escapes (RFC 3986, 2.1). Nothing where one is broken, or means a NUL.
[[nodiscard]] std::optional<std::string> percent_decode(std::string_view text);

}  // namespace gangway::detail
