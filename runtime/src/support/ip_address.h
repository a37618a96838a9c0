#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

namespace gangway::detail {

/// An IPv4 or IPv6 address; the IPv4 ones as IPv6 writes them, `::ffff:192.0.2.1`, so that both forms are
/// one.
using IpAddress = std::array<std::uint8_t, 16>;

/// Of "192.0.2.1" and "2001:db8::1"; no names, ports or zones.
[[nodiscard]] std::optional<IpAddress> parse_ip(std::string_view text);

/// What stands before the port: "127.0.0.1" of "127.0.0.1:51234", "::1" of "[::1]:51234". As it is where
/// there is no port.
[[nodiscard]] std::string_view without_port(std::string_view address);

/// Whom limits count together as one address: of IPv6 a network of 64 bits, since a host has all of it.
/// `address` may have a port. Nothing for what is no IP address.
[[nodiscard]] std::optional<IpAddress> counted_address(std::string_view address);

/// The addresses that begin with the same bits.
struct IpNetwork {
  IpAddress address{};
  unsigned bits = 128;

  [[nodiscard]] bool contains(const IpAddress& other) const noexcept;
};

/// Of "10.0.0.0/8", "fd00::/8" and single addresses.
[[nodiscard]] std::optional<IpNetwork> parse_network(std::string_view text);

}  // namespace gangway::detail
