#include "gangway/jwt.h"

#include <doctest/doctest.h>

#include <stdexcept>

#include "auth/base64url.h"
#include "rfc7515.h"

using namespace gangway::jwt;
using namespace std::chrono_literals;

namespace {

using rfc7515::kEs256Token;
using rfc7515::kHs256Token;
using rfc7515::kRs256Token;
using rfc7515::kUnsecuredToken;

/// Within the life of the RFC's tokens: they expire at 1300819380.
constexpr std::chrono::sys_seconds kThen{1300819000s};
const std::string kSecret(32, 's');

std::vector<Key> rfc_keys() { return read_key_set(rfc7515::kKeySet); }

/// What becomes of a token with these claims, signed with the right key, at second 1000.
std::string verdict(std::string_view claims, Rules rules = {}) {
  const Key key = Key::hs256(kSecret);
  const auto verdict =
      Verifier(key, std::move(rules)).verify(sign(key, claims), std::chrono::sys_seconds(1000s));
  return verdict ? "good" : std::string(to_string(verdict.refusal()));
}

/// What becomes of a header and a payload, signed by HMAC with the right key whatever the header says.
std::string verdict_of_header(std::string_view header, std::string_view payload = R"({"exp":2000})") {
  const Key key = Key::hs256(kSecret, "k1");
  // The part before the signature, signed as if it were the claims of nobody.
  std::string token = to_base64url(header) + "." + to_base64url(payload);
  token += "." + to_base64url(rfc7515::hmac(kSecret, token));
  const auto verdict = Verifier(key).verify(token, std::chrono::sys_seconds(1000s));
  return verdict ? "good" : std::string(to_string(verdict.refusal()));
}

}  // namespace

TEST_CASE("RFC 7515, A.1 to A.3: HS256, RS256 and ES256 with the keys given there") {
  const Verifier verifier(rfc_keys());
  for (const std::string_view token : {kHs256Token, kRs256Token, kEs256Token}) {
    CAPTURE(token);
    const auto verdict = verifier.verify(token, kThen);
    REQUIRE_MESSAGE(verdict, to_string(verdict.refusal()));
    CHECK(verdict->issuer == "joe");
    CHECK(verdict->expires == std::chrono::sys_seconds(1300819380s));
    CHECK(verdict->json.find("http://example.com/is_root") != std::string::npos);
  }
}

TEST_CASE("RFC 7515, A.5: an unsecured token is never believed, however `none` is written") {
  const Verifier verifier(rfc_keys());
  CHECK(verifier.verify(kUnsecuredToken, kThen).refusal() == Refusal::WrongAlgorithm);
  const std::string payload = to_base64url(R"({"exp":2000})");
  for (const char* none : {"none", "None", "NONE", "nOnE", ""}) {
    const std::string header = to_base64url(std::string(R"({"alg":")") + none + "\"}");
    CAPTURE(none);
    CHECK_FALSE(verifier.verify(header + "." + payload + ".", std::chrono::sys_seconds(1000s)));
  }
}

TEST_CASE("a token is believed by nobody but the key that signed it, unchanged") {
  const Verifier verifier(rfc_keys());
  for (const std::string_view good : {kHs256Token, kRs256Token, kEs256Token}) {
    const std::string token(good);
    const auto dot = token.rfind('.');
    const auto signature = *from_base64url(std::string_view(token).substr(dot + 1));
    const auto refusal_with = [&](const std::string& other) {
      return verifier.verify(token.substr(0, dot + 1) + to_base64url(other), kThen).refusal();
    };
    CAPTURE(token);

    std::string other = token;
    other.replace(token.find('.') + 1, dot - token.find('.') - 1,
                  to_base64url(R"({"iss":"eve","exp":1300819380})"));
    CHECK(verifier.verify(other, kThen).refusal() == Refusal::BadSignature);

    const std::string bytes(signature.begin(), signature.end());
    CHECK(refusal_with("") == Refusal::BadSignature);
    CHECK(refusal_with(bytes.substr(1)) == Refusal::BadSignature);
    CHECK(refusal_with(bytes + '\0') == Refusal::BadSignature);
    // All zeros: what some verified of ECDSA for years (CVE-2022-21449).
    CHECK(refusal_with(std::string(bytes.size(), '\0')) == Refusal::BadSignature);
    for (std::size_t i = 0; i < bytes.size(); i += 7) {
      std::string changed = bytes;
      changed[i] = static_cast<char>(changed[i] ^ 1);
      CHECK(refusal_with(changed) == Refusal::BadSignature);
    }
  }
}

