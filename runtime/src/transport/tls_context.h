#pragma once

#include <memory>
#include <mutex>
#include <optional>
#include <string>

#include "gangway/options.h"
#include "transport/tls_session.h"

namespace gangway::transport {

/// The certificate of a TLS listener, which may be read again while it is in use. From any thread.
class TlsContext {
 public:
  /// Reads the files; throws StartError with what is wrong about which.
  explicit TlsContext(TlsFiles files);

  /// Reads the files again, for the connections to come. What is wrong with them, and then the certificate
  /// that was there before stays.
  [[nodiscard]] std::optional<std::string> reload();

  /// TLS on an accepted socket.
  [[nodiscard]] std::unique_ptr<TlsSession> accept(int socket) const;

  [[nodiscard]] const TlsFiles& files() const noexcept { return files_; }

 private:
  TlsFiles files_;
  mutable std::mutex mutex_;
  std::shared_ptr<ssl_ctx_st> context_;
};

}  // namespace gangway::transport
