#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace gangway::detail {

/// Bytes of the padded base64 text (RFC 4648, 4) of `size` bytes.
[[nodiscard]] constexpr std::size_t base64_size(std::size_t size) noexcept { return (size + 2) / 3 * 4; }

/// Writes that text and returns its end.
char* write_base64(char* to, const std::uint8_t* bytes, std::size_t size) noexcept;

/// Reads base64 in the standard or the url-safe alphabet, padded or not. False where the text is neither, has
/// space in it, or has bits set that belong to no byte.
[[nodiscard]] bool read_base64(std::string_view text, std::vector<std::uint8_t>& out);

}  // namespace gangway::detail
