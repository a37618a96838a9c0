#pragma once

#include <array>
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

/// What a FrameParser found. Views are valid during the call only.
class FrameHandler {
 public:
  virtual ~FrameHandler() = default;

  /// One whole message, fragments joined and inflated. The bytes may be changed, and kReadPadding readable
  /// ones follow them. Text is valid UTF-8.
  virtual void on_message(MessageKind kind, std::string_view bytes) = 0;
  virtual void on_ping(std::string_view payload) = 0;
  virtual void on_pong(std::string_view payload) = 0;
  /// The peer's close frame. `code` is one that may be sent, or NoStatus (1005) where it carried none.
  /// Nothing comes after it.
  virtual void on_close(std::uint16_t code, std::string_view reason) = 0;
};

/// The receiving half of RFC 6455 for a server: bytes in, messages out, no socket.
///
/// Takes all it is fed. A frame that is complete in there is unmasked in place and handed on without a copy;
/// what is cut off waits in the parser. Text is checked as it arrives, so a bad byte is told before its frame
/// is whole, and so are lengths beyond the limit.
class FrameParser {
 public:
  /// `max_message` bounds a message's bytes, after inflation too. `handler` must outlive the parser.
  FrameParser(FrameHandler& handler, std::size_t max_message) noexcept
      : handler_(handler), max_message_(max_message) {}

  /// Understands compressed messages from now on.
  void enable_deflate(const DeflateParameters& parameters) { deflate_ = parameters; }

  /// Handles `size` bytes, which it may change. They must be followed by kReadPadding readable ones. The
  /// handler is called within. After a violation or a close frame bytes are taken and forgotten.
  void feed(char* bytes, std::size_t size);

  /// How the peer broke the protocol; set for good once it did.
  [[nodiscard]] const std::optional<Violation>& violation() const noexcept { return violation_; }
  /// A close frame was handled.
  [[nodiscard]] bool closed() const noexcept { return closed_; }

 private:
  enum class Await : std::uint8_t { Header, Payload };

  std::size_t take_header(char* bytes, std::size_t size);
  bool begin_frame();
  void handle_whole_frame(char* payload);
  std::size_t take_payload(char* bytes, std::size_t size);
  void end_frame();
  void handle_control(std::string_view payload);
  void handle_close(std::string_view payload);
  void end_message();
  void deliver(std::string_view bytes);
  void deliver_compressed(std::string_view bytes);
  bool check_text_so_far(bool at_end);
  void forget_message();
  bool refuse(CloseCode code, std::string_view reason);
  [[nodiscard]] bool done() const noexcept { return closed_ || violation_.has_value(); }
  [[nodiscard]] std::size_t wire_limit() const noexcept;

  FrameHandler& handler_;
  std::size_t max_message_;
  std::optional<DeflateParameters> deflate_;
  std::unique_ptr<Inflater> inflater_;

  FrameHeader frame_;
  Await await_ = Await::Header;
  std::uint64_t payload_taken_ = 0;  ///< Of the frame at hand.
  std::array<char, kMaxClientHeader> header_{};
  std::size_t header_size_ = 0;  ///< Bytes of a header that was cut off.
  std::array<char, kMaxControlPayload> control_{};
  std::size_t control_size_ = 0;

  bool in_message_ = false;  ///< A message was begun and its last frame is not here.
  MessageKind kind_ = MessageKind::Text;
  bool compressed_ = false;
  Buffer message_;                ///< What came of a message in more than one piece.
  std::size_t text_checked_ = 0;  ///< Bytes of `message_` known to be UTF-8.

  bool closed_ = false;
  std::optional<Violation> violation_;
};

}  // namespace gangway::protocol::websocket
