#include "inspector/access.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "support/ascii.h"
#include "support/ip_address.h"

namespace gangway::detail {
namespace {

bool is_loopback(std::string_view address) {
  static const std::array networks{*parse_network("127.0.0.0/8"), *parse_network("::1")};
  const auto ip = parse_ip(address);
  return ip && std::any_of(networks.begin(), networks.end(),
                           [&](const IpNetwork& each) { return each.contains(*ip); });
}

bool is_local_name(std::string_view host) {
  constexpr std::string_view kLocal = "localhost";
  const std::string_view name = without_port(host);
  if (is_loopback(name) || same_ignoring_case(name, kLocal)) return true;
  return name.size() > kLocal.size() + 1 && name[name.size() - kLocal.size() - 1] == '.' &&
         same_ignoring_case(name.substr(name.size() - kLocal.size()), kLocal);
}

bool is_passed_on(const HttpRequest& request) {
  return std::any_of(request.headers.begin(), request.headers.end(), [](const auto& header) {
    return same_ignoring_case(header.first, "Forwarded") ||
           same_ignoring_case(header.first, "X-Forwarded-For") ||
           same_ignoring_case(header.first, "X-Real-IP") || same_ignoring_case(header.first, "Via");
  });
}

bool is_host_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
         std::string_view(".-_:[]").find(c) != std::string_view::npos;
}

}  // namespace

bool is_from_here(const HttpRequest& request) {
  return is_loopback(without_port(request.remote_address)) && is_local_name(request.header("Host")) &&
         !is_passed_on(request);
}

std::string_view plain_host(const HttpRequest& request) {
  const std::string_view host = request.header("Host");
  return std::all_of(host.begin(), host.end(), is_host_character) ? host : std::string_view();
}

}  // namespace gangway::detail
