#include "analysis/origins.h"

#include <algorithm>
#include <charconv>

namespace gangway::gen {
namespace {

bool is_origin_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); }

bool is_scheme(std::string_view text) {
  return !text.empty() && text[0] >= 'a' && text[0] <= 'z' &&
         std::all_of(text.begin(), text.end(),
                     [](char c) { return is_origin_letter(c) || c == '+' || c == '-' || c == '.'; });
}

/// A name, an IPv4 address, or an IPv6 address in brackets.
bool is_host(std::string_view text) {
  if (text.starts_with('[') && text.ends_with(']')) {
    text = text.substr(1, text.size() - 2);
    const auto is_part = [](char c) {
      return (c >= 'a' && c <= 'f') || (c >= '0' && c <= '9') || c == ':' || c == '.';
    };
    return text.find(':') != std::string_view::npos && std::all_of(text.begin(), text.end(), is_part);
  }
  if (text.empty() || text.front() == '.' || text.find("..") != std::string_view::npos) return false;
  return std::all_of(text.begin(), text.end(),
                     [](char c) { return is_origin_letter(c) || c == '-' || c == '.' || c == '_'; });
}

bool is_port(std::string_view text) {
  unsigned port = 0;
  const auto [rest, error] = std::from_chars(text.data(), text.data() + text.size(), port);
  return error == std::errc() && rest == text.data() + text.size() && port >= 1 && port <= 65535 &&
         text[0] != '0';
}

}  // namespace

std::string_view origin_fault(std::string_view text) {
  if (text == "*") return {};
  const std::size_t colon = text.find("://");
  if (colon == std::string_view::npos) return "it has no scheme; write `https://host`";
  const std::string_view scheme = text.substr(0, colon);
  if (!is_scheme(scheme)) return "a scheme is lower case, such as `https`";
  std::string_view host = text.substr(colon + 3);
  if (host.find('/') != std::string_view::npos) return "an origin has no path, not even `/`";
  if (host.find('*') != std::string_view::npos) return "only `*` alone stands for any origin";
  const std::size_t bracket = host.find(']');
  const std::size_t port = host.find(':', bracket == std::string_view::npos ? 0 : bracket);
  if (port != std::string_view::npos) {
    const std::string_view number = host.substr(port + 1);
    if (!is_port(number)) return "a port is a number from 1 to 65535";
    if ((scheme == "https" && number == "443") || (scheme == "http" && number == "80")) {
      return "browsers leave out a scheme's own port, so leave it out here";
    }
    host = host.substr(0, port);
  }
  return is_host(host) ? std::string_view() : "its host is no name in lower case and no address";
}

}  // namespace gangway::gen
