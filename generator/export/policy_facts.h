#pragma once

#include <nlohmann/json.hpp>

#include "export/markup.h"
#include "schema/schema.h"

namespace gangway::gen::exports {

/// What holds for an event, as `{label, value}` each.
nlohmann::json facts(const Schema& schema, const Markup& markup, const Policy& policy);

/// What holds for a gateway: path, heartbeat, limits.
nlohmann::json facts(const Markup& markup, const GatewayDef& gateway);

}  // namespace gangway::gen::exports
