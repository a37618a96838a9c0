#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "gangway/error.h"

namespace gangway::client {

class Loop;

/// Where a client stands with its server.
enum class State : std::uint8_t {
  Idle,          ///< Nothing is wanted, so nothing is connected.
  Connecting,    ///< The first connection does not stand yet.
  Open,          ///< Connected, and greeted by the server.
  Reconnecting,  ///< The connection was lost; another one is tried.
  Closed,        ///< For good.
};

/// The state's name: "reconnecting".
[[nodiscard]] std::string_view to_string(State state) noexcept;

/// What became of a client, and why.
struct StateChange {
  State state = State::Idle;
  /// Of the connection that ended: the WebSocket close code, 1006 where there was none. 0 while none has.
  std::uint16_t code = 0;
  std::string reason;
};

/// Pauses between attempts: each is a random part of `initial`, twice that, and so on, at most `max`.
struct Backoff {
  std::chrono::milliseconds initial{500};
  std::chrono::milliseconds max{30'000};
};

/// Of one call.
struct CallOptions {
  /// Until the answer, of a stream until its first item; `Options::timeout` where not given.
  std::optional<std::chrono::milliseconds> timeout = {};
};

/// Of a client. All have defaults.
struct Options {
  /// How long a call waits for its answer, from the moment it was made.
  std::chrono::milliseconds timeout{30'000};
  Backoff backoff = {};
  /// Calls and events of one namespace that may wait for a connection; one more is `overloaded`.
  std::size_t waiting = 1'000;
  /// How long such an event, which has no caller to tell, waits.
  std::chrono::milliseconds event_patience{30'000};
  /// Bytes of one message from the server; a longer one ends the connection.
  std::size_t max_message = std::size_t{64} * 1024 * 1024;
  /// Further headers of the request that each connection begins with.
  std::vector<std::pair<std::string, std::string>> headers = {};
  /// With `wss://`: a PEM file of the authorities that the server's certificate may come from, in place of
  /// the system's. The certificate is always checked, and that it is for the URL's host.
  std::string ca_file = {};
  /// Told of what has no call to fail: refused joins, payloads that do not fit, callbacks that threw, and
  /// with the code `other_schema` that the server was built from another version of the schema. On the
  /// client's thread. The default writes a line to standard error.
  std::function<void(const CallError&)> on_error = {};
  /// The thread that the client runs on; several may share one. Null: one of its own.
  std::shared_ptr<Loop> loop = {};
};

}  // namespace gangway::client
