#include "format/spacing.h"

namespace gangway::gen::format {
namespace {

bool is_one_of(const Piece& piece, std::string_view marks) {
  return piece.kind == Token::Kind::Mark && piece.text.size() == 1 &&
         marks.find(piece.text[0]) != std::string_view::npos;
}

bool is_range(const Piece& piece) { return piece.text == ".."; }

}  // namespace

bool has_space_between(const Piece& left, const Piece& right) {
  if (left.text == "{" && right.text == "}") return false;
  if (is_one_of(left, "([<@.-") || is_range(left)) return false;
  if (is_range(right)) return is_one_of(left, ",:");
  return !is_one_of(right, ";,)]>?:.(<");
}

bool has_space_before_comment(const Piece& left) { return !is_one_of(left, "([<"); }

bool has_space_after_comment(const Piece& right) { return !is_one_of(right, ")]>,;"); }

bool is_last_comma(const std::vector<Piece>& pieces, std::size_t i) {
  return is_one_of(pieces[i], ",") && is_one_of(pieces[i + 1], ")]}");
}

}  // namespace gangway::gen::format
