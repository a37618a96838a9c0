#pragma once

#include <nlohmann/json.hpp>

#include "emit/ts/types.h"

namespace gangway::gen::ts {

/// The view key `gateways` of a module for socket.io-client: how to reach each gateway, what is presented to
/// join, and the events of each namespace; see templates/ts/README.md. `scope` gives the names of what is
/// made for them.
nlohmann::json socketio_gateway_views(const Schema& schema, const FileDef& file, TypeMapper& mapper,
                                      Scope& scope);

}  // namespace gangway::gen::ts
