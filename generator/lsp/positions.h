#pragma once

#include <concepts>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "lsp/rpc/message.h"
#include "source/span.h"

namespace gangway::gen::lsp {

/// What a column counts: units of UTF-16 unless the client agrees to bytes.
enum class Encoding { Utf16, Utf8 };

/// Between bytes of a text, which must outlive this, and the lines and columns of the protocol, which count
/// from 0.
class Positions {
 public:
  Positions(std::string_view text, Encoding encoding);
  /// Not of a text that is gone at once.
  template <std::same_as<std::string> Temporary>
  Positions(Temporary&& text, Encoding encoding) = delete;

  [[nodiscard]] json at(std::uint32_t offset) const;
  [[nodiscard]] json range(std::uint32_t begin, std::uint32_t end) const;
  [[nodiscard]] json range(Span span) const { return range(span.begin, span.end); }

  /// The byte that `position` means; a place behind the end of a line or of the text is its end.
  [[nodiscard]] std::uint32_t offset(const json& position) const;

  /// The line of a byte, and how many units stand before it there.
  struct Place {
    std::uint32_t line;
    std::uint32_t column;
  };
  [[nodiscard]] Place place(std::uint32_t offset) const;
  /// How wide a piece of the text is.
  [[nodiscard]] std::uint32_t width(std::uint32_t begin, std::uint32_t end) const;

 private:
  std::string_view text_;
  Encoding encoding_;
  std::vector<std::uint32_t> line_starts_;
};

}  // namespace gangway::gen::lsp
