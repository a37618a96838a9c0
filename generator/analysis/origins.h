#pragma once

#include <string_view>

namespace gangway::gen {

/// What keeps `text` from being an origin as browsers write it, `https://chat.example` or with a `:port`, or
/// `*` for any; empty when it is one. Browsers leave out a scheme's own port and write hosts in lower case,
/// so any other spelling would never match.
std::string_view origin_fault(std::string_view text);

}  // namespace gangway::gen
