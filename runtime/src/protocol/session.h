#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "protocol/link.h"

namespace gangway::protocol {

/// Why a link ended, as far as the transport can tell.
enum class LinkEnd : std::uint8_t {
  Clean,          ///< A close handshake: `code` is the peer's, or ours where we began it.
  Lost,           ///< The socket failed or ended without one.
  ProtocolError,  ///< The peer broke the transport's rules; `code` is what we closed with.
  Silent,         ///< Nothing came for too long, on a link that keeps time by itself.
};

struct LinkClosed {
  LinkEnd how = LinkEnd::Lost;
  bool by_us = false;         ///< We began the close handshake.
  std::uint16_t code = 1006;  ///< RFC 6455, 7.4.
  std::string reason;
};

/// One connection's dialect: turns messages into envelopes and back. A state machine without sockets, clocks
/// or threads of its own; whoever drives it calls it on the loop's thread.
class Session {
 public:
  virtual ~Session() = default;

  /// The link that carries this session from now on: called once before anything else, and again when a
  /// session moves to another link (a polling client that upgrades).
  virtual void attach(Link& link) = 0;

  /// One whole message. `bytes` may be changed in place (a parser may unescape into it), is followed by at
  /// least `gangway::kReadPadding` readable bytes, and is valid during the call only. Text is valid UTF-8.
  virtual void on_message(MessageKind kind, std::string_view bytes) = 0;

  /// The answer to `Link::ping`, or any pong.
  virtual void on_pong() = 0;

  /// Bytes arrived, whatever they are: the peer is alive.
  virtual void on_activity() = 0;

  /// The socket took everything that was queued, after much of it: `Link::kMuch` or more in one turn of the
  /// loop, or some that it did not take at once. What held itself back goes on here.
  virtual void on_drained() = 0;

  /// The link is gone and must not be used again. Called exactly once for each attached link.
  virtual void on_closed(const LinkClosed& closed) = 0;
};

}  // namespace gangway::protocol
