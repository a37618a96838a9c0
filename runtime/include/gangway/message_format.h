#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gangway {

/// A message of a client, taken apart.
struct ClientMessage {
  /// The event; empty where the message answers a call of the server's, which has the same `id` then.
  std::string event = {};
  /// 1 to 2^53 - 1, where the client gave one: what answers the message carries it.
  std::optional<std::uint64_t> id = {};
  /// JSON text of the payload, or of the answer; nothing without one.
  std::optional<std::string> data = {};
};

/// A client's message, as what answers it is addressed.
struct MessageRef {
  std::string_view event;  ///< Empty where no event is to blame: a refused join, a message without sense.
  std::optional<std::uint64_t> id = {};
};

/// An error as a format writes it.
struct MessageError {
  std::string_view code;  ///< A declared error's name, or an ErrorCode's: "invalid_payload".
  std::string_view message;
  std::string_view data;  ///< JSON text; empty without any.
};

/// How messages look on the wire: a user's own, in the place of `{"event":…,"data":…}`.
///
/// The server does the rest as in the plain dialect: the URL names the namespace and carries its handshake in
/// the query, the join is implied, handlers, guards, rooms and limits are the same as for everybody else.
/// What a format writes goes out as one text message.
///
/// One object serves all connections, from all of the server's threads: keep no state in it. Neither `parse`
/// nor what it throws ends a connection; it only counts against `Limits::offences`.
class MessageFormat {
 public:
  virtual ~MessageFormat();

  /// Whether binary messages are parsed, too, as long as they are valid UTF-8. Otherwise one closes the
  /// connection with 1003.
  [[nodiscard]] virtual bool takes_binary() const { return false; }

  /// Takes `text` (valid UTF-8, at most `Limits::max_payload` bytes) apart. Nothing where it means nothing.
  /// An exception's text is told to the client with `invalid_payload`.
  [[nodiscard]] virtual std::optional<ClientMessage> parse(std::string_view text) const = 0;

  /// An event for clients, or with `id` a call to this one. `data` is JSON text, empty without a payload. The
  /// result is sent to every client that gets the event.
  [[nodiscard]] virtual std::string event(std::string_view event, std::optional<std::uint64_t> id,
                                          std::string_view data) const = 0;

  /// The value that answers `to`; `data` is empty where the event answers without one. Not called for an
  /// answer without a value to a message without an id. Nothing: the client is told nothing.
  [[nodiscard]] virtual std::optional<std::string> reply(const MessageRef& to,
                                                         std::string_view data) const = 0;

  /// One value of a stream. As `reply` unless overridden.
  [[nodiscard]] virtual std::optional<std::string> item(const MessageRef& to, std::string_view data) const;

  /// The end of a stream that was asked for with an id. Nothing is sent unless overridden.
  [[nodiscard]] virtual std::optional<std::string> end(const MessageRef& to) const;

  [[nodiscard]] virtual std::string error(const MessageRef& to, const MessageError& error) const = 0;
};

}  // namespace gangway
