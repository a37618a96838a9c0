#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "gangway/codec/wire_format.h"
#include "gangway/dispatch.h"
#include "gangway/trace.h"
#include "protocol/emission.h"
#include "protocol/link.h"

namespace gangway::protocol {

/// An error as envelopes carry it.
struct ErrorBody {
  std::string_view code;
  std::string_view message;
  /// Writes the value of `data`; null without one.
  const detail::WriteFn* data = nullptr;
};

/// A message format between handlers and a client: `gangway.v1`, plain, Socket.IO or a user's own.
/// One object for each format, shared by all connections that speak it.
class Dialect {
 public:
  virtual ~Dialect() = default;

  [[nodiscard]] virtual std::string_view name() const = 0;

  /// What its messages are made of, and the payloads in them.
  [[nodiscard]] virtual WireFormat wire_format() const { return WireFormat::Json; }

  /// The messages that carry an event to any client of the namespace that speaks this dialect. Mostly one; a
  /// format with attachments has more.
  [[nodiscard]] virtual std::vector<SharedMessagePtr> encode_event(const Emission& event,
                                                                   detail::WriteFn data) const = 0;
};

/// The client's end of one connection: writes what the server says in the connection's dialect.
///
/// `begin_…` starts a message and returns where its value goes; the matching `end_…` must follow before
/// anything else. `end_…` is false where the value had no JSON form: nothing was sent then. On the loop's
/// thread; after the link closed everything is ignored.
class Peer {
 public:
  virtual ~Peer() = default;

  [[nodiscard]] virtual const Dialect& dialect() const = 0;

  virtual void joined(const detail::Member& member) = 0;
  virtual void refused(std::string_view ns, const ErrorBody& error) = 0;
  virtual void left(std::string_view ns, LeaveReason reason) = 0;
  /// The client's new handshake was taken, or not. Dialects in which clients cannot send one have no word for
  /// it.
  virtual void refreshed(std::string_view /*ns*/) {}
  virtual void not_refreshed(std::string_view /*ns*/, const ErrorBody& /*error*/) {}

  virtual JsonWriter& begin_reply(const detail::CallRef& call) = 0;
  virtual bool end_reply(const detail::CallRef& call) = 0;
  virtual void empty_reply(const detail::CallRef& call) = 0;
  virtual JsonWriter& begin_item(const detail::CallRef& call) = 0;
  virtual bool end_item(const detail::CallRef& call) = 0;
  virtual void end_stream(const detail::CallRef& call) = 0;
  /// Whether this dialect has words for values that the client streams.
  [[nodiscard]] virtual bool takes_streams() const { return true; }
  /// Whether its clients say how many items of a stream they are ready for. Otherwise streams run freely.
  [[nodiscard]] virtual bool gives_credit() const { return true; }
  /// Whether its clients count their calls in each namespace, so that only there an id is used once.
  [[nodiscard]] virtual bool ids_are_per_namespace() const { return false; }
  /// Whether its clients know a namespace by their own spelling of its path alone.
  [[nodiscard]] virtual bool keeps_spelling() const { return false; }
  /// Whether who comes back gets what it missed before it is told that it is in.
  [[nodiscard]] virtual bool missed_come_first() const { return false; }
  /// How long a client may be in no namespace; nothing: `Limits::join_timeout`.
  [[nodiscard]] virtual std::optional<std::chrono::milliseconds> join_timeout() const { return {}; }
  /// The server is ready for so many more values of what the client streams to its call `id`.
  virtual void more(std::uint64_t id, std::uint64_t count) = 0;
  virtual void error(const detail::CallRef& call, const ErrorBody& error) = 0;

  /// A message that carries an event to this client alone; with an id where an answer is wanted.
  virtual JsonWriter& begin_event(std::string_view ns, std::string_view event,
                                  std::optional<std::uint64_t> id) = 0;
  virtual bool end_event() = 0;
  /// An event of the schema's for this client alone.
  virtual Sent emit(const Emission& event, detail::WriteFn data) = 0;
  /// One that is shared with other clients, as this dialect encoded it.
  virtual Sent send(const Emission& event, const std::vector<SharedMessagePtr>& messages) = 0;
  /// Takes a call to the client back.
  virtual void cancel_call(std::uint64_t id) = 0;

  /// Whether the client's silence is noticed by what carries this dialect; `heartbeat` is not called then.
  [[nodiscard]] virtual bool keeps_time() const { return false; }
  virtual void heartbeat() = 0;
  /// Tells the client that its connection will be closed, and after how long to come back. Nothing in
  /// dialects that have no word for it.
  virtual void drain(std::chrono::milliseconds reconnect_after) = 0;
  [[nodiscard]] virtual std::size_t queued_bytes() const = 0;
  virtual void close(std::uint16_t code, std::string_view reason) = 0;
};

/// What the server knows of a connection besides its messages.
struct PeerInfo {
  std::string address;
  std::vector<std::pair<std::string, std::string>> headers;
  std::optional<TraceContext> trace = {};
};

}  // namespace gangway::protocol
