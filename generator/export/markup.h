#pragma once

#include <string>
#include <string_view>

namespace gangway::gen::exports {

enum class MarkupKind { Markdown, Html };

/// Text made safe for a kind of document. What comes out is final: templates print it as it is.
class Markup {
 public:
  explicit Markup(MarkupKind kind) : kind_(kind) {}

  /// Words of ours or a name, on one line.
  [[nodiscard]] std::string text(std::string_view plain) const;
  /// A piece of code inside a line; nothing for nothing.
  [[nodiscard]] std::string code(std::string_view plain) const;
  /// `label`, which is final already, leading to `anchor` of the same document.
  [[nodiscard]] std::string link(std::string_view label, std::string_view anchor) const;
  /// Documentation: paragraphs are kept, pieces in backticks are code.
  [[nodiscard]] std::string docs(std::string_view plain) const;
  /// The same on one line, for a table.
  [[nodiscard]] std::string line(std::string_view plain) const;
  /// The text of a block of code, without what encloses it.
  [[nodiscard]] std::string block(std::string_view plain) const;

 private:
  [[nodiscard]] std::string with_code(std::string_view plain) const;

  MarkupKind kind_;
};

/// What a heading is found by: letters and digits, all else as one '-' each.
std::string anchor(std::string_view name);

}  // namespace gangway::gen::exports
