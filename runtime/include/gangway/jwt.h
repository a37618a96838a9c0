#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "gangway/error.h"

/// JSON Web Tokens (RFC 7519) as signed tokens (RFC 7515), to know who a client is. Only what three
/// algorithms of RFC 7518 signed is believed; encrypted tokens are not read.
namespace gangway::jwt {

enum class Algorithm : std::uint8_t {
  HS256,  ///< HMAC with SHA-256: who can verify can sign.
  RS256,  ///< RSASSA-PKCS1-v1_5 with SHA-256.
  ES256,  ///< ECDSA on P-256 with SHA-256.
};

/// Why a token is not believed.
enum class Refusal : std::uint8_t {
  TooLong,          ///< too_long
  Malformed,        ///< malformed: not three parts of strict base64url with JSON objects in them.
  WrongAlgorithm,   ///< wrong_algorithm: the key is for another one than the token names; always so for
                    ///< `none`.
  UnknownCritical,  ///< unknown_critical: its `crit` wants something that nobody here understands.
  UnknownKey,       ///< unknown_key: no key has its `kid`.
  BadSignature,     ///< bad_signature
  NoExpiry,         ///< no_expiry: it has no `exp`, but the rules want one.
  Expired,          ///< expired
  NotYetValid,      ///< not_yet_valid: its `nbf` is to come.
  WrongIssuer,      ///< wrong_issuer
  WrongAudience,    ///< wrong_audience: it is not for us; also one that is for somebody, where the rules name
                    ///< nobody.
};

/// The reason's name: "expired".
[[nodiscard]] std::string_view to_string(Refusal refusal) noexcept;

/// A key and the one algorithm that it is for. The algorithm is never taken from a token: otherwise whoever
/// knows a public RSA key could use it as an HMAC secret. Copies share the key. From any thread.
class Key {
 public:
  /// At least 32 bytes (RFC 7518, 3.2). Throws std::invalid_argument, as all of these do for a bad key.
  [[nodiscard]] static Key hs256(std::string_view secret, std::string kid = {});
  /// A PEM public key ("-----BEGIN PUBLIC KEY-----") of at least 2048 bits (RFC 7518, 3.3).
  [[nodiscard]] static Key rs256(std::string_view pem, std::string kid = {});
  /// A PEM public key on the curve P-256.
  [[nodiscard]] static Key es256(std::string_view pem, std::string kid = {});

  [[nodiscard]] Algorithm algorithm() const noexcept;
  /// How tokens name it; empty where it has no name.
  [[nodiscard]] const std::string& kid() const noexcept;

  struct Data;
  explicit Key(std::shared_ptr<const Data> data) noexcept : data_(std::move(data)) {}
  /// For this library.
  [[nodiscard]] const Data& data() const noexcept { return *data_; }

 private:
  std::shared_ptr<const Data> data_;
};

/// The keys of a JWK set (RFC 7517, 5): `{"keys":[{"kty":"RSA","n":…,"e":…,"kid":…},…]}`. Those of other
/// kinds, for other uses or other algorithms are passed over. Throws std::invalid_argument where the text is
/// no key set or one of its usable keys is broken.
[[nodiscard]] std::vector<Key> read_key_set(std::string_view json);

/// What a token must say besides a good signature.
struct Rules {
  std::string issuer = {};              ///< Its `iss`; empty: any, or none.
  std::string audience = {};            ///< Must be in its `aud`; empty: a token with an `aud` is refused.
  std::chrono::seconds clock_skew{30};  ///< How far the issuer's clock may be from ours.
  bool must_expire = true;              ///< A token without `exp` is refused.
  std::size_t max_bytes = 8 * 1024;     ///< Longer ones are refused unread.
};

/// What a believed token says.
struct Claims {
  std::string subject;  ///< `sub`
  std::string issuer;   ///< `iss`
  std::string id;       ///< `jti`
  std::vector<std::string> audience;
  std::optional<std::chrono::sys_seconds> expires;
  std::optional<std::chrono::sys_seconds> not_before;
  std::optional<std::chrono::sys_seconds> issued;
  std::string json;  ///< All claims, as they were signed.

  /// A claim of one's own that is a string: `claims.text("role")`.
  [[nodiscard]] std::optional<std::string> text(std::string_view name) const;
};

/// Claims, or why there are none.
class Verdict {
 public:
  Verdict(Claims claims) : claims_(std::move(claims)) {}
  Verdict(Refusal refusal) noexcept : refusal_(refusal) {}

  [[nodiscard]] explicit operator bool() const noexcept { return claims_.has_value(); }
  [[nodiscard]] const Claims& operator*() const { return *claims_; }
  [[nodiscard]] const Claims* operator->() const { return &*claims_; }

  [[nodiscard]] Refusal refusal() const noexcept { return refusal_; }
  /// What to tell the client: `unauthenticated`, with `data: {"reason":"expired"}`.
  [[nodiscard]] Error error() const;

 private:
  std::optional<Claims> claims_;
  Refusal refusal_ = Refusal::Malformed;
};

/// Believes tokens or does not. From any thread.
class Verifier {
 public:
  /// A token with a `kid` is tried with the keys of that name and those without one; a token without `kid`
  /// with all. Throws std::invalid_argument without keys.
  Verifier(std::vector<Key> keys, Rules rules = {});
  Verifier(Key key, Rules rules = {}) : Verifier(std::vector<Key>{std::move(key)}, std::move(rules)) {}

  [[nodiscard]] Verdict verify(std::string_view token, std::chrono::system_clock::time_point now =
                                                           std::chrono::system_clock::now()) const;

 private:
  std::vector<Key> keys_;
  Rules rules_;
};

/// Signs claims (the text of a JSON object) with an HS256 key: for tests, examples, and servers that hand
/// tokens to themselves. Throws std::invalid_argument for a key of another algorithm.
[[nodiscard]] std::string sign(const Key& key, std::string_view claims);

}  // namespace gangway::jwt
