#pragma once

#include <chrono>
#include <cstddef>
#include <optional>
#include <type_traits>

namespace gangway {

/// What one server and one client may use. When a limit is hit, the client is told which, but for the rooms,
/// which it does not choose.
///
/// A template for one reason: options have to tell a limit that was set from one that was not. `Limits` holds
/// values, `LimitOptions` what was set of them. A new limit gets a row in src/server/options/limit_rows.cpp,
/// too, by which files and the environment set it.
template <template <class> class Field>
struct LimitsOf {
  using Count = Field<std::size_t>;
  using Time = Field<std::chrono::milliseconds>;

  /// Open connections; one more is answered 503.
  Count connections = initially(100'000);
  /// Open connections of one address; one more is answered 429. 0: any number.
  Count connections_per_address = initially(0);
  /// Connections that one address may open within a minute, all at once or spread over it; one more is
  /// answered 429, with the seconds to wait in `Retry-After`. 0: any number.
  Count connection_rate = initially(0);
  /// Bytes of one message from a client; more closes its connection with 1009. A gateway's `@maxPayload`
  /// replaces it for that gateway.
  Count max_payload = initially(256 * 1024);
  /// Events of one client that wait for its handler, or for its join to be accepted, and calls it has in
  /// flight, together; one more is answered `overloaded`.
  Count calls_in_flight = initially(256);
  /// Bytes of the events that wait so; more is answered `overloaded`.
  Count waiting_bytes = initially(1024 * 1024);
  /// Bytes of what a client streams that wait for their handlers, beyond one value; more ends the call that
  /// they belong to with `overloaded`.
  Count upload_bytes = initially(8 * 1024 * 1024);
  /// Bytes queued for one connection that its socket does not take; more closes it with 1013.
  Count outbox_bytes = initially(4 * 1024 * 1024);
  /// Bytes that the compression of all connections may take together, about 310 KiB each; those that come
  /// when it is used up are not compressed.
  Count deflate_bytes = initially(64 * 1024 * 1024);
  /// Bytes of the events that one namespace keeps for clients that come back (`@replay`); the oldest go first.
  /// Well below `outbox_bytes`, lest who missed all of them is too slow at once.
  Count replay_bytes = initially(1024 * 1024);
  /// Clients of one namespace that are away and may come back; one more takes the oldest one's place.
  Count clients_away = initially(10'000);
  /// Broken rules that the refusal of one payload names, at most 20. With 1 there is only the first; with
  /// more the payload that was refused is read again for each, and `data` has a list `violations`, too.
  Count violations = initially(1);
  /// Namespaces, and instances of dynamic ones, that one connection may have joined; one more is refused with
  /// `overloaded`.
  Count namespaces_per_connection = initially(100);
  /// Rooms one client may be in; joining one more is refused and logged.
  Count rooms_per_client = initially(1000);
  /// Clients of one gateway that one address may have, over all namespaces and connections; one more is
  /// refused as `overloaded`. 0: any number.
  Count joins_per_address = initially(0);
  /// Joins that one address may ask a gateway for within a minute, all at once or spread over it; one more is
  /// refused as `rate_limited`. 0: any number.
  Count join_rate = initially(0);
  /// Frames that make no sense, before the connection is closed with 1008.
  Count offences = initially(32);
  /// From the TCP connection, TLS included, to a complete HTTP request.
  Time http_timeout = initially(std::chrono::milliseconds(10'000));
  /// From the upgrade to the first accepted join.
  Time join_timeout = initially(std::chrono::milliseconds(45'000));
  /// How often a client gets a heartbeat, whatever else is sent, and how long a sign of life from it may then
  /// take. A gateway's `@heartbeat` replaces both for that gateway.
  Time heartbeat = initially(std::chrono::milliseconds(25'000));
  Time heartbeat_timeout = initially(std::chrono::milliseconds(20'000));
  /// How long a call to a client waits for its answer.
  Time server_call_timeout = initially(std::chrono::milliseconds(10'000));
  /// How long handlers and HTTP requests in flight may go on once the server stops.
  Time grace = initially(std::chrono::milliseconds(5'000));
  /// Clients of a stopping server are told to come back after a time of their own up to this, so that they do
  /// not all come at once.
  Time reconnect_spread = initially(std::chrono::milliseconds(5'000));

 private:
  template <class T>
  static constexpr Field<T> only_where_values(T value) {
    if constexpr (std::is_same_v<Field<T>, T>) {
      return value;
    } else {
      return Field<T>();
    }
  }
  static constexpr Count initially(std::size_t value) { return only_where_values(value); }
  static constexpr Time initially(std::chrono::milliseconds value) { return only_where_values(value); }
};

namespace detail {
template <class T>
using Value = T;
}  // namespace detail

using Limits = LimitsOf<detail::Value>;
/// The limits that were set; the others keep their defaults.
using LimitOptions = LimitsOf<std::optional>;

}  // namespace gangway
