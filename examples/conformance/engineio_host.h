#pragma once

#include <functional>
#include <memory>
#include <string>

#include "dispatch/executor.h"
#include "protocol/host.h"
#include "protocol/session.h"

namespace conformance {

/// Serves Engine.IO at `path` ("/engine.io") with the times that protocol suites expect: pings after 300 ms,
/// 200 ms for a pong, bodies and messages of at most a million bytes, pages of any origin. `open` makes the
/// session of each client.
std::unique_ptr<gangway::protocol::Host> make_engineio_host(
    std::string path, std::shared_ptr<gangway::detail::Executor> executor,
    std::function<std::shared_ptr<gangway::protocol::Session>()> open);

}  // namespace conformance
