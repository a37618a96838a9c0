#include "format/statement.h"

namespace gangway::gen::format {
namespace {

bool is_open(const Piece& piece) {
  return piece.kind == Token::Kind::Mark &&
         (piece.text == "(" || piece.text == "[" || piece.text == "<" || piece.text == "{");
}

bool is_close(const Piece& piece) {
  return piece.kind == Token::Kind::Mark &&
         (piece.text == ")" || piece.text == "]" || piece.text == ">" || piece.text == "}");
}

/// Behind the annotation at `begin`: `@`, a dotted name, perhaps arguments.
std::size_t behind_annotation(const std::vector<Piece>& pieces, std::size_t begin) {
  std::size_t i = begin + 2;
  while (pieces[i].text == ".") i += 2;
  return pieces[i].text == "(" ? closing(pieces, i) + 1 : i;
}

BlockKind block_of(const std::vector<Piece>& pieces, std::size_t keyword) {
  const std::string_view word = pieces[keyword].text;
  if (word == "enum" || word == "union" || word == "closed") return BlockKind::List;
  const bool has_members = word == "gateway" || word == "namespace" || word == "room";
  return has_members ? BlockKind::Members : BlockKind::Fields;
}

}  // namespace

std::size_t closing(const std::vector<Piece>& pieces, std::size_t open) {
  std::size_t depth = 0;
  for (std::size_t i = open; i < pieces.size(); ++i) {
    if (is_open(pieces[i])) ++depth;
    if (is_close(pieces[i]) && --depth == 0) return i;
  }
  return pieces.size() - 1;
}

Statement read_statement(const std::vector<Piece>& pieces, std::size_t begin, BlockKind kind) {
  Statement result;
  std::size_t i = begin;
  while (pieces[i].text == "@") {
    const std::size_t end = behind_annotation(pieces, i);
    result.annotations.push_back({i, end});
    i = end;
  }
  result.core.begin = i;
  for (; !pieces[i].is_end(); ++i) {
    const std::string_view text = pieces[i].kind == Token::Kind::Mark ? pieces[i].text : "";
    if (text == ";") {
      result.core.end = i + 1;
      return result;
    }
    // A type alone, `reserved old` and enumerators have no colon; the first one stands before the type.
    if (text == ":" && result.cell == 0 && kind != BlockKind::Members) result.cell = i + 1;
    if (kind == BlockKind::List && (text == "," || text == "}")) break;
    if (text == "{" && pieces[i - 1].text != "=") {
      result.core.end = i + 1;
      result.has_block = true;
      result.block = block_of(pieces, result.core.begin);
      return result;
    }
    if (is_open(pieces[i])) {
      const std::size_t close = closing(pieces, i);
      // The parentheses of an event, a room or a guard stand behind its name.
      if (text == "(" && kind == BlockKind::Members && i == result.core.begin + 2) {
        result.payload = Range{i + 1, close};
      }
      i = close;
    }
  }
  result.core.end = i;
  return result;
}

std::vector<Range> items_of(const std::vector<Piece>& pieces, Range list) {
  std::vector<Range> items;
  std::size_t begin = list.begin;
  for (std::size_t i = list.begin; i < list.end; ++i) {
    if (is_open(pieces[i])) i = closing(pieces, i);
    if (pieces[i].text == "," && i < list.end) {
      items.push_back({begin, i});
      begin = i + 1;
    }
  }
  if (begin < list.end) items.push_back({begin, list.end});
  return items;
}

}  // namespace gangway::gen::format
