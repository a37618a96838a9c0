#include "server/proxies.h"

#include <algorithm>
#include <utility>

#include "server/options/values.h"
#include "support/ascii.h"

namespace gangway::detail {
namespace {

/// What a proxy says about the one that asked it.
struct Hop {
  std::string address;  ///< May have a port; empty, "unknown" or "_name" where it does not tell.
  std::string proto;
};

/// Takes what stands before the next `separator` that is not in quotes.
std::string_view take(std::string_view& rest, char separator) {
  bool quoted = false;
  std::size_t end = 0;
  for (; end < rest.size(); ++end) {
    if (rest[end] == '"') quoted = !quoted;
    if (rest[end] == separator && !quoted) break;
  }
  const std::string_view part = rest.substr(0, end);
  rest.remove_prefix(std::min(rest.size(), end + 1));
  return trimmed(part);
}

std::string unquoted(std::string_view text) {
  if (text.size() >= 2 && text.front() == '"' && text.back() == '"') text = text.substr(1, text.size() - 2);
  return std::string(text);
}

/// All lines of a list header, joined.
std::string joined(const HttpRequest& request, std::string_view name) {
  std::string all;
  for (const auto& [field, value] : request.headers) {
    if (same_ignoring_case(field, name)) all += (all.empty() ? "" : ",") + value;
  }
  return all;
}

std::vector<Hop> forwarded(std::string_view header) {
  std::vector<Hop> hops;
  while (!header.empty()) {
    std::string_view element = take(header, ',');
    Hop& hop = hops.emplace_back();
    while (!element.empty()) {
      std::string_view pair = take(element, ';');
      const std::string_view name = take(pair, '=');
      if (same_ignoring_case(name, "for")) hop.address = unquoted(trimmed(pair));
      if (same_ignoring_case(name, "proto")) hop.proto = unquoted(trimmed(pair));
    }
  }
  return hops;
}

std::vector<Hop> x_forwarded(std::string_view addresses, std::string_view protos) {
  std::vector<Hop> hops;
  while (!addresses.empty()) hops.push_back({std::string(take(addresses, ',')), {}});
  std::vector<std::string> schemes;
  while (!protos.empty()) schemes.emplace_back(take(protos, ','));
  // Each proxy adds one, or the outermost sets it for all.
  for (std::size_t i = 0; i < hops.size() && !schemes.empty(); ++i)
    hops[i].proto = schemes.size() == hops.size() ? schemes[i] : schemes.back();
  return hops;
}

}  // namespace

TrustedProxies::TrustedProxies(const std::vector<std::string>& trusted) {
  for (const std::string& each : trusted) {
    if (each == "unix") {
      unix_socket_ = true;
    } else if (const auto network = parse_network(each)) {
      networks_.push_back(*network);
    } else {
      throw options::BadValue("`" + each + "` is no address; write `192.0.2.1`, `10.0.0.0/8` or `unix`");
    }
  }
}

bool TrustedProxies::trusts(std::string_view address) const {
  if (address == "unix") return unix_socket_;
  const auto ip = parse_ip(without_port(address));
  return ip && std::any_of(networks_.begin(), networks_.end(),
                           [&](const IpNetwork& network) { return network.contains(*ip); });
}

void TrustedProxies::apply(HttpRequest& request) const {
  if ((networks_.empty() && !unix_socket_) || !trusts(request.remote_address)) return;
  const std::string standard = joined(request, "Forwarded");
  std::vector<Hop> hops = !standard.empty() ? forwarded(standard)
                                            : x_forwarded(joined(request, "X-Forwarded-For"),
                                                          joined(request, "X-Forwarded-Proto"));
  while (!hops.empty() && trusts(request.remote_address)) {
    Hop hop = std::move(hops.back());
    hops.pop_back();
    if (!hop.proto.empty())
      request.secure = same_ignoring_case(hop.proto, "https") || same_ignoring_case(hop.proto, "wss");
    if (!parse_ip(without_port(hop.address))) break;  // it does not tell: the proxy is all that is known
    request.remote_address = std::move(hop.address);
  }
}

}  // namespace gangway::detail
