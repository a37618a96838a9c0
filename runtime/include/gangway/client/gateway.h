#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "gangway/client/options.h"
#include "gangway/client/subscription.h"
#include "gangway/client/target.h"

namespace gangway::client {

class Core;
class Membership;

/// What a generated client knows of its gateway.
struct GatewayInfo {
  std::string_view name;
  std::string_view path;
  std::string_view schema;
};

/// A gateway without a handshake.
struct NoHandshake {};

/// One connection to a gateway, kept up: the base of the generated `XClientApi` classes.
///
/// It connects when a namespace is first used. A connection that breaks, or that is silent for longer than
/// the server's heartbeat, is taken up again after a random pause, and the namespaces are joined again; what
/// had been sent ends as `unavailable`, and nothing is sent twice. Close codes 1000, 1002, 1003, 1007, 1008
/// and 4000 to 4999 are final.
///
/// Destroying it closes the connection with 1000; what is in flight ends as `cancelled`. No callback runs
/// afterwards. From any thread.
class Gateway {
 public:
  Gateway(const Gateway&) = delete;
  Gateway& operator=(const Gateway&) = delete;

  /// Closes for good.
  void close();
  [[nodiscard]] State state() const;
  /// Told of each change, and of why a connection ended.
  Subscription on_state(std::function<void(const StateChange&)> told);

  /// For the runtime.
  [[nodiscard]] const std::shared_ptr<Core>& core() const noexcept { return core_; }

 protected:
  /// For generated code.
  Gateway(const Target& target, const GatewayInfo& info);
  ~Gateway();

  /// `handshake` gives the JSON text of what the namespace of that path is joined with; null for none.
  [[nodiscard]] std::shared_ptr<Membership> open(std::string path, std::function<std::string()> handshake);

 private:
  std::shared_ptr<Core> core_;
};

}  // namespace gangway::client
