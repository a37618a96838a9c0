#pragma once

#include <chrono>
#include <cstddef>

namespace gangway {

/// What one server and one client may use. When a limit is hit, the client is told which, but for the rooms,
/// which it does not choose.
struct Limits {
  /// Open connections; one more is answered 503.
  std::size_t connections = 100'000;
  /// Bytes of one message from a client; more closes its connection with 1009. A gateway's `@maxPayload`
  /// replaces it for that gateway.
  std::size_t max_payload = 256 * 1024;
  /// Events of one client that wait for its handler, or for its join to be accepted, and calls it has in
  /// flight, together; one more is answered `overloaded`.
  std::size_t calls_in_flight = 256;
  /// Bytes of the events that wait so; more is answered `overloaded`.
  std::size_t waiting_bytes = 1024 * 1024;
  /// Bytes of what a client streams that wait for their handlers, beyond one value; more ends the call that
  /// they belong to with `overloaded`.
  std::size_t upload_bytes = 8 * 1024 * 1024;
  /// Bytes queued for one connection that its socket does not take; more closes it with 1013.
  std::size_t outbox_bytes = 4 * 1024 * 1024;
  /// Broken rules that the refusal of one payload names, at most 20. With 1 there is only the first; with
  /// more the payload that was refused is read again for each, and `data` has a list `violations`, too.
  std::size_t violations = 1;
  /// Rooms one client may be in; joining one more is refused and logged.
  std::size_t rooms_per_client = 1000;
  /// Frames that make no sense, before the connection is closed with 1008.
  std::size_t offences = 32;
  /// From the TCP connection to a complete HTTP request.
  std::chrono::milliseconds http_timeout{10'000};
  /// From the upgrade to the first accepted join.
  std::chrono::milliseconds join_timeout{45'000};
  /// How often a client gets a heartbeat, whatever else is sent, and how long a sign of life from it may then
  /// take. A gateway's `@heartbeat` replaces both for that gateway.
  std::chrono::milliseconds heartbeat{25'000};
  std::chrono::milliseconds heartbeat_timeout{20'000};
  /// How long a call to a client waits for its answer.
  std::chrono::milliseconds server_call_timeout{10'000};
  /// How long handlers in flight may go on once the server stops.
  std::chrono::milliseconds grace{5'000};
};

}  // namespace gangway
