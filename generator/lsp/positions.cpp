#include "lsp/positions.h"

#include <algorithm>

namespace gangway::gen::lsp {
namespace {

bool is_continuation(char byte) { return (static_cast<unsigned char>(byte) & 0xC0) == 0x80; }

/// What begins with `lead`: one unit of UTF-16, or two beyond U+FFFF, which take four bytes.
std::uint32_t utf16_units(char lead) {
  if (is_continuation(lead)) return 0;
  return static_cast<unsigned char>(lead) >= 0xF0 ? 2 : 1;
}

}  // namespace

Positions::Positions(std::string_view text, Encoding encoding)
    : text_(text), encoding_(encoding), line_starts_{0} {
  for (std::size_t i = text.find('\n'); i != std::string_view::npos; i = text.find('\n', i + 1)) {
    line_starts_.push_back(static_cast<std::uint32_t>(i + 1));
  }
}

std::uint32_t Positions::width(std::uint32_t begin, std::uint32_t end) const {
  if (encoding_ == Encoding::Utf8) return end - begin;
  std::uint32_t units = 0;
  for (std::uint32_t i = begin; i < end; ++i) units += utf16_units(text_[i]);
  return units;
}

Positions::Place Positions::place(std::uint32_t offset) const {
  offset = std::min(offset, static_cast<std::uint32_t>(text_.size()));
  const auto next = std::upper_bound(line_starts_.begin(), line_starts_.end(), offset);
  return {static_cast<std::uint32_t>(next - line_starts_.begin() - 1), width(*(next - 1), offset)};
}

json Positions::at(std::uint32_t offset) const {
  const Place where = place(offset);
  return {{"line", where.line}, {"character", where.column}};
}

json Positions::range(std::uint32_t begin, std::uint32_t end) const {
  return {{"start", at(begin)}, {"end", at(end)}};
}

std::uint32_t Positions::offset(const json& position) const {
  const auto line = position.at("line").get<std::uint32_t>();
  auto units = position.at("character").get<std::uint32_t>();
  const auto size = static_cast<std::uint32_t>(text_.size());
  if (line >= line_starts_.size()) return size;
  std::uint32_t i = line_starts_[line];
  while (i < size && units > 0 && text_[i] != '\n' && text_[i] != '\r') {
    const std::uint32_t step = encoding_ == Encoding::Utf8 ? 1 : utf16_units(text_[i]);
    if (step > units) break;  // in the middle of a pair: before it
    units -= step;
    ++i;
    while (encoding_ == Encoding::Utf16 && i < size && is_continuation(text_[i])) ++i;
  }
  while (i < size && is_continuation(text_[i])) --i;
  return i;
}

}  // namespace gangway::gen::lsp
