#pragma once

#include <string_view>

#include "gangway/codec/constraints.h"

namespace gangway::detail {

/// Whether the whole of `text` has the format. What each means is written in the README.
[[nodiscard]] bool has_format(std::string_view text, TextFormat format);

}  // namespace gangway::detail
