#pragma once

#include <openssl/evp.h>

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "gangway/jwt.h"

namespace gangway::jwt {

struct FreePkey {
  void operator()(EVP_PKEY* key) const noexcept { EVP_PKEY_free(key); }
};
using Pkey = std::unique_ptr<EVP_PKEY, FreePkey>;

struct Key::Data {
  Algorithm algorithm;
  std::string kid;
  std::string secret;  ///< Of HS256.
  Pkey pkey;           ///< Of the others.
};

/// Whether `signature` is the one of `text` by the key's own algorithm (RFC 7518, 3.2 to 3.4).
[[nodiscard]] bool signed_by(const Key& key, std::string_view text,
                             const std::vector<std::uint8_t>& signature);

/// HMAC with SHA-256 (RFC 2104): 32 bytes.
[[nodiscard]] std::string hmac_sha256(std::string_view secret, std::string_view text);

/// Checks size or curve; throws std::invalid_argument.
[[nodiscard]] Key make_rs256(Pkey pkey, std::string kid);
[[nodiscard]] Key make_es256(Pkey pkey, std::string kid);

}  // namespace gangway::jwt
