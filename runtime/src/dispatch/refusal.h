#pragma once

#include <cstddef>

#include "gangway/codec/reader.h"
#include "gangway/detail/function_ref.h"
#include "gangway/error.h"

namespace gangway::detail {

/// The `invalid_payload` for a value that `failed` refused: the first rule it broke and, where `violations`
/// (`Limits::violations`) is more than 1, those behind it. `read` reads the same value from another reader.
Error refusal(const JsonReader& failed, FunctionRef<bool(JsonReader&)> read, std::size_t violations);

/// The same where there is no payload at all.
Error missing_payload(std::size_t violations);

}  // namespace gangway::detail
