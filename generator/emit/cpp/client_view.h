#pragma once

#include <nlohmann/json.hpp>

#include "emit/cpp/types.h"

namespace gangway::gen::cpp {

/// What the client's templates say of a file's gateways: a class each, and one for each namespace.
nlohmann::json client_views(const Types& types);

}  // namespace gangway::gen::cpp
