#pragma once

#include <nlohmann/json.hpp>

#include "emit/cpp/types.h"

namespace gangway::gen::cpp {

/// The gateways of a file with their namespaces, rooms and events: what the handlers header and the dispatch
/// file show.
nlohmann::json gateway_views(const Types& types);

}  // namespace gangway::gen::cpp
