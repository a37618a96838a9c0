#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "dispatch/rates.h"
#include "gangway/hooks.h"
#include "gangway/limits.h"
#include "gangway/server.h"

namespace gangway::protocol {
class Recording;
}

namespace gangway::detail {

class Executor;
class Namespace;
class Observer;
struct GatewayTable;

/// What the parts of one server share.
struct ServerContext {
  /// One for each thread that serves, at least one.
  std::vector<std::shared_ptr<Executor>> loops;
  Limits limits;
  std::function<void(LogLevel, std::string_view)> log;
  std::shared_ptr<protocol::Recording> recording = {};  ///< Null: nothing is recorded.
  std::shared_ptr<Observer> observer = {};              ///< Null: nothing is told.

  /// The loop whose thread calls; the first on any other thread.
  [[nodiscard]] const std::shared_ptr<Executor>& loop_here() const;
};

/// A gateway being served: its table, its namespaces with their clients, and the limits that hold for it.
class Gateway {
 public:
  /// Attaches the handlers to their namespaces.
  Gateway(const GatewayBinding& binding, std::shared_ptr<const ServerContext> server, Hooks hooks = {});

  /// Before the first client: puts what the server, the gateway and the handlers have around their calls,
  /// then calls `after_init` of each handler. Throws StartError where one of them throws.
  void start(const Hooks& server);

  [[nodiscard]] const GatewayTable& table() const noexcept { return *table_; }
  [[nodiscard]] const Limits& limits() const noexcept { return limits_; }
  [[nodiscard]] const ServerContext& server() const noexcept { return *server_; }
  [[nodiscard]] SharedRates& rates() noexcept { return rates_; }
  [[nodiscard]] AddressJoins& joins() noexcept { return joins_; }

  /// Forgets the clients that are away: their sessions go before the handlers may.
  void forget_clients();

  /// Whether there is a namespace of that path ("/chat"; "/" or empty for the root), or may be one.
  [[nodiscard]] bool has(std::string_view path) const;
  /// It, for one client to join: see `Namespace::enter`. Null where the schema has none.
  [[nodiscard]] std::shared_ptr<Namespace> enter(std::string_view path) const;

 private:
  const GatewayTable* table_;
  std::shared_ptr<const ServerContext> server_;
  Limits limits_;
  Hooks hooks_;
  std::vector<std::shared_ptr<Namespace>> namespaces_;
  SharedRates rates_;
  AddressJoins joins_;
};

}  // namespace gangway::detail
