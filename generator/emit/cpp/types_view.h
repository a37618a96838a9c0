#pragma once

#include <nlohmann/json.hpp>

#include "emit/cpp/types.h"

namespace gangway::gen::cpp {

/// What the types header and the codec files show of a file's types: declared ones in definition order, then
/// what its gateways add (handshakes, sessions, room keys, parameters of events).
nlohmann::json types_view(const Types& types);

}  // namespace gangway::gen::cpp
