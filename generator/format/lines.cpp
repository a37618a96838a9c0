#include "format/lines.h"

#include <algorithm>

namespace gangway::gen::format {
namespace {

/// `text` with each line but the first moved by as many columns as the first one is.
std::string moved(const std::string& text, std::size_t from, std::size_t to) {
  std::string result;
  for (std::size_t i = 0; i < text.size(); ++i) {
    result += text[i];
    if (text[i] != '\n' || i + 1 == text.size() || text[i + 1] == '\n') continue;
    if (to > from) result.append(to - from, ' ');
    for (std::size_t gone = to; gone < from && i + 1 < text.size() && text[i + 1] == ' '; ++gone) ++i;
  }
  return result;
}

}  // namespace

void Lines::begin(std::size_t indent, bool after_blank) {
  if (!lines_.empty() && is_empty()) lines_.pop_back();
  if (after_blank && !lines_.empty() && !lines_.back().is_blank) {
    Line blank;
    blank.is_blank = true;
    lines_.push_back(blank);
  }
  Line line;
  line.indent = indent;
  lines_.push_back(line);
}

void Lines::append(std::string_view text) { lines_.back().text += text; }

void Lines::mark_cell() { lines_.back().cell = lines_.back().text.size(); }

bool Lines::append_trailing(const Comment& comment) {
  Line& line = lines_.back();
  std::string& target = line.is_own_comment ? line.text : line.trailing;
  const bool is_alone = target.empty();
  if (!is_alone) target += ' ';
  target += comment.text;
  line.ends_with_line_comment = comment.kind != Token::Kind::BlockComment;
  return is_alone;
}

void Lines::begin_continued(const Comment& comment) {
  Line line;
  line.indent = lines_.back().indent;
  line.trailing = comment.text;
  line.is_continued = true;
  line.ends_with_line_comment = true;
  lines_.push_back(line);
}

void Lines::append_own(const Comment& comment) {
  Line& line = lines_.back();
  line.is_own_comment = true;
  line.text = moved(comment.text, comment.column, line.indent);
  line.ends_with_line_comment = comment.kind != Token::Kind::BlockComment;
}

bool Lines::is_empty() const {
  if (lines_.empty()) return true;
  const Line& line = lines_.back();
  return line.text.empty() && line.trailing.empty() && !line.is_blank;
}

bool Lines::is_closed() const {
  if (lines_.empty()) return true;
  const Line& line = lines_.back();
  return line.is_blank || line.is_own_comment || !line.trailing.empty();
}

bool Lines::ends_with_line_comment() const { return !lines_.empty() && lines_.back().ends_with_line_comment; }

std::size_t Lines::width() const { return lines_.back().indent + width_of(lines_.back().text); }

void Lines::align_cells() {
  for (auto begin = lines_.begin(); begin != lines_.end();) {
    std::size_t widest = 0;
    auto end = begin;
    for (; end != lines_.end() && end->indent == begin->indent; ++end) {
      if (end->is_continued || end->is_own_comment) continue;
      if (end->cell == std::string::npos) break;
      widest = std::max(widest, width_of(end->text.substr(0, end->cell)));
    }
    if (end == begin) {
      ++begin;
      continue;
    }
    for (; begin != end; ++begin) {
      if (begin->cell == std::string::npos) continue;
      begin->text.insert(begin->cell, widest - width_of(begin->text.substr(0, begin->cell)), ' ');
    }
  }
}

void Lines::align_trailing() {
  for (auto begin = lines_.begin(); begin != lines_.end();) {
    const auto goes_on = [&](const Line& line) {
      return line.indent == begin->indent && !line.is_blank && !line.is_own_comment;
    };
    const auto end = std::find_if_not(begin, lines_.end(), goes_on);
    if (end == begin) {
      ++begin;
      continue;
    }
    std::size_t widest = 0;
    for (auto line = begin; line != end; ++line) {
      if (!line->trailing.empty()) widest = std::max(widest, width_of(line->text));
    }
    for (; begin != end; ++begin) {
      if (begin->trailing.empty()) continue;
      begin->text.append(widest + 2 - width_of(begin->text), ' ');
      begin->text += begin->trailing;
    }
  }
}

std::string Lines::text() && {
  if (!lines_.empty() && is_empty()) lines_.pop_back();
  align_cells();
  align_trailing();
  std::string text;
  for (const Line& line : lines_) {
    if (!line.text.empty()) text.append(line.indent, ' ');
    text += line.text;
    text += '\n';
  }
  return text;
}

}  // namespace gangway::gen::format
