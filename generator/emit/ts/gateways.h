#pragma once

#include <nlohmann/json.hpp>

#include "emit/ts/types.h"

namespace gangway::gen::ts {

/// The view key `gateways`: the handshakes, namespaces, options and client of each; see
/// templates/ts/README.md. `scope` gives the names of what is made for them.
nlohmann::json gateway_views(const FileDef& file, TypeMapper& mapper, Scope& scope);

}  // namespace gangway::gen::ts
