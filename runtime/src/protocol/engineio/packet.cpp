#include "protocol/engineio/packet.h"

#include <vector>

#include "codec/base64.h"
#include "gangway/codec/buffer.h"
#include "gangway/codec/reader.h"
#include "gangway/codec/writer.h"
#include "protocol/engineio/server.h"

namespace gangway::protocol::engineio {

std::optional<Packet> read_packet(std::string_view text, std::string& decoded) {
  if (text.empty()) return std::nullopt;
  const char type = text.front();
  const std::string_view data = text.substr(1);
  if (type == kBase64) {
    std::vector<std::uint8_t> bytes;
    if (!detail::read_base64(data, bytes)) return std::nullopt;
    decoded.assign(bytes.begin(), bytes.end());
    decoded.append(kReadPadding, '\0');
    return Packet{.kind = MessageKind::Binary, .data = std::string_view(decoded).substr(0, bytes.size())};
  }
  if (type < static_cast<char>(PacketType::Open) || type > static_cast<char>(PacketType::Noop))
    return std::nullopt;
  return Packet{.type = static_cast<PacketType>(type), .data = data};
}

std::string open_packet(std::string_view sid, bool upgrades, const Options& options) {
  Buffer buffer;
  JsonWriter out(buffer);
  out.put(static_cast<char>(PacketType::Open));
  out.raw("{\"sid\":");
  out.string(sid);
  out.raw(upgrades ? std::string_view(",\"upgrades\":[\"websocket\"]") : ",\"upgrades\":[]");
  out.raw(",\"pingInterval\":");
  out.integer(std::int64_t{options.ping_interval.count()});
  out.raw(",\"pingTimeout\":");
  out.integer(std::int64_t{options.ping_timeout.count()});
  out.raw(",\"maxPayload\":");
  out.integer(std::uint64_t{options.max_payload});
  out.put('}');
  return std::string(buffer.view());
}

void append_to_payload(std::string& payload, MessageKind kind, std::string_view bytes) {
  if (!payload.empty()) payload += kSeparator;
  if (kind == MessageKind::Text) {
    payload += bytes;
    return;
  }
  payload += kBase64;
  const std::size_t at = payload.size();
  payload.resize(at + detail::base64_size(bytes.size()));
  detail::write_base64(payload.data() + at, reinterpret_cast<const std::uint8_t*>(bytes.data()),
                       bytes.size());
}

}  // namespace gangway::protocol::engineio
