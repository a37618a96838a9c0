#pragma once

#include <string>
#include <vector>

#include "format/pieces.h"

namespace gangway::gen::format {

/// Puts the pieces of a whole file on lines.
std::string lay_out(const std::vector<Piece>& pieces);

}  // namespace gangway::gen::format
