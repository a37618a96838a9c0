#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace gangway {
class Buffer;
}

namespace gangway::protocol {

/// Text or binary, as the WebSocket protocol tells messages apart (RFC 6455, 5.6).
enum class MessageKind : std::uint8_t { Text, Binary };

/// One message that many connections will send: its bytes, and once a link has asked for it, the same bytes
/// as a WebSocket frame. Immutable once shared but for that cache; used on the loop's thread only.
struct SharedMessage {
  MessageKind kind = MessageKind::Text;
  std::string bytes;
  /// Filled by the first WebSocket link that sends it. Server frames are not masked, so all send the same.
  mutable std::string frame;
};
using SharedMessagePtr = std::shared_ptr<const SharedMessage>;

/// What carries a connection's messages: a WebSocket, or a pair of polling requests.
///
/// A Session writes whole messages and never frames; a Link may send several messages in one frame, one
/// message in several, or hold them until the other end asks. Order is kept. All members are called on the
/// loop's thread. Nothing is written to the socket inside these calls: a link sends once per loop turn.
class Link {
 public:
  /// Who queues this much in one turn of the loop is told when it is taken: `Session::on_drained`.
  static constexpr std::size_t kMuch = 64 * 1024;

  virtual ~Link() = default;

  /// Starts a message. The caller appends its bytes to the returned buffer, only after what is there already,
  /// and calls `end_message` before anything else of this link.
  virtual Buffer& begin_message(MessageKind kind) = 0;
  virtual void end_message() = 0;
  /// Takes the message back that was begun: nothing of it is sent. The caller has truncated the buffer to
  /// where it found it.
  virtual void cancel_message() = 0;

  /// Queues a message whose bytes are shared with other links.
  virtual void send(const SharedMessagePtr& message) = 0;

  /// Queues the transport's own sign of life (a WebSocket ping); `Session::on_pong` reports its answer.
  virtual void ping() = 0;

  /// Whether the socket did not take all that it was given, so that what is written now will wait. A link that
  /// was blocked calls `Session::on_drained` once everything is taken.
  [[nodiscard]] virtual bool blocked() const { return false; }

  /// Bytes accepted but not yet taken by the socket.
  [[nodiscard]] virtual std::size_t queued_bytes() const = 0;

  /// Sends what is queued, then ends the connection with a WebSocket close code. Later calls do nothing.
  /// `Session::on_closed` is called once it is gone, never inside this call.
  virtual void close(std::uint16_t code, std::string_view reason) = 0;
};

}  // namespace gangway::protocol
