#include "protocol/engineio/polling.h"

#include <utility>

namespace gangway::protocol::engineio {

void Polling::queue(SharedMessagePtr message) {
  bytes_ += message->bytes.size();
  queued_.push_back(std::move(message));
}

void Polling::queue(std::string packet) {
  auto message = std::make_shared<SharedMessage>();
  message->bytes = std::move(packet);
  queue(std::move(message));
}

std::vector<SharedMessagePtr> Polling::take() {
  bytes_ = 0;
  return std::exchange(queued_, {});
}

void Polling::park(Answer answer) {
  ++number_;
  parked_ = std::move(answer);
}

void Polling::flush(std::optional<PacketType> last) {
  std::string packets;
  for (const SharedMessagePtr& message : take()) append_to_payload(packets, message->kind, message->bytes);
  if (last) append_to_payload(packets, MessageKind::Text, std::string(1, static_cast<char>(*last)));
  // The answer may bring the client's next request at once: there is room for it already.
  auto answer = std::exchange(parked_, std::nullopt);
  (*answer)(payload(std::move(packets)));
}

}  // namespace gangway::protocol::engineio
