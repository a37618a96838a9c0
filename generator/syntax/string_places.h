#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace gangway::gen {

/// Where each byte of a string's content stands in its literal, and behind the last one where the content
/// ends: what an escape stands for begins where the escape does. `literal` has its quotes and no mistakes.
std::vector<std::uint32_t> string_places(std::string_view literal);

}  // namespace gangway::gen
