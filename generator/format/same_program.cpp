#include "format/same_program.h"

#include <string>

#include "format/spacing.h"

namespace gangway::gen::format {
namespace {

std::string without_indents(const std::string& text) {
  std::string result;
  bool is_line_begin = false;
  for (const char c : text) {
    if (is_line_begin && (c == ' ' || c == '\t')) continue;
    is_line_begin = c == '\n';
    result += c;
  }
  return result;
}

std::vector<std::string> texts_of(const std::vector<Piece>& pieces) {
  std::vector<std::string> texts;
  for (std::size_t i = 0; i < pieces.size(); ++i) {
    for (const Comment& each : pieces[i].comments) texts.push_back(without_indents(each.text));
    if (!is_last_comma(pieces, i)) texts.emplace_back(pieces[i].text);
  }
  return texts;
}

}  // namespace

bool is_same_program(const std::vector<Piece>& left, const std::vector<Piece>& right) {
  return texts_of(left) == texts_of(right);
}

}  // namespace gangway::gen::format
