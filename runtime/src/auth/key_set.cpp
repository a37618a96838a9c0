#include <openssl/core_names.h>
#include <openssl/err.h>
#include <openssl/param_build.h>

#include <nlohmann/json.hpp>
#include <stdexcept>

#include "auth/base64url.h"
#include "auth/key.h"

namespace gangway::jwt {
namespace {

using nlohmann::json;

struct FreeParams {
  void operator()(OSSL_PARAM_BLD* builder) const noexcept { OSSL_PARAM_BLD_free(builder); }
  void operator()(OSSL_PARAM* params) const noexcept { OSSL_PARAM_free(params); }
  void operator()(EVP_PKEY_CTX* context) const noexcept { EVP_PKEY_CTX_free(context); }
  void operator()(BIGNUM* number) const noexcept { BN_free(number); }
};
template <class T>
using Held = std::unique_ptr<T, FreeParams>;

std::string text_of(const json& key, const char* name) {
  const auto found = key.find(name);
  return found != key.end() && found->is_string() ? found->get<std::string>() : std::string();
}

std::vector<std::uint8_t> bytes_of(const json& key, const char* name) {
  auto bytes = from_base64url(text_of(key, name));
  if (!bytes || bytes->empty())
    throw std::invalid_argument("a key of the set has no good `" + std::string(name) + "`");
  return std::move(*bytes);
}

Pkey from_params(const char* type, OSSL_PARAM_BLD* builder) {
  const Held<OSSL_PARAM> params(OSSL_PARAM_BLD_to_param(builder));
  const Held<EVP_PKEY_CTX> context(EVP_PKEY_CTX_new_from_name(nullptr, type, nullptr));
  EVP_PKEY* made = nullptr;
  const bool fine = params && context && EVP_PKEY_fromdata_init(context.get()) == 1 &&
                    EVP_PKEY_fromdata(context.get(), &made, EVP_PKEY_PUBLIC_KEY, params.get()) == 1;
  ERR_clear_error();
  Pkey key(made);
  if (!fine) throw std::invalid_argument("a key of the set is none");
  return key;
}

/// RFC 7518, 6.3.1.
Pkey read_rsa(const json& key) {
  const auto n = bytes_of(key, "n");
  const auto e = bytes_of(key, "e");
  const Held<BIGNUM> modulus(BN_bin2bn(n.data(), static_cast<int>(n.size()), nullptr));
  const Held<BIGNUM> exponent(BN_bin2bn(e.data(), static_cast<int>(e.size()), nullptr));
  const Held<OSSL_PARAM_BLD> builder(OSSL_PARAM_BLD_new());
  OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_RSA_N, modulus.get());
  OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_RSA_E, exponent.get());
  return from_params("RSA", builder.get());
}

/// RFC 7518, 6.2.1, as the uncompressed point of SEC 1, 2.3.3. OpenSSL refuses one that is not on the curve.
Pkey read_p256(const json& key) {
  constexpr std::size_t kCoordinate = 32;
  const auto x = bytes_of(key, "x");
  const auto y = bytes_of(key, "y");
  if (x.size() != kCoordinate || y.size() != kCoordinate)
    throw std::invalid_argument("a coordinate on P-256 has 32 bytes");
  std::vector<std::uint8_t> point{4};
  point.insert(point.end(), x.begin(), x.end());
  point.insert(point.end(), y.begin(), y.end());
  const Held<OSSL_PARAM_BLD> builder(OSSL_PARAM_BLD_new());
  OSSL_PARAM_BLD_push_utf8_string(builder.get(), OSSL_PKEY_PARAM_GROUP_NAME, "prime256v1", 0);
  OSSL_PARAM_BLD_push_octet_string(builder.get(), OSSL_PKEY_PARAM_PUB_KEY, point.data(), point.size());
  return from_params("EC", builder.get());
}

/// Whether the key says nothing against being used with `algorithm` to verify (RFC 7517, 4.2 to 4.4).
bool is_for(const json& key, std::string_view algorithm) {
  const std::string use = text_of(key, "use");
  const std::string alg = text_of(key, "alg");
  if (!use.empty() && use != "sig") return false;
  if (!alg.empty() && alg != algorithm) return false;
  const auto operations = key.find("key_ops");
  if (operations == key.end()) return true;
  for (const json& operation : *operations) {
    if (operation == "verify") return true;
  }
  return false;
}

}  // namespace

std::vector<Key> read_key_set(std::string_view text) {
  const json set = json::parse(text, nullptr, false);
  if (!set.is_object() || !set.contains("keys") || !set["keys"].is_array()) {
    throw std::invalid_argument("not a JWK set: an object with a list `keys`");
  }
  std::vector<Key> keys;
  for (const json& key : set["keys"]) {
    if (!key.is_object()) throw std::invalid_argument("a key of the set is no object");
    const std::string type = text_of(key, "kty");
    std::string kid = text_of(key, "kid");
    if (type == "RSA" && is_for(key, "RS256")) {
      keys.push_back(make_rs256(read_rsa(key), std::move(kid)));
    } else if (type == "EC" && text_of(key, "crv") == "P-256" && is_for(key, "ES256")) {
      keys.push_back(make_es256(read_p256(key), std::move(kid)));
    } else if (type == "oct" && is_for(key, "HS256")) {
      const auto secret = bytes_of(key, "k");
      keys.push_back(
          Key::hs256({reinterpret_cast<const char*>(secret.data()), secret.size()}, std::move(kid)));
    }
  }
  return keys;
}

}  // namespace gangway::jwt
