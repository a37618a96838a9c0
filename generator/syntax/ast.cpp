#include "syntax/ast.h"

#include <array>

namespace gangway::gen::ast {
namespace {

std::string join(const std::vector<Name>& parts, std::size_t count) {
  std::string text;
  for (std::size_t i = 0; i < count; ++i) {
    if (i != 0) text += '.';
    text += parts[i].text;
  }
  return text;
}

}  // namespace

std::string QualifiedName::text() const { return join(parts, parts.size()); }
std::string QualifiedName::qualifier() const { return join(parts, parts.size() - 1); }

std::string_view kind_of(const Declaration& declaration) {
  constexpr std::array<std::string_view, 10> words{"a type alias", "a constant",   "a struct", "an error",
                                                   "an enum",      "a union",      "a pipe",   "a guard",
                                                   "a gateway",    "a declaration"};
  return words[declaration.what.index()];
}

}  // namespace gangway::gen::ast
