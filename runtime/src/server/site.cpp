#include "server/site.h"

#include <algorithm>
#include <utility>

#include "gangway/dispatch.h"
#include "gangway/server.h"
#include "hub/namespace.h"
#include "support/nearest_name.h"

namespace gangway::detail {
namespace {

HttpResponse text(unsigned status, std::string body) {
  return {.status = status, .body = std::move(body), .headers = {}};
}

/// What is left of `path` behind a gateway's own path; nothing where it is not below it.
std::optional<std::string> below(std::string_view gateway_path, std::string_view path) {
  if (path.size() > 1 && path.back() == '/') path.remove_suffix(1);
  if (gateway_path == "/") return std::string(path);
  if (path == gateway_path) return "/";
  if (path.starts_with(gateway_path) && path[gateway_path.size()] == '/') {
    return std::string(path.substr(gateway_path.size()));
  }
  return std::nullopt;
}

/// Where Socket.IO's clients connect, below a gateway's own path.
constexpr std::string_view kSocketIo = "/socket.io";

/// All paths at which clients connect to a gateway.
std::vector<std::string> paths_of(const GatewayTable& table) {
  std::vector<std::string> paths{std::string(table.path)};
  const std::string base = table.path == "/" ? "" : std::string(table.path);
  paths.push_back(base + std::string(kSocketIo));
  for (const NamespaceTable& space : table.namespaces) {
    if (space.path != "/") paths.push_back(base + std::string(space.path));
  }
  return paths;
}

/// A path that two gateways of one port both have; empty where they have none.
std::string shared_path(const GatewayTable& a, const GatewayTable& b) {
  const auto others = paths_of(b);
  for (std::string& path : paths_of(a)) {
    if (std::find(others.begin(), others.end(), path) != others.end()) return std::move(path);
  }
  return {};
}

void refuse_meeting(const ServedGateway& a, const ServedGateway& b) {
  const std::string path = shared_path(a.table(), b.table());
  if (path.empty()) return;
  throw StartError("the gateways " + a.place() + " and " + b.place() + " both have the path `" + path +
                   "`; give one of them another `@path` in its schema, or a port of its own");
}

}  // namespace

std::string ServedGateway::place() const {
  std::string text = "`" + std::string(table().name) + "`";
  if (!table().source.empty()) text += " (" + std::string(table().source) + ")";
  return text;
}

Site::Site(std::shared_ptr<const ServerContext> server, const ServerOptions& options)
    : server_(std::move(server)),
      options_(options),
      proxies_(options.trusted_proxies.value_or(std::vector<std::string>())),
      addresses_(server_->limits),
      deflate_(std::make_shared<protocol::websocket::DeflateBudget>(server_->limits.deflate_bytes)) {}

void Site::add_gateway(const GatewayBinding& binding, Hooks own_hooks) {
  const GatewayTable& table = *binding.table;
  const auto named = options_.gateways.find(std::string(table.name));
  const GatewayOptions own = named != options_.gateways.end() ? named->second : GatewayOptions();

  ServedGateway served;
  served.gateway = std::make_shared<Gateway>(binding, server_, std::move(own_hooks));
  served.port = own.port ? own.port : table.port;
  auto origins = own.origins ? own.origins : options_.origins;
  if (!origins && !table.origins.empty()) origins.emplace(table.origins.begin(), table.origins.end());
  if (origins) {
    served.origins.emplace(*origins);
    served.polling_cors.emplace(Cors{.origins = *origins, .credentials = !served.origins->any()});
  }
  if (!table.websocket && !options_.socketio.enabled.value_or(true)) {
    throw StartError("nobody can connect to the gateway " + served.place() +
                     ": it takes no WebSockets, and the option `socketio.enabled` is false");
  }
  served.compression = own.compression.value_or(options_.compression.value_or(table.compression));

  for (const ServedGateway& other : gateways_) {
    if (other.port == served.port) refuse_meeting(other, served);
  }
  gateways_.push_back(std::move(served));
  std::stable_sort(gateways_.begin(), gateways_.end(), [](const auto& a, const auto& b) {
    return a.table().path.size() > b.table().path.size();
  });
}

void Site::start_gateways() {
  for (const ServedGateway& served : gateways_) served.gateway->start(hooks);
}

void Site::check_gateways() const {
  for (const auto& [name, options] : options_.gateways) {
    std::vector<std::string_view> names;
    for (const ServedGateway& served : gateways_) names.push_back(served.table().name);
    if (std::find(names.begin(), names.end(), name) != names.end()) continue;
    const std::string_view nearest = nearest_name(name, names);
    throw StartError("the option `gateways` is about `" + name + "`, which is not served" +
                     (nearest.empty() ? "" : "; the nearest is `" + std::string(nearest) + "`"));
  }
}

void Site::check_meeting(const ServedGateway& bound) const {
  for (const ServedGateway& other : gateways_) {
    if (!other.port) refuse_meeting(other, bound);
  }
}

void Site::set_port(std::size_t gateway, std::uint16_t port, bool own) {
  gateways_[gateway].port = port;
  if (own) own_ports_.push_back(port);
}

void Site::add_files(std::string prefix, Files files) {
  files_.emplace_back(std::move(prefix), std::move(files));
  std::stable_sort(files_.begin(), files_.end(),
                   [](const auto& a, const auto& b) { return a.first.size() > b.first.size(); });
}

void Site::add_route(Routes::Route route) {
  if (!route.cors && options_.cors) route.cors.emplace(*options_.cors);
  routes_.add(std::move(route));
  has_routes_ = true;
}

bool Site::is_served_at(const ServedGateway& served, std::uint16_t port) const {
  if (served.port) return *served.port == port;
  return std::find(own_ports_.begin(), own_ports_.end(), port) == own_ports_.end();
}

const ServedGateway* Site::socketio_at(const HttpRequest& request) const {
  if (request.path.find(kSocketIo) == std::string::npos || !options_.socketio.enabled.value_or(true))
    return nullptr;
  for (const ServedGateway& served : gateways_) {
    if (!is_served_at(served, request.port)) continue;
    const auto rest = below(served.table().path, request.path);
    if (rest && rest->starts_with(kSocketIo) &&
        (rest->size() == kSocketIo.size() || (*rest)[kSocketIo.size()] == '/'))
      return &served;
  }
  return nullptr;
}

std::optional<Site::Place> Site::find(const HttpRequest& request) const {
  for (const ServedGateway& served : gateways_) {
    if (!is_served_at(served, request.port)) continue;
    // A dynamic namespace decodes the parts of its path itself: they may have an encoded slash in them.
    if (auto written = below(served.table().path, request.raw_path.empty() ? request.path : request.raw_path);
        written && served.gateway->has(*written)) {
      return Place{&served, std::move(*written)};
    }
    if (auto ns = below(served.table().path, request.path)) {
      // The gateway's own path is one of its places even without a root namespace: clients join by name
      // there.
      if (*ns == "/" || served.gateway->has(*ns)) return Place{&served, std::move(*ns)};
    }
  }
  return std::nullopt;
}

HttpResponse Site::plain_answer(const HttpRequest& request) const {
  if (request.method != "GET" && request.method != "HEAD") {
    HttpResponse response = text(405, "only GET and HEAD\n");
    response.headers.emplace_back("Allow", "GET, HEAD");
    return response;
  }
  const auto place = find(request);
  const bool is_gateway = place.has_value() && place->served->table().websocket;
  for (const auto& [prefix, files] : files_) {
    if (const auto path = below(prefix, request.path)) {
      HttpResponse response = files(request.path.substr(prefix == "/" ? 0 : prefix.size()), request);
      if (response.status != 404 || !is_gateway) return response;
    }
  }
  if (is_gateway) {
    HttpResponse response = text(426, "this is a WebSocket gateway\n");
    response.headers.emplace_back("Upgrade", "websocket");
    return response;
  }
  return text(404, "nothing is here\n");
}

std::optional<HttpResponse> Site::enter(const std::string& address, TimePoint now) {
  if (connections_.fetch_add(1) >= server_->limits.connections) {
    --connections_;
    server_->log(LogLevel::Warning, address + ": refused, the server is full");
    return text(503, "the server is full\n");
  }
  const auto refusal = addresses_.enter(address, now);
  if (!refusal) return std::nullopt;
  --connections_;
  HttpResponse response = text(429, refusal->why);
  if (refusal->retry_after)
    response.headers.emplace_back("Retry-After", std::to_string(refusal->retry_after->count()));
  return response;
}

void Site::leave(const std::string& address) {
  --connections_;
  addresses_.leave(address);
}

}  // namespace gangway::detail
