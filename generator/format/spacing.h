#pragma once

#include "format/pieces.h"

namespace gangway::gen::format {

/// Whether a space stands between two pieces of one line.
bool has_space_between(const Piece& left, const Piece& right);

/// Whether a space stands between a piece and a comment on its line.
bool has_space_before_comment(const Piece& left);
bool has_space_after_comment(const Piece& right);

/// Whether the piece is a comma with nothing but a closing bracket behind it. Such are written where each of
/// several has its own line, and nowhere else.
bool is_last_comma(const std::vector<Piece>& pieces, std::size_t i);

}  // namespace gangway::gen::format
