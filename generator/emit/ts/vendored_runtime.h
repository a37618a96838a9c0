#pragma once

#include <string_view>

namespace gangway::gen::ts {

/// The whole of runtime/ts/src but what is for socket.io-client, as one TypeScript module, put together when
/// this program was built.
std::string_view vendored_runtime();

/// What is for socket.io-client, to stand behind what it imports of the other.
std::string_view vendored_socketio_runtime();

}  // namespace gangway::gen::ts
