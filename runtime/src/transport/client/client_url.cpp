#include "transport/client/client_url.h"

#include <algorithm>
#include <stdexcept>

#include "support/ascii.h"

namespace gangway::transport {
namespace {

[[noreturn]] void fail(std::string_view url, const std::string& why) {
  throw std::invalid_argument("`" + std::string(url) + "` is no URL of a gateway: " + why);
}

bool is_port(std::string_view text) {
  return !text.empty() && text.size() <= 5 &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; }) &&
         std::stoul(std::string(text)) <= 65'535;
}

}  // namespace

ClientUrl parse_client_url(std::string_view url) {
  ClientUrl parsed;
  const std::size_t colon = url.find("://");
  const std::string_view scheme = url.substr(0, colon == std::string_view::npos ? 0 : colon);
  const auto is = [&](std::string_view name) { return detail::same_ignoring_case(scheme, name); };
  parsed.tls = is("wss") || is("https");
  if (!parsed.tls && !is("ws") && !is("http")) fail(url, "it begins with ws://, wss://, http:// or https://");
  std::string_view rest = url.substr(colon + 3);
  const bool clean = std::none_of(rest.begin(), rest.end(), [](char c) { return c <= ' ' || c == '\x7f'; });
  if (!clean) fail(url, "it has spaces or control characters");
  rest = rest.substr(0, rest.find('#'));
  const std::string_view authority = rest.substr(0, rest.find_first_of("/?"));
  parsed.target = rest.substr(authority.size());
  if (parsed.target == "/") parsed.target.clear();
  if (authority.find('@') != std::string_view::npos) fail(url, "names and passwords go into the handshake");

  std::string_view host = authority;
  std::string_view port;
  if (host.starts_with('[')) {
    const std::size_t end = host.find(']');
    if (end == std::string_view::npos) fail(url, "a `[` has no `]`");
    port = host.substr(end + 1);
    host = host.substr(1, end - 1);
  } else {
    host = host.substr(0, host.find(':'));
    port = authority.substr(host.size());
  }
  if (host.empty()) fail(url, "it names no host");
  if (port.empty()) {
    port = parsed.tls ? ":443" : ":80";
  }
  if (port[0] != ':' || !is_port(port.substr(1))) fail(url, "the port is a number to 65535");
  parsed.host = host;
  parsed.port = port.substr(1);
  return parsed;
}

std::string ClientUrl::host_header() const {
  const std::string name = host.find(':') == std::string::npos ? host : "[" + host + "]";
  return port == (tls ? "443" : "80") ? name : name + ":" + port;
}

std::string ClientUrl::target_for(std::string_view path) const {
  return target.empty() || target.front() == '?' ? std::string(path) + target : target;
}

}  // namespace gangway::transport
