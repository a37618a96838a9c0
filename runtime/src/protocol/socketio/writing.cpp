#include "protocol/socketio/writing.h"

#include <memory>

#include "protocol/socketio/packet.h"

namespace gangway::protocol::socketio {

void write_event_name(JsonWriter& out, std::string_view event) {
  out.put('[');
  if (is_reserved(event)) return out.unrepresentable();
  out.string(event);
}

std::string event_tail(std::uint64_t offset) {
  return offset == 0 ? "]" : ",\"" + std::to_string(offset) + "\"]";
}

std::vector<SharedMessagePtr> with_attachments(std::string_view text, const Attachments& attachments) {
  constexpr auto kToBinary = static_cast<int>(PacketType::BinaryEvent) - static_cast<int>(PacketType::Event);
  std::vector<SharedMessagePtr> messages;
  messages.reserve(1 + attachments.size());
  auto head = std::make_shared<SharedMessage>();
  if (attachments.empty()) {
    head->bytes = text;
  } else {
    // "42/chat,…" becomes "452-/chat,…".
    head->bytes.append(text.substr(0, 1)).append(1, static_cast<char>(text[1] + kToBinary));
    head->bytes.append(std::to_string(attachments.size())).append(1, '-').append(text.substr(2));
  }
  messages.push_back(std::move(head));
  for (const auto& bytes : attachments) {
    auto message = std::make_shared<SharedMessage>();
    message->kind = MessageKind::Binary;
    message->bytes.assign(bytes.begin(), bytes.end());
    messages.push_back(std::move(message));
  }
  return messages;
}

}  // namespace gangway::protocol::socketio
