#include "gangway/jwt.h"

#include <algorithm>
#include <stdexcept>

#include "auth/base64url.h"
#include "auth/key.h"
#include "auth/token.h"
#include "gangway/codec/writer.h"

namespace gangway::jwt {
namespace {

std::string_view name_of(Algorithm algorithm) {
  switch (algorithm) {
    case Algorithm::HS256:
      return "HS256";
    case Algorithm::RS256:
      return "RS256";
    case Algorithm::ES256:
      return "ES256";
  }
  return {};
}

std::string_view in_words(Refusal refusal) {
  switch (refusal) {
    case Refusal::Expired:
      return "the token has expired";
    case Refusal::NotYetValid:
      return "the token is not valid yet";
    case Refusal::WrongAudience:
      return "the token is for somebody else";
    case Refusal::WrongIssuer:
      return "the token is from somebody else";
    default:
      return "the token is not good";
  }
}

/// Why none of `keys` believes the token; nothing where one does.
std::optional<Refusal> check_signature(const std::vector<Key>& keys, const Token& token) {
  Refusal refusal = Refusal::UnknownKey;
  for (const Key& key : keys) {
    if (!token.kid.empty() && !key.kid().empty() && key.kid() != token.kid) continue;
    if (token.algorithm != name_of(key.algorithm())) {
      if (refusal == Refusal::UnknownKey) refusal = Refusal::WrongAlgorithm;
      continue;
    }
    if (signed_by(key, token.signed_text, token.signature)) return std::nullopt;
    refusal = Refusal::BadSignature;
  }
  return refusal;
}

std::optional<Refusal> check_claims(const Claims& claims, const Rules& rules,
                                    std::chrono::system_clock::time_point now) {
  if (!claims.expires && rules.must_expire) return Refusal::NoExpiry;
  // 4.1.4: not on or after it. 4.1.5: not before it.
  if (claims.expires && now >= *claims.expires + rules.clock_skew) return Refusal::Expired;
  if (claims.not_before && now < *claims.not_before - rules.clock_skew) return Refusal::NotYetValid;
  if (!rules.issuer.empty() && claims.issuer != rules.issuer) return Refusal::WrongIssuer;
  // 4.1.3: who does not find itself in an `aud` that is there must refuse.
  const auto& audience = claims.audience;
  const bool must_be_named = !rules.audience.empty() || !audience.empty();
  if (must_be_named && std::find(audience.begin(), audience.end(), rules.audience) == audience.end()) {
    return Refusal::WrongAudience;
  }
  return std::nullopt;
}

}  // namespace

std::string_view to_string(Refusal refusal) noexcept {
  switch (refusal) {
    case Refusal::TooLong:
      return "too_long";
    case Refusal::Malformed:
      return "malformed";
    case Refusal::WrongAlgorithm:
      return "wrong_algorithm";
    case Refusal::UnknownCritical:
      return "unknown_critical";
    case Refusal::UnknownKey:
      return "unknown_key";
    case Refusal::BadSignature:
      return "bad_signature";
    case Refusal::NoExpiry:
      return "no_expiry";
    case Refusal::Expired:
      return "expired";
    case Refusal::NotYetValid:
      return "not_yet_valid";
    case Refusal::WrongIssuer:
      return "wrong_issuer";
    case Refusal::WrongAudience:
      return "wrong_audience";
  }
  return "malformed";
}

Error Verdict::error() const {
  return {.code = ErrorCode::Unauthenticated,
          .message = std::string(in_words(refusal_)),
          .data = "{\"reason\":\"" + std::string(to_string(refusal_)) + "\"}"};
}

Verifier::Verifier(std::vector<Key> keys, Rules rules) : keys_(std::move(keys)), rules_(std::move(rules)) {
  if (keys_.empty()) throw std::invalid_argument("a verifier needs a key");
}

Verdict Verifier::verify(std::string_view token, std::chrono::system_clock::time_point now) const {
  if (token.size() > rules_.max_bytes) return Refusal::TooLong;
  const auto parts = take_apart(token);
  if (!parts) return Refusal::Malformed;
  if (parts->has_critical) return Refusal::UnknownCritical;
  if (const auto refusal = check_signature(keys_, *parts)) return *refusal;
  // Only now is anything of it read but its header.
  auto claims = read_claims(parts->payload);
  if (!claims) return Refusal::Malformed;
  if (const auto refusal = check_claims(*claims, rules_, now)) return *refusal;
  return std::move(*claims);
}

std::string sign(const Key& key, std::string_view claims) {
  if (key.algorithm() != Algorithm::HS256) throw std::invalid_argument("only HS256 keys can sign here");
  Buffer header;
  JsonWriter out(header);
  out.raw(R"({"alg":"HS256","typ":"JWT")");
  if (!key.kid().empty()) {
    out.raw(",\"kid\":");
    out.string(key.kid());
  }
  out.put('}');
  std::string token = to_base64url(header.view()) + "." + to_base64url(claims);
  return token + "." + to_base64url(hmac_sha256(key.data().secret, token));
}

}  // namespace gangway::jwt
