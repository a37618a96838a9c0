#pragma once

#include <memory>

#include "dispatch/executor.h"
#include "protocol/session.h"

namespace conformance {

/// A Socket.IO session that protocol suites expect: in "/" it emits `auth` with the handshake's auth on
/// connect, answers `message` by `message-back` with the same arguments, and `message-with-ack` by an ack of
/// them; in "/custom" it emits `auth` alone. There are no other namespaces, and a second to join one.
std::shared_ptr<gangway::protocol::Session> open_socketio(std::shared_ptr<gangway::detail::Executor> loop);

}  // namespace conformance
