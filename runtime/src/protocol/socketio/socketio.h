#pragma once

#include <chrono>
#include <memory>
#include <string_view>
#include <vector>

#include "protocol/text_session.h"

namespace gangway::protocol::socketio {

struct Options {
  /// A connection that is in no namespace by then is closed: the reference's `connectTimeout`.
  std::chrono::milliseconds connect_timeout{45'000};
};

/// The dialect of the official Socket.IO clients: Socket.IO protocol, revision 5, inside Engine.IO messages.
/// The gateway's namespaces are Socket.IO's. What differs from NestJS's IoAdapter is in runtime/README.md.
class SocketIo final : public Dialect {
 public:
  static const SocketIo& instance();

  [[nodiscard]] std::string_view name() const override { return "socket.io"; }
  /// One text message, and a binary one for each `bytes` value in it. Nothing where the data has no JSON
  /// form, or clients would not take it: more attachments than ten, or a name that their library keeps for
  /// itself.
  [[nodiscard]] std::vector<SharedMessagePtr> encode_event(const Emission& event,
                                                           detail::WriteFn data) const override;

  /// A session for one Engine.IO session, whose messages it reads without their packet type and writes with
  /// it: text begins with `4`, binary is as it is.
  [[nodiscard]] static std::shared_ptr<TextSession> open(std::shared_ptr<detail::Gateway> gateway,
                                                         Options options,
                                                         std::shared_ptr<const PeerInfo> info);
};

}  // namespace gangway::protocol::socketio
