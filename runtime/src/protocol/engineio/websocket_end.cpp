#include "protocol/engineio/websocket_end.h"

#include <utility>

#include "gangway/codec/buffer.h"
#include "protocol/engineio/connection.h"
#include "protocol/websocket/close_code.h"

namespace gangway::protocol::engineio {

WebSocketEnd::WebSocketEnd(std::shared_ptr<Connection> connection, Use use)
    : connection_(std::move(connection)), use_(use) {}

/// A transport that dies with its loop, or never comes to be, says nothing.
WebSocketEnd::~WebSocketEnd() {
  if (link_ != nullptr || use_ == Use::Opens) tell_gone({});
}

void WebSocketEnd::attach(Link& link) {
  link_ = &link;
  if (const auto connection = connection_; use_ == Use::Opens) {
    connection->open(*this);
  } else if (use_ == Use::Probes) {
    connection->probe(*this);
  } else {
    let_go();
  }
}

void WebSocketEnd::on_message(MessageKind kind, std::string_view bytes) {
  if (const auto connection = connection_) connection->on_websocket(*this, kind, bytes);
}

void WebSocketEnd::on_activity() {
  if (const auto connection = connection_) connection->on_activity();
}

void WebSocketEnd::on_drained() {
  if (const auto connection = connection_) connection->on_drained(*this);
}

void WebSocketEnd::on_closed(const LinkClosed& closed) {
  link_ = nullptr;
  tell_gone(closed);
}

void WebSocketEnd::tell_gone(const LinkClosed& closed) {
  if (const auto connection = std::exchange(connection_, nullptr)) connection->on_gone(*this, closed);
}

void WebSocketEnd::send(std::string_view packet) {
  link_->begin_message(MessageKind::Text).append(packet);
  link_->end_message();
}

void WebSocketEnd::let_go() {
  connection_.reset();
  link_->close(static_cast<std::uint16_t>(websocket::CloseCode::NoStatus), {});
}

}  // namespace gangway::protocol::engineio
