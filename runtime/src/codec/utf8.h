#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace gangway::detail {

/// Whether every byte is below 0x80.
[[nodiscard]] bool is_ascii(std::string_view text) noexcept;

/// Whether the text is valid UTF-8 (RFC 3629): no surrogates, no overlong forms, nothing past U+10FFFF.
[[nodiscard]] bool is_utf8(std::string_view text) noexcept;

/// How many bytes at the end belong to a character that is not complete yet but may become valid: 0 to 3.
[[nodiscard]] std::size_t incomplete_utf8_tail(std::string_view text) noexcept;

/// The text with every byte that is not part of a valid character replaced by U+FFFD.
[[nodiscard]] std::string with_valid_utf8(std::string_view text);

}  // namespace gangway::detail
