#include "transport/tls_context.h"

#include <openssl/err.h>
#include <openssl/ssl.h>

#include <cstring>
#include <new>
#include <string_view>
#include <utility>

#include "gangway/server.h"

namespace gangway::transport {
namespace {

/// What OpenSSL complained about first; the rest follows from it.
std::string complaint() {
  const unsigned long error = ERR_peek_error();
  const char* const reason =
      ERR_SYSTEM_ERROR(error) ? std::strerror(ERR_GET_REASON(error)) : ERR_reason_error_string(error);
  ERR_clear_error();
  return reason != nullptr ? reason : "it is no PEM file of that kind";
}

/// Browsers offer HTTP/2 first; what is spoken here is 1.1.
int choose_protocol(SSL*, const unsigned char** chosen, unsigned char* chosen_size,
                    const unsigned char* offers, unsigned int size, void*) {
  constexpr std::string_view kOurs = "http/1.1";
  for (unsigned int at = 0; at < size; at += 1U + offers[at]) {
    const std::string_view offer(reinterpret_cast<const char*>(offers + at + 1), offers[at]);
    if (at + 1U + offer.size() > size) break;
    if (offer != kOurs) continue;
    *chosen = offers + at + 1;
    *chosen_size = static_cast<unsigned char>(offer.size());
    return SSL_TLSEXT_ERR_OK;
  }
  return SSL_TLSEXT_ERR_NOACK;
}

/// Without this OpenSSL asks on the terminal.
int no_passphrase(char*, int, int, void*) { return 0; }

std::shared_ptr<SSL_CTX> load(const TlsFiles& files) {
  ERR_clear_error();
  const std::shared_ptr<SSL_CTX> context(SSL_CTX_new(TLS_server_method()), SSL_CTX_free);
  if (!context) throw std::bad_alloc();
  SSL_CTX_set_min_proto_version(context.get(), TLS1_2_VERSION);
  SSL_CTX_set_options(context.get(), SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_COMPRESSION);
  SSL_CTX_set_mode(context.get(), SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER |
                                      SSL_MODE_RELEASE_BUFFERS);
  SSL_CTX_set_alpn_select_cb(context.get(), choose_protocol, nullptr);
  SSL_CTX_set_default_passwd_cb(context.get(), no_passphrase);
  if (SSL_CTX_use_certificate_chain_file(context.get(), files.certificate.c_str()) != 1)
    throw StartError("the certificate `" + files.certificate + "` cannot be used: " + complaint());
  if (SSL_CTX_use_PrivateKey_file(context.get(), files.key.c_str(), SSL_FILETYPE_PEM) != 1 ||
      SSL_CTX_check_private_key(context.get()) != 1) {
    throw StartError("the private key `" + files.key + "` cannot be used with the certificate `" +
                     files.certificate + "`: " + complaint());
  }
  return context;
}

}  // namespace

TlsContext::TlsContext(TlsFiles files) : files_(std::move(files)), context_(load(files_)) {}

std::optional<std::string> TlsContext::reload() {
  try {
    auto fresh = load(files_);
    const std::lock_guard lock(mutex_);
    context_ = std::move(fresh);
    return std::nullopt;
  } catch (const StartError& error) {
    return error.what();
  }
}

std::unique_ptr<TlsSession> TlsContext::accept(int socket) const {
  std::shared_ptr<SSL_CTX> context;
  {
    const std::lock_guard lock(mutex_);
    context = context_;
  }
  return std::make_unique<TlsSession>(*context, socket);  // which keeps the context as long as it needs it
}

}  // namespace gangway::transport
