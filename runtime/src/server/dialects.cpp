#include "server/dialects.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "gangway/server.h"
#include "protocol/gangway_v1.h"
#include "protocol/plain.h"
#include "seeing/trace_of.h"
#include "support/ascii.h"

namespace gangway::detail {
namespace {

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

/// What the generated clients' dialect is written in under this name; nothing for the names of others.
std::optional<WireFormat> our_format(std::string_view subprotocol) {
  if (subprotocol == protocol::GangwayV1::kSubprotocol) return WireFormat::Json;
  if (subprotocol == protocol::GangwayV1::kPackedSubprotocol) return WireFormat::MessagePack;
  return std::nullopt;
}

}  // namespace

std::shared_ptr<const protocol::PeerInfo> peer_info(const HttpRequest& request) {
  auto info = std::make_shared<protocol::PeerInfo>();
  info->address = request.remote_address;
  info->headers = request.headers;
  info->trace = seeing::trace_of(request);
  return info;
}

void Dialects::add(std::string subprotocol, std::shared_ptr<const MessageFormat> format) {
  if (our_format(subprotocol) || custom(subprotocol) != nullptr) {
    throw StartError("the subprotocol `" + subprotocol + "` is spoken already; give the format another one");
  }
  formats_.push_back(std::make_shared<protocol::Custom>(std::move(subprotocol), std::move(format)));
}

const protocol::Custom* Dialects::custom(std::string_view subprotocol) const {
  for (const auto& format : formats_) {
    if (format->name() == subprotocol) return format.get();
  }
  return nullptr;
}

HttpResponse Dialects::none_is_spoken() const {
  std::string names;
  for (const auto& format : formats_) {
    if (!format->name().empty()) names.append(format->name()).append(", ");
  }
  return {.status = 400,
          .body = "none of these subprotocols is spoken here; " + names +
                  "gangway.v1 and gangway.v1.msgpack are, and none at all\n"};
}

std::variant<Dialects::Opened, HttpResponse> Dialects::open(const std::shared_ptr<Gateway>& gateway,
                                                            const std::string& ns,
                                                            const HttpRequest& request) const {
  auto info = peer_info(request);
  const auto offered = offered_subprotocols(request);
  for (const std::string_view name : offered) {
    if (const auto format = our_format(name))
      return Opened{protocol::GangwayV1::open(gateway, ns, std::move(info), *format), std::string(name)};
  }
  const auto spoken = std::find_if(offered.begin(), offered.end(),
                                   [&](std::string_view name) { return custom(name) != nullptr; });
  if (!offered.empty() && spoken == offered.end()) return none_is_spoken();
  // All dialects but ours are in the namespace of their URL.
  if (!gateway->has(ns))
    return HttpResponse{.status = 404, .body = "the gateway has no namespace of this path\n"};
  const std::string subprotocol(offered.empty() ? std::string_view() : *spoken);
  if (const auto* format = custom(subprotocol))
    return Opened{format->open(gateway, ns, request.query, std::move(info)), subprotocol};
  return Opened{protocol::Plain::open(gateway, ns, request.query, std::move(info)), {}};
}

}  // namespace gangway::detail
