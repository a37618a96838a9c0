#pragma once

#include <vector>

#include "format/pieces.h"

namespace gangway::gen::format {

/// Whether two texts have the same tokens and comments in the same order. White space, and commas behind the
/// last of several, are not looked at.
bool is_same_program(const std::vector<Piece>& left, const std::vector<Piece>& right);

}  // namespace gangway::gen::format
