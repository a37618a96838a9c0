#include "syntax/token_text.h"

#include <algorithm>

namespace gangway::gen {

TokenText::TokenText(const SourceFile& file, SourceId id) : text_(file.text), id_(id) {
  if (text_.starts_with("\xEF\xBB\xBF")) skipped_ = 3;
  const auto is_ascii = [](char c) { return static_cast<unsigned char>(c) < 0x80; };
  if (std::all_of(text_.begin() + skipped_, text_.end(), is_ascii)) return;
  for (std::uint32_t i = skipped_; i < text_.size(); ++i) {
    if ((static_cast<unsigned char>(text_[i]) & 0xC0) != 0x80) byte_offsets_.push_back(i);
  }
}

std::uint32_t TokenText::byte_of(std::size_t code_point) const {
  const auto end = static_cast<std::uint32_t>(text_.size());
  if (byte_offsets_.empty()) return std::min(static_cast<std::uint32_t>(code_point) + skipped_, end);
  return code_point < byte_offsets_.size() ? byte_offsets_[code_point] : end;
}

Span TokenText::span(const antlr4::Token& token) const { return span(token, token); }

Span TokenText::span(const antlr4::Token& first, const antlr4::Token& last) const {
  const std::uint32_t begin = byte_of(first.getStartIndex());
  const bool has_text = last.getType() != antlr4::Token::EOF && last.getStopIndex() != INVALID_INDEX;
  return {id_, begin, has_text ? std::max(begin, byte_of(last.getStopIndex() + 1)) : begin};
}

std::string_view TokenText::indentation(Span span) const {
  const std::size_t line_break = text_.substr(0, span.begin).rfind('\n');
  const std::size_t begin = line_break == std::string_view::npos ? 0 : line_break + 1;
  const std::size_t end = std::min(text_.find_first_not_of(" \t", begin), text_.size());
  return text_.substr(begin, end - begin);
}

}  // namespace gangway::gen
