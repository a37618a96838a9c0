#pragma once

#include <functional>
#include <map>
#include <memory>
#include <mutex>
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
  /// Told of each change, and of each connection that ended or did not come to be, with why.
  Subscription on_state(std::function<void(const StateChange&)> told);

  /// For the runtime.
  [[nodiscard]] const std::shared_ptr<Core>& core() const noexcept { return core_; }

 protected:
  using HandshakeFn = std::function<std::string()>;

  /// For generated code. `handshake` gives the JSON text of what namespaces are joined with that have no
  /// handshake of their own.
  Gateway(const Target& target, const GatewayInfo& info, HandshakeFn handshake = {});
  ~Gateway();

  [[nodiscard]] const HandshakeFn& handshake() const noexcept { return handshake_; }
  /// The namespace of that path, and what it is joined with; null for nothing.
  [[nodiscard]] std::shared_ptr<Membership> open(std::string path, HandshakeFn handshake = {});
  /// The same of an instance of a dynamic namespace, which may be there already.
  [[nodiscard]] std::shared_ptr<Membership> instance(const std::string& path, HandshakeFn handshake = {});

 private:
  std::shared_ptr<Core> core_;
  HandshakeFn handshake_;
  std::mutex mutex_;
  std::map<std::string, std::shared_ptr<Membership>> instances_;
};

}  // namespace gangway::client
