#pragma once

#include <optional>
#include <string>
#include <vector>

#include "server/options/effective.h"
#include "server/site.h"

namespace gangway::detail {

/// One place where the server will listen.
struct PlannedListener {
  ListenerOptions at;
  std::string
      place;  ///< Who wants it: "`port` (default)", "`listen[1]` (code)", "the gateway `Chat` (chat.gw:5)".
  /// Gateways that are bound to its port; it was opened for them alone where `own` is set.
  std::vector<std::size_t> gateways = {};
  bool own = false;
};

/// Where a server listens: what its options say, and the ports of its gateways. The short form's port is left
/// out where nobody asked for it and nothing would be served there. Throws StartError for two that want the
/// same place, for two gateways that meet at one, and for TLS without a certificate.
[[nodiscard]] std::vector<PlannedListener> plan_listeners(const options::Effective& in_force, Site& site);

}  // namespace gangway::detail
