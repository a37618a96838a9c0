#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>

namespace gangway {

/// A cookie with the id of a polling client's connection, for load balancers that bring a client to the same
/// server each time. The attributes are those of RFC 6265, 4.1. Whoever reads it can speak as that client:
/// pages should not (`http_only`).
struct SocketIoCookie {
  /// Whether a browser sends it along from pages of other sites. `None` needs `secure`.
  enum class SameSite : std::uint8_t { Lax, Strict, None };

  std::string name = "io";
  std::string path = "/";
  bool http_only = true;
  bool secure = false;
  SameSite same_site = SameSite::Lax;
  std::optional<std::chrono::milliseconds> max_age =
      {};  ///< In whole seconds; nothing: until the browser ends.
};

/// How a server speaks with Socket.IO's clients: Socket.IO protocol v5, over HTTP long-polling and
/// WebSockets, at
/// `<gateway's path>/socket.io/`. Heartbeats and the length of messages are the gateway's (`@heartbeat`,
/// `@maxPayload`, or `limits`), and which ways of transport it has (`@transports`).
struct SocketIoOptions {
  /// Whether these clients are served at all. Default true.
  std::optional<bool> enabled = {};
  /// Tell clients that poll to try a WebSocket. Default true.
  std::optional<bool> allow_upgrades = {};
  /// From a WebSocket that a polling client opens to its taking over; after that it is closed, and the client
  /// polls on. More than 0. Default 10 s.
  std::optional<std::chrono::milliseconds> upgrade_timeout = {};
  /// A client that is in no namespace for so long is closed. More than 0. Default: `Limits::join_timeout`.
  std::optional<std::chrono::milliseconds> connect_timeout = {};
  /// Default: none.
  std::optional<SocketIoCookie> cookie = {};
};

}  // namespace gangway
