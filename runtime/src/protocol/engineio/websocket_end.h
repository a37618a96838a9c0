#pragma once

#include <cstdint>
#include <memory>
#include <string_view>

#include "protocol/session.h"

namespace gangway::protocol::engineio {

class Connection;

/// The server's end of one WebSocket: what the transport takes for its session, and a Connection for its
/// link.
///
/// It is one of three things: it opens a session, it tries to take one over that polls, or, without a
/// connection, it is closed as soon as it is there. Once the connection has let go of it, or it of the
/// connection, it says nothing more to it.
class WebSocketEnd final : public Session {
 public:
  enum class Use : std::uint8_t { Opens, Probes, Nothing };

  WebSocketEnd(std::shared_ptr<Connection> connection, Use use);
  ~WebSocketEnd() override;

  // Session
  void attach(Link& link) override;
  void on_message(MessageKind kind, std::string_view bytes) override;
  void on_pong() override {}  // the frame's; the protocol has packets of its own for that
  void on_activity() override;
  void on_drained() override;
  void on_closed(const LinkClosed& closed) override;

  // For the connection.
  /// Until `on_closed`, or `let_go`.
  [[nodiscard]] Link& link() const noexcept { return *link_; }
  /// Sends a packet of the protocol's.
  void send(std::string_view packet);
  /// Closes the WebSocket without a code, as the reference implementation does; the connection hears no more
  /// of it.
  void let_go();

 private:
  void tell_gone(const LinkClosed& closed);

  std::shared_ptr<Connection> connection_;
  Use use_;
  Link* link_ = nullptr;
};

}  // namespace gangway::protocol::engineio
