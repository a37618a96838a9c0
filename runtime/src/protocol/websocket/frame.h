#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "protocol/websocket/close_code.h"
#include "protocol/websocket/mask.h"

namespace gangway::protocol::websocket {

/// What a frame carries (RFC 6455, 5.2). Those from Close on are control frames.
enum class Opcode : std::uint8_t { Continuation = 0, Text = 1, Binary = 2, Close = 8, Ping = 9, Pong = 10 };

[[nodiscard]] constexpr bool is_control(Opcode opcode) noexcept { return opcode >= Opcode::Close; }

/// The longest payload of a control frame.
inline constexpr std::size_t kMaxControlPayload = 125;
/// A server's frame header: two bytes and eight of length. A client's has four more.
inline constexpr std::size_t kMaxServerHeader = 10;
inline constexpr std::size_t kMaxClientHeader = 14;

/// A client's frame header.
struct FrameHeader {
  Opcode opcode = Opcode::Text;
  bool final = true;
  bool compressed = false;  ///< RSV1, which means so under permessage-deflate (RFC 7692, 6).
  MaskKey key{};
  std::uint64_t length = 0;
  std::size_t size = 0;  ///< Bytes of the header itself.
};

/// How the peer broke the protocol, and with what its connection is to be closed.
struct Violation {
  CloseCode code = CloseCode::ProtocolError;
  std::string_view reason;  ///< A literal; short enough for a close frame.
};

enum class HeaderResult : std::uint8_t { Complete, Incomplete, Invalid };

/// Reads a client's frame header. Whatever is wrong in it is told by its first bytes, before the rest is
/// there.
HeaderResult parse_header(const char* bytes, std::size_t size, FrameHeader& header,
                          Violation& violation) noexcept;

/// Writes a server's frame header, final and not masked; returns its end. `to` has room for kMaxServerHeader.
char* write_header(char* to, Opcode opcode, bool compressed, std::uint64_t length) noexcept;

/// Bytes of that header.
[[nodiscard]] constexpr std::size_t header_size(std::uint64_t length) noexcept {
  return length < 126 ? 2 : length <= 0xFFFF ? 4 : 10;
}

}  // namespace gangway::protocol::websocket
