#pragma once

#include <string>
#include <string_view>

namespace gangway::transport {

/// Where a client connects to, taken apart.
struct ClientUrl {
  bool tls = false;
  std::string host;  ///< Without the brackets of an IPv6 address.
  std::string port;
  std::string target;  ///< "/path?query"; without a path "" or "?query".

  /// As the `Host` header wants it.
  [[nodiscard]] std::string host_header() const;
  /// The request's target, where `path` is that of the gateway: it stands where the URL has none.
  [[nodiscard]] std::string target_for(std::string_view path) const;
};

/// Takes `ws://`, `wss://`, `http://` and `https://`; throws std::invalid_argument for what is no such URL.
ClientUrl parse_client_url(std::string_view url);

}  // namespace gangway::transport
