#include "lsp/extents.h"

#include <algorithm>
#include <optional>
#include <string_view>

#include "syntax/tokens.h"

namespace gangway::gen::lsp {
namespace {

/// One pair of brackets that is open, and what was begun in it.
struct OpenBracket {
  bool is_list = false;    ///< `,` ends what was begun.
  bool is_block = false;   ///< Its end is that of what it belongs to: not in `= {};`.
  bool has_value = false;  ///< There was a `=`.
  std::optional<std::uint32_t> begin = {};
  std::uint32_t end = 0;
  std::string_view last_word = {};  ///< Of those that say what a `{` opens.
};

bool holds_choices(std::string_view word) { return word == "enum" || word == "union"; }
bool is_comment(Token::Kind kind) {
  return kind == Token::Kind::Doc || kind == Token::Kind::LineComment || kind == Token::Kind::BlockComment;
}

}  // namespace

Extents::Extents(const SourceFile& file, SourceId id) {
  std::vector<OpenBracket> levels(1);
  const auto finish = [&](OpenBracket& level) {
    if (level.begin) statements_.push_back({id, *level.begin, level.end});
    level.begin.reset();
    level.last_word = {};
    level.has_value = false;
  };
  for (const Token& token : tokens_of(file, id)) {
    if (is_comment(token.kind)) continue;
    const std::string_view text =
        std::string_view(file.text).substr(token.span.begin, token.span.end - token.span.begin);
    const char mark = token.kind == Token::Kind::Mark && text.size() == 1 ? text[0] : '\0';
    OpenBracket& level = levels.back();
    if (mark == '}' || mark == ')' || mark == ']' || mark == '>') {
      finish(level);
      const bool ends_block = level.is_block;
      if (levels.size() > 1) levels.pop_back();
      levels.back().end = token.span.end;
      if (ends_block) finish(levels.back());
      continue;
    }
    if (mark == ';' || (mark == ',' && level.is_list)) {
      if (mark == ';') level.end = token.span.end;
      finish(level);
      continue;
    }
    if (!level.begin) level.begin = token.span.begin;
    level.end = token.span.end;
    level.has_value = level.has_value || mark == '=';
    if (level.last_word.empty() && (holds_choices(text) || text == "struct" || text == "gateway"))
      level.last_word = text;
    if (mark == '{' || mark == '(' || mark == '[' || mark == '<') {
      const bool is_list = mark != '{' || holds_choices(level.last_word);
      levels.push_back({.is_list = is_list, .is_block = mark == '{' && !level.has_value});
    }
  }
  // What is still open reaches as far as what is in it.
  for (std::uint32_t end = 0; !levels.empty(); levels.pop_back()) {
    levels.back().end = end = std::max(end, levels.back().end);
    finish(levels.back());
  }
}

Span Extents::of(Span name) const {
  const auto found = std::find_if(statements_.begin(), statements_.end(), [&](Span each) {
    return each.begin <= name.begin && name.end <= each.end;
  });
  return found == statements_.end() ? name : *found;
}

}  // namespace gangway::gen::lsp
