#include "diagnostics/excerpt.h"

#include <algorithm>

#include <fmt/format.h>

namespace gangway::gen {

std::size_t code_points(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(
      text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

std::string excerpt_line(std::size_t number, std::string_view line, std::size_t column,
                         std::string_view marks) {
  constexpr std::size_t kLongestLine = 400;
  if (line.size() > kLongestLine) return {};
  // Tabs stay tabs, so that the mark stands where the terminal puts the letter above it.
  std::string margin;
  for (const char c : line) {
    if ((static_cast<unsigned char>(c) & 0xC0) == 0x80) continue;
    if (margin.size() + 1 == column) break;
    margin += c == '\t' ? '\t' : ' ';
  }
  margin.resize(column - 1, ' ');
  const std::string shown = std::to_string(number);
  return fmt::format(" {} | {}\n {} | {}{}\n", shown, line, std::string(shown.size(), ' '), margin, marks);
}

}  // namespace gangway::gen
