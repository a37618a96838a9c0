#pragma once

#include <chrono>
#include <memory>
#include <string_view>
#include <vector>

#include "protocol/text_session.h"

namespace gangway::protocol::socketio {

struct Options {
  /// A connection that is in no namespace by then is closed: `connectTimeout` of the reference.
  std::chrono::milliseconds connect_timeout{45'000};
};

/// The dialect of the official Socket.IO clients: Socket.IO protocol v5 inside Engine.IO v4 messages. The
/// gateway's namespaces are Socket.IO's; what differs from NestJS's IoAdapter is in runtime/README.md.
class SocketIo final : public Dialect {
 public:
  static const SocketIo& instance();

  [[nodiscard]] std::string_view name() const override { return "socket.io"; }
  /// One text message, and a binary one for each `bytes` value in it. Nothing where the data has no JSON form,
  /// or more attachments than clients take.
  [[nodiscard]] std::vector<SharedMessagePtr> encode_event(const Emission& event,
                                                           detail::WriteFn data) const override;

  /// A session for one Engine.IO session. What it is given and what it writes are Engine.IO messages: it gets
  /// them without their packet type, and writes text beginning with `4` and binary as it is.
  [[nodiscard]] static std::shared_ptr<TextSession> open(std::shared_ptr<detail::Gateway> gateway,
                                                         Options options,
                                                         std::shared_ptr<const PeerInfo> info);
};

}  // namespace gangway::protocol::socketio
