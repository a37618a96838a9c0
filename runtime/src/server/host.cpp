#include "server/host.h"

#include <algorithm>
#include <optional>

#include "gangway/dispatch.h"
#include "gangway/server.h"
#include "protocol/gangway_v1.h"
#include "protocol/plain.h"
#include "seeing/trace_of.h"
#include "support/ascii.h"

namespace gangway::detail {
namespace {

using protocol::HttpRequest;
using protocol::HttpResponse;

HttpResponse text(unsigned status, std::string body) {
  return {.status = status, .body = std::move(body), .headers = {}};
}

/// The subprotocols a client offers (RFC 6455, 11.3.4), in all headers of that name.
std::vector<std::string_view> offered_subprotocols(const HttpRequest& request) {
  std::vector<std::string_view> offered;
  for (const auto& [name, value] : request.headers) {
    if (!same_ignoring_case(name, "Sec-WebSocket-Protocol")) continue;
    std::string_view rest = value;
    while (!rest.empty()) {
      std::string_view item = rest.substr(0, rest.find(','));
      rest.remove_prefix(std::min(rest.size(), item.size() + 1));
      const auto first = item.find_first_not_of(" \t");
      if (first == std::string_view::npos) continue;
      offered.push_back(item.substr(first, item.find_last_not_of(" \t") - first + 1));
    }
  }
  return offered;
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

}  // namespace

Host::Host(std::shared_ptr<const ServerContext> server, bool deflate)
    : server_(std::move(server)), deflate_(deflate) {}

Host::~Host() {
  for (protocol::TextSession* session : sessions_) session->on_end({});
}

void Host::add_gateway(const GatewayBinding& binding) {
  for (const auto& other : gateways_) {
    if (other->table().path == binding.table->path) {
      throw StartError("the gateways `" + std::string(other->table().name) + "` and `" +
                       std::string(binding.table->name) + "` both have the path `" +
                       std::string(binding.table->path) +
                       "`; give one of them another `@path` in its schema");
    }
  }
  gateways_.push_back(std::make_shared<Gateway>(binding, server_));
  // The longest path first, so that "/" takes only what nobody else has.
  std::stable_sort(gateways_.begin(), gateways_.end(), [](const auto& a, const auto& b) {
    return a->table().path.size() > b->table().path.size();
  });
}

void Host::add_format(std::string subprotocol, std::shared_ptr<const MessageFormat> format) {
  if (subprotocol == protocol::GangwayV1::kSubprotocol || custom(subprotocol) != nullptr) {
    throw StartError("the subprotocol `" + subprotocol + "` is spoken already; give the format another one");
  }
  formats_.push_back(std::make_shared<protocol::Custom>(std::move(subprotocol), std::move(format)));
}

const protocol::Custom* Host::custom(std::string_view subprotocol) const {
  for (const auto& format : formats_) {
    if (format->name() == subprotocol) return format.get();
  }
  return nullptr;
}

void Host::add_files(std::string prefix, Files files) {
  files_.emplace_back(std::move(prefix), std::move(files));
  std::stable_sort(files_.begin(), files_.end(),
                   [](const auto& a, const auto& b) { return a.first.size() > b.first.size(); });
}

std::optional<Host::Place> Host::find(std::string_view path) const {
  for (const auto& gateway : gateways_) {
    if (const auto ns = below(gateway->table().path, path)) {
      // The gateway's own path is one of its places even without a root namespace: clients join by name
      // there.
      if (*ns == "/" || gateway->find(*ns)) return Place{gateway, *ns};
    }
  }
  return std::nullopt;
}

std::variant<protocol::Accepted, HttpResponse> Host::upgrade(const HttpRequest& request) {
  const auto place = find(request.path);
  if (!place) return text(404, "no gateway has this path\n");
  if (draining_) return text(503, "the server is going away\n");
  if (sessions_.size() >= server_->limits.connections) {
    server_->log(LogLevel::Warning, request.remote_address + ": refused, the server is full");
    return text(503, "the server is full\n");
  }
  auto info = std::make_shared<protocol::PeerInfo>();
  info->address = request.remote_address;
  info->headers = request.headers;
  info->trace = seeing::trace_of(request);

  const auto offered = offered_subprotocols(request);
  if (std::find(offered.begin(), offered.end(), protocol::GangwayV1::kSubprotocol) != offered.end()) {
    return accept(*place, protocol::GangwayV1::open(place->gateway, place->ns, std::move(info)),
                  std::string(protocol::GangwayV1::kSubprotocol));
  }
  const auto spoken = std::find_if(offered.begin(), offered.end(),
                                   [&](std::string_view name) { return custom(name) != nullptr; });
  if (!offered.empty() && spoken == offered.end()) {
    std::string names;
    for (const auto& format : formats_) {
      if (!format->name().empty()) names.append(format->name()).append(", ");
    }
    return text(400,
                "none of these subprotocols is spoken here; " + names + "gangway.v1 is, and none at all\n");
  }
  // All dialects but ours are in the namespace of their URL.
  if (!place->gateway->find(place->ns)) return text(404, "the gateway has no namespace of this path\n");
  const std::string subprotocol(offered.empty() ? std::string_view() : *spoken);
  if (const auto* format = custom(subprotocol)) {
    return accept(*place, format->open(place->gateway, place->ns, request.query, std::move(info)),
                  subprotocol);
  }
  return accept(*place, protocol::Plain::open(place->gateway, place->ns, request.query, std::move(info)), {});
}

protocol::Accepted Host::accept(const Place& place, std::shared_ptr<protocol::TextSession> session,
                                std::string subprotocol) {
  sessions_.insert(session.get());
  session->on_end([this, raw = session.get()] { sessions_.erase(raw); });
  return {.session = std::move(session),
          .subprotocol = std::move(subprotocol),
          .max_message = place.gateway->limits().max_payload,
          .deflate = deflate_};
}

HttpResponse Host::request(const HttpRequest& request) {
  if (request.path == "/healthz") return text(200, "ok\n");
  if (request.path == "/readyz") return draining_ ? text(503, "draining\n") : text(200, "ok\n");
  if (request.method != "GET" && request.method != "HEAD") {
    HttpResponse response = text(405, "only GET and HEAD\n");
    response.headers.emplace_back("Allow", "GET, HEAD");
    return response;
  }
  const bool is_gateway = find(request.path).has_value();
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

void Host::begin_drain() {
  draining_ = true;
  drain(false);
}

bool Host::drain(bool everything) {
  for (protocol::TextSession* session : sessions_) {
    Connection& connection = session->connection();
    if (!everything && !connection.idle()) continue;
    if (!connection.close_reason()) connection.set_close_reason(LeaveReason::ShuttingDown);
    session->close(1001, "the server is going away");
  }
  return sessions_.empty();
}

void Host::end() {
  for (protocol::TextSession* session : sessions_) session->connection().close(LeaveReason::ShuttingDown);
}

}  // namespace gangway::detail
