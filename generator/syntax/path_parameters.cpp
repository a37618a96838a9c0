#include "syntax/path_parameters.h"

#include <algorithm>
#include <cctype>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace gangway::gen {
namespace {

/// Reads one segment and knows where its words stand in the file.
class SegmentReader {
 public:
  SegmentReader(const ast::StringLiteral& path, std::size_t begin, std::size_t end)
      : path_(path),
        at_(begin),
        end_(end),
        is_verbatim_(path.span.end - path.span.begin == path.text.size() + 2) {}

  std::optional<ast::Field> parameter() {
    if (!take('{')) return std::nullopt;
    auto name = word();
    if (!name) return std::nullopt;
    ast::Field field;
    field.name = *name;
    field.type.name = {{{"string", name->span}}, name->span};
    if (take(':')) {
      auto type = qualified_name();
      if (!type) return std::nullopt;
      field.type.name = std::move(*type);
    }
    field.type.span = field.type.name.span;
    if (!take('}') || at_ != end_) return std::nullopt;
    return field;
  }

 private:
  void skip_spaces() {
    while (at_ < end_ && path_.text[at_] == ' ') ++at_;
  }

  bool take(char wanted) {
    skip_spaces();
    if (at_ == end_ || path_.text[at_] != wanted) return false;
    ++at_;
    return true;
  }

  std::optional<ast::Name> word() {
    skip_spaces();
    const std::size_t begin = at_;
    const auto is_part = [](char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_'; };
    while (at_ < end_ && is_part(path_.text[at_])) ++at_;
    const bool is_number = begin < at_ && std::isdigit(static_cast<unsigned char>(path_.text[begin])) != 0;
    if (begin == at_ || is_number) return std::nullopt;
    return ast::Name{path_.text.substr(begin, at_ - begin), span(begin, at_)};
  }

  std::optional<ast::QualifiedName> qualified_name() {
    ast::QualifiedName name;
    do {
      auto part = word();
      if (!part) return std::nullopt;
      name.parts.push_back(std::move(*part));
    } while (take('.'));
    name.span = join(name.parts.front().span, name.parts.back().span);
    return name;
  }

  /// Where the bytes [begin, end) of the text stand: behind the quote, unless escapes have moved them.
  Span span(std::size_t begin, std::size_t end) const {
    if (!is_verbatim_) return path_.span;
    const auto offset = path_.span.begin + 1;
    return {path_.span.file, offset + static_cast<std::uint32_t>(begin),
            offset + static_cast<std::uint32_t>(end)};
  }

  const ast::StringLiteral& path_;
  std::size_t at_;
  std::size_t end_;
  bool is_verbatim_;
};

}  // namespace

std::vector<ast::Field> path_parameters(const ast::StringLiteral& path) {
  std::vector<ast::Field> result;
  for (std::size_t begin = 0; begin <= path.text.size();) {
    const std::size_t end = std::min(path.text.find('/', begin), path.text.size());
    if (auto field = SegmentReader(path, begin, end).parameter()) result.push_back(std::move(*field));
    begin = end + 1;
  }
  return result;
}

}  // namespace gangway::gen