TEST_CASE("the algorithm is the key's: a public key is never taken for a secret") {
  // The classic: HS256 over the bytes of the PEM that everybody has.
  const Key rsa = Key::rs256(rfc7515::kRsaPem);
  const Key as_secret = Key::hs256(rfc7515::kRsaPem);
  const std::string forged = sign(as_secret, R"({"sub":"admin","exp":2000})");
  CHECK(Verifier(rsa).verify(forged, std::chrono::sys_seconds(1000s)).refusal() == Refusal::WrongAlgorithm);
  CHECK(Verifier(rsa).verify(kRs256Token, kThen));
  // Nor is one asymmetric key taken for another kind.
  CHECK(Verifier(rsa).verify(kEs256Token, kThen).refusal() == Refusal::WrongAlgorithm);
}

TEST_CASE("a token's own key is not looked at, and what must be understood is") {
  CHECK(verdict_of_header(R"({"alg":"HS256"})") == "good");
  CHECK(verdict_of_header(R"({"alg":"HS256","kid":"k1","typ":"JWT","jku":"https://evil.example/keys"})") ==
        "good");
  CHECK(verdict_of_header(R"({"alg":"HS256","kid":"k2"})") == "unknown_key");
  CHECK(verdict_of_header(R"({"alg":"HS512"})") == "wrong_algorithm");
  CHECK(verdict_of_header(R"({"alg":"HS256","crit":["b64"],"b64":false})") == "unknown_critical");
  for (const char* broken : {"", "{}", "[]", "null", R"("HS256")", R"({"alg":256})",
                             R"({"alg":"HS256","alg":"none"})", R"({"alg":"none","alg":"HS256"})",
                             R"({"alg":"HS256"}x)", R"({"alg":"HS256",})", R"({"alg":"HS256","kid":1})"}) {
    CAPTURE(broken);
    CHECK(verdict_of_header(broken) == "malformed");
  }
}

TEST_CASE("the parts are strict base64url, and there are three of them") {
  const Verifier verifier(rfc_keys());
  const std::string token(kHs256Token);
  for (const std::string& broken :
       {std::string(), std::string("."), std::string(".."), token.substr(0, token.rfind('.')), token + ".",
        token + ".a.b", token + "=", " " + token, token + "\n", "+" + token,
        token.substr(0, 10) + " " + token.substr(10)}) {
    CAPTURE(broken);
    CHECK(verifier.verify(broken, kThen).refusal() == Refusal::Malformed);
  }
  // The last character has bits that belong to no byte: another text for the same signature.
  CHECK(verifier.verify(token.substr(0, token.size() - 1) + "l", kThen).refusal() == Refusal::Malformed);
}

TEST_CASE("exp and nbf hold to the second, with the skew") {
  CHECK(verdict(R"({"exp":1001})", {.clock_skew = 0s}) == "good");
  CHECK(verdict(R"({"exp":1000})", {.clock_skew = 0s}) == "expired");
  CHECK(verdict(R"({"exp":990})", {.clock_skew = 11s}) == "good");
  CHECK(verdict(R"({"exp":990})", {.clock_skew = 10s}) == "expired");
  CHECK(verdict(R"({"exp":2000,"nbf":1000})", {.clock_skew = 0s}) == "good");
  CHECK(verdict(R"({"exp":2000,"nbf":1000.5})", {.clock_skew = 0s}) == "not_yet_valid");
  CHECK(verdict(R"({"exp":2000,"nbf":1010})", {.clock_skew = 10s}) == "good");
  CHECK(verdict(R"({"exp":2000,"nbf":1011})", {.clock_skew = 10s}) == "not_yet_valid");
  CHECK(verdict(R"({"sub":"ann"})") == "no_expiry");
  CHECK(verdict(R"({"sub":"ann"})", {.must_expire = false}) == "good");
  CHECK(verdict(R"({"exp":"2000"})") == "malformed");
  CHECK(verdict(R"({"exp":1e300})") == "malformed");
  CHECK(verdict(R"({"exp":2000,"exp":3000})") == "malformed");
  CHECK(verdict("[]") == "malformed");
}

TEST_CASE("iss and aud: who it is from and whom it is for") {
  CHECK(verdict(R"({"exp":2000,"iss":"us"})", {.issuer = "us"}) == "good");
  CHECK(verdict(R"({"exp":2000,"iss":"them"})", {.issuer = "us"}) == "wrong_issuer");
  CHECK(verdict(R"({"exp":2000})", {.issuer = "us"}) == "wrong_issuer");
  CHECK(verdict(R"({"exp":2000,"aud":"chat"})", {.audience = "chat"}) == "good");
  CHECK(verdict(R"({"exp":2000,"aud":["mail","chat"]})", {.audience = "chat"}) == "good");
  CHECK(verdict(R"({"exp":2000,"aud":["mail"]})", {.audience = "chat"}) == "wrong_audience");
  CHECK(verdict(R"({"exp":2000})", {.audience = "chat"}) == "wrong_audience");
  // RFC 7519, 4.1.3: we name nobody, so it cannot be for us.
  CHECK(verdict(R"({"exp":2000,"aud":"chat"})") == "wrong_audience");
  CHECK(verdict(R"({"exp":2000,"aud":[1]})") == "malformed");
}

TEST_CASE("a refusal is an error that clients can read; claims of one's own can be asked for") {
  const Key key = Key::hs256(kSecret);
  const Verifier verifier(key);
  const auto late = verifier.verify(sign(key, R"({"exp":1})"));
  CHECK(late.error() == gangway::Error{gangway::ErrorCode::Unauthenticated, "the token has expired",
                                       R"({"reason":"expired"})"});
  const auto good = verifier.verify(sign(key, R"({"exp":99999999999,"sub":"ann","role":"admin","n":1})"));
  REQUIRE(good);
  CHECK(good->subject == "ann");
  CHECK(good->text("role") == "admin");
  CHECK_FALSE(good->text("n"));
  CHECK_FALSE(good->text("missing"));
}

TEST_CASE("sizes are bounded") {
  CHECK(verdict(R"({"exp":2000,"pad":")" + std::string(9000, 'x') + "\"}") == "too_long");
  CHECK(verdict(R"({"exp":2000,"pad":")" + std::string(9000, 'x') + "\"}", {.max_bytes = 20'000}) == "good");
  std::string many = R"({"exp":2000)";
  for (int i = 0; i < 100; ++i) many += ",\"" + std::to_string(i) + "\":0";
  CHECK(verdict(many + "}") == "malformed");
  CHECK(verdict(std::string(1000, '[')) == "malformed");
}

TEST_CASE("a key set: each key by its kid, those for other uses passed over") {
  const auto keys = read_key_set(R"({"keys":[
    {"kty":"oct","k":"c3Nzc3Nzc3Nzc3Nzc3Nzc3Nzc3Nzc3Nzc3Nzc3Nzc3M","kid":"old"},
    {"kty":"oct","k":"dHR0dHR0dHR0dHR0dHR0dHR0dHR0dHR0dHR0dHR0dHQ","kid":"new","alg":"HS256","use":"sig"},
    {"kty":"oct","k":"dHR0dHR0dHR0dHR0dHR0dHR0dHR0dHR0dHR0dHR0dHQ","kid":"no","alg":"HS512"},
    {"kty":"oct","k":"dHR0dHR0dHR0dHR0dHR0dHR0dHR0dHR0dHR0dHR0dHQ","kid":"no","use":"enc"},
    {"kty":"oct","k":"dHR0dHR0dHR0dHR0dHR0dHR0dHR0dHR0dHR0dHR0dHQ","kid":"no","key_ops":["sign"]},
    {"kty":"EC","crv":"P-384","x":"AA","y":"AA"},
    {"kty":"OKP","crv":"Ed25519","x":"AA"}]})");
  REQUIRE(keys.size() == 2);
  const Verifier verifier(keys);
  const auto now = std::chrono::sys_seconds(1000s);
  CHECK(verifier.verify(sign(Key::hs256(std::string(32, 't'), "new"), R"({"exp":2000})"), now));
  CHECK(verifier.verify(sign(Key::hs256(std::string(32, 's'), "old"), R"({"exp":2000})"), now));
  CHECK(verifier.verify(sign(Key::hs256(std::string(32, 't'), "old"), R"({"exp":2000})"), now).refusal() ==
        Refusal::BadSignature);
  CHECK(verifier.verify(sign(Key::hs256(std::string(32, 't'), "gone"), R"({"exp":2000})"), now).refusal() ==
        Refusal::UnknownKey);
  CHECK(verifier.verify(sign(Key::hs256(std::string(32, 't')), R"({"exp":2000})"), now));
}

TEST_CASE("bad keys are refused where they are made") {
  CHECK_THROWS_AS(Key::hs256("short"), std::invalid_argument);
  CHECK_THROWS_AS(Key::rs256("no pem"), std::invalid_argument);
  CHECK_THROWS_AS(Key::es256(rfc7515::kRsaPem), std::invalid_argument);
  CHECK_THROWS_AS(Verifier(std::vector<Key>{}), std::invalid_argument);
  CHECK_THROWS_AS(sign(Key::rs256(rfc7515::kRsaPem), "{}"), std::invalid_argument);
  for (
      const char* broken : {
          "",
          "[]",
          "{}",
          R"({"keys":{}})",
          R"({"keys":[1]})",
          R"({"keys":[{"kty":"oct"}]})",
          R"({"keys":[{"kty":"oct","k":"AAAA"}]})",
          R"({"keys":[{"kty":"RSA","n":"AQAB","e":"AQAB"}]})",
          // Not on the curve.
          R"({"keys":[{"kty":"EC","crv":"P-256","x":"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU","y":"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU"}]})",
      }) {
    CAPTURE(broken);
    CHECK_THROWS_AS(read_key_set(broken), std::invalid_argument);
  }
}
