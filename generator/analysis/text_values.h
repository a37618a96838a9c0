#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace gangway::gen {

// Strings that stand for something else, in the one spelling that generated code and the wire use.
// Each answers nothing for text that is not one.

/// "550E8400-…" -> lower case.
std::optional<std::string> canonical_uuid(std::string_view text);
/// "2026-01-31", a day that exists.
std::optional<std::string> canonical_date(std::string_view text);
/// RFC 3339 with any offset -> UTC; `digits` of a second are kept: 3 always written, 9 without trailing
/// zeros.
std::optional<std::string> canonical_timestamp(std::string_view text, int digits);
/// "-12.50": digits, at most one point, no exponent, no leading zeros.
std::optional<std::string> canonical_decimal(std::string_view text);
/// Base64 of either alphabet, padded or not -> standard alphabet, padded.
std::optional<std::string> canonical_base64(std::string_view text);

}  // namespace gangway::gen
