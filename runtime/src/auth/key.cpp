#include "auth/key.h"

#include <openssl/bio.h>
#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/ecdsa.h>
#include <openssl/err.h>
#include <openssl/hmac.h>
#include <openssl/pem.h>

#include <stdexcept>

namespace gangway::jwt {
namespace {

constexpr std::size_t kLeastSecret = 32;  // bytes; RFC 7518, 3.2: no shorter than the hash
constexpr int kLeastRsaBits = 2048;       // RFC 7518, 3.3
constexpr std::size_t kEs256Half = 32;    // RFC 7518, 3.4: r and s, 32 bytes each

template <auto Free>
struct Freed {
  template <class T>
  void operator()(T* object) const noexcept {
    Free(object);
  }
};
template <class T, auto Free>
using Owned = std::unique_ptr<T, Freed<Free>>;

Pkey read_pem(std::string_view pem) {
  const Owned<BIO, BIO_free> bio(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())));
  Pkey key(bio ? PEM_read_bio_PUBKEY(bio.get(), nullptr, nullptr, nullptr) : nullptr);
  ERR_clear_error();
  if (!key) throw std::invalid_argument("not a public key in PEM");
  return key;
}

/// The two numbers of RFC 7518 as the DER sequence that OpenSSL wants; empty where they are none.
std::vector<std::uint8_t> as_der(const std::vector<std::uint8_t>& signature) {
  if (signature.size() != 2 * kEs256Half) return {};
  const Owned<ECDSA_SIG, ECDSA_SIG_free> pair(ECDSA_SIG_new());
  BIGNUM* r = BN_bin2bn(signature.data(), static_cast<int>(kEs256Half), nullptr);
  BIGNUM* s = BN_bin2bn(signature.data() + kEs256Half, static_cast<int>(kEs256Half), nullptr);
  if (!pair || ECDSA_SIG_set0(pair.get(), r, s) != 1) {
    BN_free(r);
    BN_free(s);
    return {};
  }
  const int size = i2d_ECDSA_SIG(pair.get(), nullptr);
  if (size <= 0) return {};
  std::vector<std::uint8_t> der(static_cast<std::size_t>(size));
  unsigned char* to = der.data();
  i2d_ECDSA_SIG(pair.get(), &to);
  return der;
}

/// RSA is PKCS #1 v1.5 unless told otherwise (EVP_DigestVerifyInit(3)).
bool verify_with(EVP_PKEY* key, std::string_view text, const std::vector<std::uint8_t>& signature) {
  const Owned<EVP_MD_CTX, EVP_MD_CTX_free> context(EVP_MD_CTX_new());
  const bool good = context && !signature.empty() &&
                    EVP_DigestVerifyInit(context.get(), nullptr, EVP_sha256(), nullptr, key) == 1 &&
                    EVP_DigestVerify(context.get(), signature.data(), signature.size(),
                                     reinterpret_cast<const unsigned char*>(text.data()), text.size()) == 1;
  ERR_clear_error();  // a bad signature leaves something there
  return good;
}

}  // namespace

std::string hmac_sha256(std::string_view secret, std::string_view text) {
  std::string mac(EVP_MAX_MD_SIZE, '\0');
  unsigned int size = 0;
  if (HMAC(EVP_sha256(), secret.data(), static_cast<int>(secret.size()),
           reinterpret_cast<const unsigned char*>(text.data()), text.size(),
           reinterpret_cast<unsigned char*>(mac.data()), &size) == nullptr) {
    throw std::runtime_error("OpenSSL has no HMAC with SHA-256");
  }
  mac.resize(size);
  return mac;
}

bool signed_by(const Key& key, std::string_view text, const std::vector<std::uint8_t>& signature) {
  const Key::Data& data = key.data();
  switch (data.algorithm) {
    case Algorithm::HS256: {
      const std::string mac = hmac_sha256(data.secret, text);
      return signature.size() == mac.size() && CRYPTO_memcmp(mac.data(), signature.data(), mac.size()) == 0;
    }
    case Algorithm::RS256:
      return verify_with(data.pkey.get(), text, signature);
    case Algorithm::ES256:
      return verify_with(data.pkey.get(), text, as_der(signature));
  }
  return false;
}

Key make_rs256(Pkey pkey, std::string kid) {
  if (EVP_PKEY_get_base_id(pkey.get()) != EVP_PKEY_RSA) throw std::invalid_argument("not an RSA key");
  if (EVP_PKEY_get_bits(pkey.get()) < kLeastRsaBits)
    throw std::invalid_argument("an RSA key has at least 2048 bits");
  return Key(std::make_shared<Key::Data>(Key::Data{Algorithm::RS256, std::move(kid), {}, std::move(pkey)}));
}

Key make_es256(Pkey pkey, std::string kid) {
  char curve[32] = {};
  std::size_t size = 0;
  const bool on_p256 = EVP_PKEY_get_base_id(pkey.get()) == EVP_PKEY_EC &&
                       EVP_PKEY_get_group_name(pkey.get(), curve, sizeof curve, &size) == 1 &&
                       std::string_view(curve, size) == "prime256v1";
  if (!on_p256) throw std::invalid_argument("not a key on the curve P-256");
  return Key(std::make_shared<Key::Data>(Key::Data{Algorithm::ES256, std::move(kid), {}, std::move(pkey)}));
}

Key Key::hs256(std::string_view secret, std::string kid) {
  if (secret.size() < kLeastSecret) throw std::invalid_argument("a secret for HS256 has at least 32 bytes");
  return Key(std::make_shared<Data>(Data{Algorithm::HS256, std::move(kid), std::string(secret), nullptr}));
}
Key Key::rs256(std::string_view pem, std::string kid) { return make_rs256(read_pem(pem), std::move(kid)); }
Key Key::es256(std::string_view pem, std::string kid) { return make_es256(read_pem(pem), std::move(kid)); }

Algorithm Key::algorithm() const noexcept { return data_->algorithm; }
const std::string& Key::kid() const noexcept { return data_->kid; }

}  // namespace gangway::jwt
