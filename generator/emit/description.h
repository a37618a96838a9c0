#pragma once

#include <string>

#include <nlohmann/json.hpp>

#include "schema/schema.h"

namespace gangway::gen {

/// What the inspector shows of a gateway: its part of `gangway ir`, in the same words, without what is null
/// or empty and what stays at the server, with the types that it needs and an example for each payload. Its
/// form is documented in generator/README.md.
nlohmann::ordered_json description(const Schema& schema, const GatewayDef& gateway);

/// The same as text: a line for each namespace and type.
std::string description_text(const Schema& schema, const GatewayDef& gateway);

}  // namespace gangway::gen
