#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "gangway/jwt.h"

namespace gangway::jwt {

/// A token taken apart, nothing of it believed.
struct Token {
  std::string algorithm;  ///< `alg`, as it claims.
  std::string kid;
  bool has_critical = false;
  std::string_view signed_text;  ///< Header and payload as sent, with the dot between.
  std::string payload;           ///< JSON text, not read yet.
  std::vector<std::uint8_t> signature;
};

/// Splits `header.payload.signature` (RFC 7515, 3.1) and reads the header. Nothing where a part is not strict
/// base64url, the header is no JSON object, or one of its members that matter stands twice.
[[nodiscard]] std::optional<Token> take_apart(std::string_view token);

/// Reads the claims set (RFC 7519, 4). Nothing where it is no JSON object or a claim that matters stands
/// twice or has the wrong type. Moments are numbers, fractions allowed (RFC 7519, 2).
[[nodiscard]] std::optional<Claims> read_claims(std::string json);

}  // namespace gangway::jwt
