// How a session that polls moves to a WebSocket: the client probes it, ends its requests, and says when.
#include <utility>

#include "protocol/engineio/connection.h"
#include "protocol/engineio/server.h"
#include "protocol/engineio/websocket_end.h"

namespace gangway::protocol::engineio {
namespace {

/// A client that probes waits for its GET to end before it says that it is ready.
constexpr std::chrono::milliseconds kForcePoll{100};

}  // namespace

void Connection::probe(WebSocketEnd& end) {
  const bool may = state_ != State::Ended && polls() && probe_ == nullptr && options_->allow_upgrades;
  if (!may) return end.let_go();
  probe_ = &end;
  upgrade_timer_ = after(options_->upgrade_timeout, &Connection::drop_probe);
}

void Connection::on_probe(MessageKind kind, std::string_view bytes) {
  const bool is_text = kind == MessageKind::Text;
  if (is_text && bytes == "2probe") {
    probe_->send("3probe");
    executor_->cancel(poll_timer_);
    poll_timer_ = after(kForcePoll, &Connection::force_poll);
  } else if (is_text && bytes.starts_with(static_cast<char>(PacketType::Upgrade))) {
    take_over();
  } else {
    drop_probe();
  }
}

void Connection::force_poll() {
  poll_timer_ = after(kForcePoll, &Connection::force_poll);
  flush();
  if (polling_.parked()) polling_.flush(PacketType::Noop);
}

void Connection::take_over() {
  WebSocketEnd& end = *probe_;
  forget_probe();
  websocket_ = &end;
  for (const SharedMessagePtr& message : polling_.take()) end.link().send(message);
  if (polling_.parked()) polling_.flush(PacketType::Close);
  if (state_ == State::Closing) {
    executor_->cancel(std::exchange(close_timer_, TimerId::None));
    leave_table();
    return end.link().close(closing_.code, closing_.reason);
  }
  heartbeat_.on_upgrade();
  session_->on_drained();
}

void Connection::drop_probe() {
  WebSocketEnd& end = *probe_;
  forget_probe();
  end.let_go();
}

void Connection::forget_probe() {
  probe_ = nullptr;
  executor_->cancel(std::exchange(upgrade_timer_, TimerId::None));
  executor_->cancel(std::exchange(poll_timer_, TimerId::None));
}

}  // namespace gangway::protocol::engineio
