#include "support/ip_address.h"

#include <arpa/inet.h>

#include <algorithm>
#include <charconv>
#include <string>

namespace gangway::detail {
namespace {

constexpr unsigned kBits = 128;
/// Where an IPv4 address stands among the bytes.
constexpr std::size_t kV4At = 12;

}  // namespace

std::optional<IpAddress> parse_ip(std::string_view text) {
  const std::string terminated(text);
  IpAddress address{};
  if (text.find(':') != std::string_view::npos) {
    if (::inet_pton(AF_INET6, terminated.c_str(), address.data()) == 1) return address;
    return std::nullopt;
  }
  address[kV4At - 2] = address[kV4At - 1] = 0xff;
  if (::inet_pton(AF_INET, terminated.c_str(), address.data() + kV4At) == 1) return address;
  return std::nullopt;
}

std::string_view without_port(std::string_view address) {
  if (address.starts_with('[')) return address.substr(1, address.find(']') - 1);
  const std::size_t colon = address.find(':');
  const bool is_bare_v6 = colon != address.rfind(':');
  return is_bare_v6 ? address : address.substr(0, colon);
}

std::optional<IpAddress> counted_address(std::string_view address) {
  auto ip = parse_ip(without_port(address));
  if (!ip) return std::nullopt;
  const auto v4_at = ip->begin() + kV4At;
  const bool is_v4 = std::all_of(ip->begin(), v4_at - 2, [](std::uint8_t byte) { return byte == 0; }) &&
                     *(v4_at - 2) == 0xff && *(v4_at - 1) == 0xff;
  if (!is_v4) std::fill(ip->begin() + 8, ip->end(), std::uint8_t{0});
  return ip;
}

bool IpNetwork::contains(const IpAddress& other) const noexcept {
  const unsigned whole = bits / 8;
  if (!std::equal(address.begin(), address.begin() + whole, other.begin())) return false;
  const unsigned rest = bits % 8;
  if (rest == 0) return true;
  const unsigned shift = 8 - rest;
  return address[whole] >> shift == other[whole] >> shift;
}

std::optional<IpNetwork> parse_network(std::string_view text) {
  const std::size_t slash = text.find('/');
  const auto address = parse_ip(text.substr(0, slash));
  if (!address) return std::nullopt;
  if (slash == std::string_view::npos) return IpNetwork{*address, kBits};
  const bool is_v4 = text.find(':') == std::string_view::npos;
  const std::string_view number = text.substr(slash + 1);
  unsigned bits = 0;
  const auto [end, error] = std::from_chars(number.data(), number.data() + number.size(), bits);
  if (error != std::errc() || end != number.data() + number.size() || bits > (is_v4 ? 32U : kBits))
    return std::nullopt;
  return IpNetwork{*address, is_v4 ? bits + 96 : bits};
}

}  // namespace gangway::detail
