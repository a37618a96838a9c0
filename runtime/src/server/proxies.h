#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "gangway/http.h"
#include "support/ip_address.h"

namespace gangway::detail {

/// The proxies whose word about their clients is taken.
class TrustedProxies {
 public:
  /// Addresses, networks, and "unix" for whoever comes by a Unix socket. Throws options::BadValue.
  explicit TrustedProxies(const std::vector<std::string>& trusted);

  /// Puts in the request who really asks, and whether by TLS, where the peer is a trusted proxy: by
  /// `Forwarded` (RFC 7239), else by `X-Forwarded-For` and `X-Forwarded-Proto`. Read from the right, as far
  /// as the hops are trusted: what a client writes itself is never believed.
  void apply(HttpRequest& request) const;

 private:
  [[nodiscard]] bool trusts(std::string_view address) const;

  bool unix_socket_ = false;
  std::vector<IpNetwork> networks_;
};

}  // namespace gangway::detail
