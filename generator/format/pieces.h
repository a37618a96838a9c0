#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "syntax/tokens.h"

namespace gangway::gen::format {

/// A comment and where it stood among its neighbours.
struct Comment {
  Token::Kind kind = Token::Kind::LineComment;
  std::string text;        ///< Without white space at the ends of its lines, which '\n' separates.
  std::size_t breaks = 0;  ///< Line breaks before it, after whatever stands there.
  bool ends_line = false;  ///< No piece follows on the line on which it ends.
  std::size_t column = 0;  ///< In code points, from 0.

  [[nodiscard]] bool is_multiline() const { return text.find('\n') != std::string::npos; }
  /// Whether nothing may follow it on its line.
  [[nodiscard]] bool needs_break() const { return kind != Token::Kind::BlockComment || is_multiline(); }
};

/// A token that means something, with the comments before it. The last piece of a file is empty: its end.
struct Piece {
  Token::Kind kind = Token::Kind::Mark;
  std::string_view text;
  std::vector<Comment> comments;
  std::size_t breaks = 0;  ///< Line breaks before it, after the last of its comments.

  [[nodiscard]] bool is_end() const { return text.empty(); }
  /// Whether it began a line.
  [[nodiscard]] bool has_break() const;
};

/// `tokens` as pieces, the end included. The views are into `text`.
std::vector<Piece> pieces_of(std::string_view text, const std::vector<Token>& tokens);

/// How many code points `text` has; what else makes a character wide is not looked at.
std::size_t width_of(std::string_view text);

}  // namespace gangway::gen::format
