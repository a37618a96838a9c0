#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

#include "gangway/codec/writer.h"

namespace gangway::protocol::socketio {

/// Byte strings that one packet may carry: the official parsers take no more.
inline constexpr std::size_t kMaxAttachments = 10;

/// Socket.IO protocol v5, in the order of their numbers on the wire.
enum class PacketType : std::uint8_t {
  Connect,
  Disconnect,
  Event,
  Ack,
  ConnectError,
  BinaryEvent,
  BinaryAck,
};

/// One packet: `<type>[<n>-][<namespace>,][<id>][payload]`. Views into its text.
struct Packet {
  PacketType type = PacketType::Connect;
  std::size_t attachments = 0;  ///< Binary messages that follow it.
  std::string_view ns = "/";
  std::optional<std::uint64_t> id = {};
  std::string_view payload = {};  ///< The rest, not looked at: JSON, or empty.
};

/// Takes a packet apart. Nothing where it has no meaning: an unknown type, a number of attachments that is
/// not 1 to 10, an id that JavaScript cannot count to.
[[nodiscard]] std::optional<Packet> read_packet(std::string_view text);

/// Writes a packet without attachments up to its payload, as an Engine.IO message: `42/chat,7`.
void write_head(JsonWriter& out, PacketType type, std::string_view ns, std::optional<std::uint64_t> id);

/// Whether no event may have this name: the official libraries use it for their own.
[[nodiscard]] bool is_reserved(std::string_view event) noexcept;

}  // namespace gangway::protocol::socketio
