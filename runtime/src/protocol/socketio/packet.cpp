#include "protocol/socketio/packet.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "protocol/text_session.h"

namespace gangway::protocol::socketio {
namespace {

constexpr char kEngineMessage = '4';

/// Takes the digits that `text` begins with. Nothing where there are none, or too many.
std::optional<std::uint64_t> take_number(std::string_view& text) {
  std::uint64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{}) return std::nullopt;
  text.remove_prefix(static_cast<std::size_t>(end - text.data()));
  return number;
}

bool begins_with_digit(std::string_view text) {
  return !text.empty() && text.front() >= '0' && text.front() <= '9';
}

}  // namespace

std::optional<Packet> read_packet(std::string_view text) {
  if (text.empty() || text.front() < '0' || text.front() > '6') return std::nullopt;
  Packet packet{.type = static_cast<PacketType>(text.front() - '0')};
  text.remove_prefix(1);
  if (packet.type == PacketType::BinaryEvent || packet.type == PacketType::BinaryAck) {
    const auto count = take_number(text);
    if (!count || *count < 1 || *count > kMaxAttachments || !text.starts_with('-')) return std::nullopt;
    packet.attachments = *count;
    text.remove_prefix(1);
  }
  if (text.starts_with('/')) {
    packet.ns = text.substr(0, text.find(','));
    text.remove_prefix(std::min(text.size(), packet.ns.size() + 1));
  }
  if (begins_with_digit(text)) {
    packet.id = take_number(text);
    if (!packet.id || *packet.id > kMaxId) return std::nullopt;
  }
  packet.payload = text;
  return packet;
}

void write_head(JsonWriter& out, PacketType type, std::string_view ns, std::optional<std::uint64_t> id) {
  out.put(kEngineMessage);
  out.put(static_cast<char>('0' + static_cast<int>(type)));
  if (ns != "/") {
    out.raw(ns);
    out.put(',');
  }
  if (id) out.integer(*id);
}

bool is_reserved(std::string_view event) noexcept {
  static constexpr std::array<std::string_view, 6> kReserved = {
      "connect", "connect_error", "disconnect", "disconnecting", "newListener", "removeListener"};
  return std::find(kReserved.begin(), kReserved.end(), event) != kReserved.end();
}

}  // namespace gangway::protocol::socketio
