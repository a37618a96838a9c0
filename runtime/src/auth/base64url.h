#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gangway::jwt {

/// Reads base64url as RFC 7515, 2 has it: no padding, no space, one text for each value.
[[nodiscard]] std::optional<std::vector<std::uint8_t>> from_base64url(std::string_view text);

[[nodiscard]] std::string to_base64url(std::string_view bytes);

}  // namespace gangway::jwt
