#pragma once

#include <nlohmann/json.hpp>

#include "emit/ts/types.h"

namespace gangway::gen::ts {

/// The map of what the server of `ns` sends, as socket.io-client takes it: `doc` and `members`, each with
/// `doc` and `member`. Besides the events there are the items of streams, and `exception`.
nlohmann::json server_to_client_view(const NamespaceDef& ns, TypeMapper& mapper);

/// The map of what clients send. What a dialect of Socket.IO has no words for is left out, and named in
/// `doc`.
nlohmann::json client_to_server_view(const NamespaceDef& ns, TypeMapper& mapper);

}  // namespace gangway::gen::ts
