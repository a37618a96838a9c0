#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "gangway/codec/buffer.h"

namespace gangway::protocol::websocket {

/// What both ends agreed on for permessage-deflate (RFC 7692, 7.1).
struct DeflateParameters {
  bool server_no_context_takeover = false;  ///< We forget what we sent before each message.
  bool client_no_context_takeover = false;  ///< The client does, so we need not remember what it sent.
  int server_max_window_bits = 15;          ///< 9 to 15.
  bool server_window_asked = false;         ///< The client asked for it, so the answer has to say it.

  friend bool operator==(const DeflateParameters&, const DeflateParameters&) = default;
};

/// Takes the first of the offers in a request's Sec-WebSocket-Extensions header (all its lines joined by
/// commas) that can be kept; the others, and other extensions, are declined. Nothing where none is left. An
/// offer with an unknown, repeated or ill-formed parameter, or a window of 2^8 bytes, which zlib cannot do,
/// is not kept.
[[nodiscard]] std::optional<DeflateParameters> negotiate_deflate(std::string_view offers);

/// The Sec-WebSocket-Extensions header of the response.
[[nodiscard]] std::string deflate_response(const DeflateParameters& parameters);

/// Bytes that one connection's compression takes, both ways, once it has sent and received.
[[nodiscard]] std::size_t memory_of(const DeflateParameters& parameters) noexcept;

/// Compresses one connection's outgoing messages. Costs about 270 KiB, so make it for the first message only.
class Deflater {
 public:
  explicit Deflater(const DeflateParameters& parameters);
  ~Deflater();
  Deflater(const Deflater&) = delete;
  Deflater& operator=(const Deflater&) = delete;

  /// Appends the compressed message, without the four bytes that each would end with (RFC 7692, 7.2.1).
  void deflate(std::string_view message, Buffer& out);

 private:
  struct Stream;
  std::unique_ptr<Stream> stream_;
  bool forget_;
};

/// Inflates one connection's incoming messages. Costs about 45 KiB.
class Inflater {
 public:
  enum class Result : std::uint8_t { Ok, TooBig, Invalid };

  explicit Inflater(const DeflateParameters& parameters);
  ~Inflater();
  Inflater(const Inflater&) = delete;
  Inflater& operator=(const Inflater&) = delete;

  /// Appends the inflated message, but never more than `limit` bytes: a small frame may claim to be a huge
  /// one. After anything but Ok the stream is of no further use.
  [[nodiscard]] Result inflate(std::string_view message, Buffer& out, std::size_t limit);

 private:
  struct Stream;

  [[nodiscard]] Result inflate_piece(std::string_view piece, Buffer& out, std::size_t end);
  bool begin_again();

  std::unique_ptr<Stream> stream_;
  bool forget_;
};

}  // namespace gangway::protocol::websocket
