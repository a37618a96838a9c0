#pragma once

#include <string>
#include <string_view>

namespace gangway::detail {

/// One reference token of a JSON Pointer (RFC 6901, 3), with its slash; cut, where the name is long.
std::string path_token(std::string_view name);

}  // namespace gangway::detail
