#include "format/pieces.h"

#include <algorithm>
#include <utility>

namespace gangway::gen::format {
namespace {

/// Line breaks in `space`: LF, CR LF, and CR alone, which ends a comment too.
std::size_t count_breaks(std::string_view space) {
  std::size_t count = 0;
  for (std::size_t i = 0; i < space.size(); ++i) {
    const bool is_pair = space[i] == '\r' && i + 1 < space.size() && space[i + 1] == '\n';
    if (is_pair) ++i;
    if (is_pair || space[i] == '\n' || space[i] == '\r') ++count;
  }
  return count;
}

/// `text` with '\n' for every line break and nothing blank before one.
std::string tidy(std::string_view text) {
  std::string result;
  const auto end_line = [&] {
    while (!result.empty() && (result.back() == ' ' || result.back() == '\t')) result.pop_back();
  };
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\r' && i + 1 < text.size() && text[i + 1] == '\n') continue;
    if (text[i] == '\r' || text[i] == '\n') {
      end_line();
      result += '\n';
    } else {
      result += text[i];
    }
  }
  end_line();
  return result;
}

std::size_t column_of(std::string_view text, std::size_t at) {
  const std::size_t line_end = at == 0 ? std::string_view::npos : text.find_last_of("\r\n", at - 1);
  const std::size_t begin = line_end == std::string_view::npos ? 0 : line_end + 1;
  return width_of(text.substr(begin, at - begin));
}

/// A comment ends its line when a break follows, or another comment that ends it or gets lines of its own.
void find_line_ends(Piece& piece) {
  bool follows_break = piece.breaks != 0 || piece.is_end();
  for (auto each = piece.comments.rbegin(); each != piece.comments.rend(); ++each) {
    each->ends_line = follows_break;
    follows_break = each->breaks != 0 || each->ends_line || each->needs_break();
  }
}

}  // namespace

bool Piece::has_break() const {
  return breaks != 0 ||
         std::any_of(comments.begin(), comments.end(), [](const Comment& each) { return each.breaks != 0; });
}

std::size_t width_of(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(
      text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

std::vector<Piece> pieces_of(std::string_view text, const std::vector<Token>& tokens) {
  std::vector<Piece> pieces;
  Piece next;
  std::size_t behind = 0;  // the end of what was looked at last
  for (const Token& token : tokens) {
    const std::string_view written = text.substr(token.span.begin, token.span.end - token.span.begin);
    const std::size_t breaks = count_breaks(text.substr(behind, token.span.begin - behind));
    behind = token.span.end;
    switch (token.kind) {
      case Token::Kind::Doc:
      case Token::Kind::LineComment:
      case Token::Kind::BlockComment:
        next.comments.push_back(
            {token.kind, tidy(written), breaks, false, column_of(text, token.span.begin)});
        break;
      default:
        next.kind = token.kind;
        next.text = written;
        next.breaks = breaks;
        find_line_ends(next);
        pieces.push_back(std::exchange(next, {}));
    }
  }
  next.breaks = count_breaks(text.substr(behind));
  find_line_ends(next);
  pieces.push_back(std::move(next));
  return pieces;
}

}  // namespace gangway::gen::format
