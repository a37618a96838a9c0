#pragma once

#include <string_view>

namespace gangway::gen {

/// Of this program, as generated files and `gangway --version` tell it.
inline constexpr std::string_view kVersion = GANGWAY_VERSION;

}  // namespace gangway::gen
