#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>

#include "gangway/codec/buffer.h"
#include "protocol/link.h"
#include "protocol/websocket/deflate.h"
#include "protocol/websocket/frame.h"

namespace gangway::protocol::websocket {

/// The sending half of RFC 6455 for a server: appends frames to a buffer, one per message, never masked.
///
/// A message is encoded straight into its place: `begin_message` leaves room for a short header, and only a
/// message of 126 bytes or more is moved, by two bytes or eight.
class FrameWriter {
 public:
  /// `out` must outlive the writer; others may append to it and clear it between messages.
  explicit FrameWriter(Buffer& out) noexcept : out_(out) {}

  /// Compresses messages from now on, but for small ones and those shared by many connections.
  void enable_deflate(const DeflateParameters& parameters) { deflate_ = parameters; }

  /// The buffer, to whose end the message's bytes are to be appended. One message at a time.
  Buffer& begin_message(MessageKind kind);
  /// Puts the header in front of what was appended since.
  void end_message();
  /// Takes the message at hand back.
  void cancel_message() { out_.truncate(message_at_); }

  /// Appends a control frame whose payload is at most 125 bytes; more is cut off.
  void ping(std::string_view payload = {}) { control(Opcode::Ping, payload); }
  void pong(std::string_view payload) { control(Opcode::Pong, payload); }
  /// Appends a close frame. NoStatus (1005) leaves the code out; a reason that is too long is cut between
  /// characters.
  void close(std::uint16_t code, std::string_view reason);

 private:
  void control(Opcode opcode, std::string_view payload);
  bool compress_message();

  Buffer& out_;
  std::size_t message_at_ = 0;  ///< Where the header of the message at hand stands.
  MessageKind kind_ = MessageKind::Text;
  std::optional<DeflateParameters> deflate_;
  std::unique_ptr<Deflater> deflater_;
};

/// The message as one frame; made by the first connection that asks, and the same for all.
[[nodiscard]] std::string_view frame_of(const SharedMessage& message);

}  // namespace gangway::protocol::websocket
