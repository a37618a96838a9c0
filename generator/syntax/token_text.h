#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include <antlr4-runtime.h>

#include "source/source_map.h"
#include "source/span.h"

namespace gangway::gen {

/// Where ANTLR's tokens stand in the file. ANTLR counts code points after a byte order mark; spans count
/// bytes.
class TokenText {
 public:
  TokenText(const SourceFile& file, SourceId id);

  [[nodiscard]] std::string_view antlr_input() const noexcept { return text_.substr(skipped_); }
  [[nodiscard]] Span span(const antlr4::Token& token) const;
  [[nodiscard]] Span span(const antlr4::Token& first, const antlr4::Token& last) const;
  [[nodiscard]] std::string_view text(Span span) const {
    return text_.substr(span.begin, span.end - span.begin);
  }
  /// The blanks at the beginning of the line on which `span` begins.
  [[nodiscard]] std::string_view indentation(Span span) const;

 private:
  [[nodiscard]] std::uint32_t byte_of(std::size_t code_point) const;

  std::string_view text_;
  SourceId id_;
  std::uint32_t skipped_ = 0;  ///< Bytes of the byte order mark.
  std::vector<std::uint32_t>
      byte_offsets_;  ///< Of each code point; empty for ASCII text, where they are equal.
};

}  // namespace gangway::gen
