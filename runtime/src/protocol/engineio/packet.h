#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "protocol/link.h"

namespace gangway::protocol::engineio {

struct Options;

/// The first character of a text packet (Engine.IO protocol 4, "Packet encoding").
enum class PacketType : char {
  Open = '0',
  Close = '1',
  Ping = '2',
  Pong = '3',
  Message = '4',
  Upgrade = '5',
  Noop = '6',
};

/// Parts the packets of a polling request or answer.
inline constexpr char kSeparator = '\x1e';

/// Bytes of a message that a polling request carries are this character and base64, without a type.
inline constexpr char kBase64 = 'b';

/// A packet that a client sent.
struct Packet {
  PacketType type = PacketType::Message;
  MessageKind kind = MessageKind::Text;
  std::string_view data = {};  ///< Behind the type; as WebSocket text it is UTF-8.
};

/// Reads a packet that came as text. `decoded` takes the bytes of a binary message, followed by a reader's
/// padding, and must outlive the packet's use. Nothing where the text is no packet.
[[nodiscard]] std::optional<Packet> read_packet(std::string_view text, std::string& decoded);

/// The packet that opens a session: `0{"sid":…}`. `upgrades`: the client may try a WebSocket.
[[nodiscard]] std::string open_packet(std::string_view sid, bool upgrades, const Options& options);

/// Appends a message as polling carries it, behind a separator where something stands there already.
void append_to_payload(std::string& payload, MessageKind kind, std::string_view bytes);

}  // namespace gangway::protocol::engineio
