#include "driver/difference.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

#include <fmt/format.h>

namespace gangway::gen {
namespace {

using Lines = std::vector<std::string_view>;

/// One line of the comparison: ' ' in both, '-' only before, '+' only now.
struct Edit {
  char sign;
  std::string_view line;
};

Lines split(std::string_view text) {
  Lines lines;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    lines.push_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines;
}

/// The edits between two pieces without common beginning or end, by their longest common subsequence. Pieces
/// too large for its table are replaced as a whole: correct, only longer to read.
void append_middle(std::vector<Edit>& edits, const Lines& before, const Lines& now) {
  constexpr std::size_t kLargestTable = 4'000'000;
  const std::size_t rows = before.size() + 1;
  const std::size_t columns = now.size() + 1;
  if (rows * columns > kLargestTable) {
    for (const std::string_view line : before) edits.push_back({'-', line});
    for (const std::string_view line : now) edits.push_back({'+', line});
    return;
  }
  std::vector<std::uint32_t> common(rows * columns, 0);  // [i, j]: of before[i…] and now[j…]
  const auto at = [&](std::size_t i, std::size_t j) -> std::uint32_t& { return common[i * columns + j]; };
  for (std::size_t i = before.size(); i-- > 0;) {
    for (std::size_t j = now.size(); j-- > 0;) {
      at(i, j) = before[i] == now[j] ? at(i + 1, j + 1) + 1 : std::max(at(i + 1, j), at(i, j + 1));
    }
  }
  std::size_t i = 0;
  std::size_t j = 0;
  while (i < before.size() || j < now.size()) {
    if (i < before.size() && j < now.size() && before[i] == now[j]) {
      edits.push_back({' ', before[i]});
      ++i;
      ++j;
    } else if (j == now.size() || (i < before.size() && at(i + 1, j) >= at(i, j + 1))) {
      edits.push_back({'-', before[i++]});
    } else {
      edits.push_back({'+', now[j++]});
    }
  }
}

std::vector<Edit> compare(const Lines& before, const Lines& now) {
  std::size_t head = 0;
  while (head < before.size() && head < now.size() && before[head] == now[head]) ++head;
  std::size_t tail = 0;
  while (tail < before.size() - head && tail < now.size() - head &&
         before[before.size() - 1 - tail] == now[now.size() - 1 - tail]) {
    ++tail;
  }
  const auto middle = [&](const Lines& lines) {
    return Lines(lines.begin() + static_cast<std::ptrdiff_t>(head),
                 lines.end() - static_cast<std::ptrdiff_t>(tail));
  };
  std::vector<Edit> edits;
  for (std::size_t i = 0; i < head; ++i) edits.push_back({' ', before[i]});
  append_middle(edits, middle(before), middle(now));
  for (std::size_t i = before.size() - tail; i < before.size(); ++i) edits.push_back({' ', before[i]});
  return edits;
}

}  // namespace

std::string difference(std::string_view name, std::string_view before, std::string_view now) {
  if (before == now) return {};
  constexpr std::size_t kContext = 3;
  const std::vector<Edit> edits = compare(split(before), split(now));
  std::string text = fmt::format("--- {}\n+++ {} (generated now)\n", name, name);

  std::size_t line_before = 1;
  std::size_t line_now = 1;
  for (std::size_t i = 0; i < edits.size();) {
    // The next change, and how far its neighbours reach without a gap of more than two contexts.
    std::size_t first = i;
    while (first < edits.size() && edits[first].sign == ' ') ++first;
    if (first == edits.size()) break;
    std::size_t last = first;
    for (std::size_t k = first; k < edits.size() && k <= last + 2 * kContext; ++k) {
      if (edits[k].sign != ' ') last = k;
    }
    const std::size_t begin = std::max(i, first > kContext ? first - kContext : 0);
    const std::size_t end = std::min(edits.size(), last + kContext + 1);
    line_before += begin - i;
    line_now += begin - i;
    const auto count = [&](char other) {
      return static_cast<std::size_t>(std::count_if(edits.begin() + static_cast<std::ptrdiff_t>(begin),
                                                    edits.begin() + static_cast<std::ptrdiff_t>(end),
                                                    [&](const Edit& e) { return e.sign != other; }));
    };
    const std::size_t size_before = count('+');
    const std::size_t size_now = count('-');
    text += fmt::format("@@ -{},{} +{},{} @@\n", line_before, size_before, line_now, size_now);
    for (std::size_t k = begin; k < end; ++k) text += fmt::format("{}{}\n", edits[k].sign, edits[k].line);
    line_before += size_before;
    line_now += size_now;
    i = end;
  }
  return text;
}

}  // namespace gangway::gen
