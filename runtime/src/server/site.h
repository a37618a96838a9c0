#pragma once

#include <atomic>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "dispatch/gateway.h"
#include "gangway/options.h"
#include "protocol/websocket/deflate_budget.h"
#include "server/address_book.h"
#include "server/cors.h"
#include "server/dialects.h"
#include "server/origins.h"
#include "server/proxies.h"
#include "server/routes.h"

namespace gangway::detail {

/// A gateway and what its server's options make of its annotations.
struct ServedGateway {
  std::shared_ptr<Gateway> gateway;
  std::optional<std::uint16_t> port;      ///< It is served there alone.
  std::optional<Origins> origins;         ///< Pages that may connect; without: the server's own.
  std::optional<CorsRules> polling_cors;  ///< For those of them that poll.
  bool compression = false;

  [[nodiscard]] const GatewayTable& table() const noexcept { return gateway->table(); }
  /// "`Chat` (chat.gw:12)"
  [[nodiscard]] std::string place() const;
  /// Whether the page that sends the request, if it is one, may connect.
  [[nodiscard]] bool lets_in(const HttpRequest& request) const {
    return origin_may(request, origins ? &*origins : nullptr);
  }
};

/// What one server serves, and what is counted over all its loops. Set up before anything is accepted, shared
/// by the hosts of all loops after that.
class Site {
 public:
  explicit Site(std::shared_ptr<const ServerContext> server, const ServerOptions& options = {});

  /// Throws StartError when another gateway has the path, or one of its namespaces has.
  void add_gateway(const GatewayBinding& binding, Hooks hooks = {});
  /// Before anything is accepted: see `Gateway::start`. Throws StartError.
  void start_gateways();
  Hooks hooks;  ///< Around the calls of all gateways.
  /// Throws StartError for options about gateways that are not served.
  void check_gateways() const;
  /// Throws StartError where `bound`, whose port is served for all, has the path of a gateway without a port.
  void check_meeting(const ServedGateway& bound) const;
  /// A gateway's port is open: it has that number, and with `own` is that gateway's alone.
  void set_port(std::size_t gateway, std::uint16_t port, bool own);
  /// What answers a request that nothing else does, below `prefix`.
  using Files = std::function<HttpResponse(std::string_view path, const HttpRequest&)>;
  void add_files(std::string prefix, Files files);
  void add_route(Routes::Route route);
  Dialects dialects;

  struct Place {
    const ServedGateway* served;
    std::string ns;
  };
  /// The gateway and its namespace at that path of that port.
  [[nodiscard]] std::optional<Place> find(const HttpRequest& request) const;
  /// The gateway whose Socket.IO clients the request is from, by its path: `<gateway>/socket.io/`, whatever
  /// is behind it. Null where there is none.
  [[nodiscard]] const ServedGateway* socketio_at(const HttpRequest& request) const;
  [[nodiscard]] const SocketIoOptions& socketio() const noexcept { return options_.socketio; }
  /// What is answered where neither the server itself nor a route does: files, and gateways that want an
  /// upgrade.
  [[nodiscard]] HttpResponse plain_answer(const HttpRequest& request) const;

  [[nodiscard]] std::vector<ServedGateway>& gateways() noexcept { return gateways_; }
  [[nodiscard]] const Routes& routes() const noexcept { return routes_; }
  [[nodiscard]] bool has_http() const noexcept { return has_routes_ || !files_.empty(); }
  [[nodiscard]] const TrustedProxies& proxies() const noexcept { return proxies_; }
  [[nodiscard]] const ServerContext& server() const noexcept { return *server_; }
  [[nodiscard]] const std::shared_ptr<const ServerContext>& shared_server() const noexcept { return server_; }

  /// Counts one more connection, or says why there may be none.
  [[nodiscard]] std::optional<HttpResponse> enter(const std::string& address, TimePoint now);
  void leave(const std::string& address);
  [[nodiscard]] const std::shared_ptr<protocol::websocket::DeflateBudget>& deflate() const noexcept {
    return deflate_;
  }

 private:
  [[nodiscard]] bool is_served_at(const ServedGateway& served, std::uint16_t port) const;

  std::shared_ptr<const ServerContext> server_;
  ServerOptions options_;
  TrustedProxies proxies_;
  AddressBook addresses_;
  std::atomic<std::size_t> connections_{0};
  std::shared_ptr<protocol::websocket::DeflateBudget> deflate_;
  std::vector<ServedGateway> gateways_;  ///< The longest path first: "/" takes only what nobody else has.
  std::vector<std::uint16_t>
      own_ports_;  ///< Nothing but the gateways that are bound to them is served there.
  std::vector<std::pair<std::string, Files>> files_;
  Routes routes_;
  bool has_routes_ = false;
};

}  // namespace gangway::detail
