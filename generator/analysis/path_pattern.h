#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/type_facts.h"
#include "syntax/ast.h"

namespace gangway::gen {

/// One part of an address between two `/`.
struct PathSegment {
  std::string literal;          ///< Empty for a parameter.
  std::optional<TypeRef> type;  ///< A parameter's, without aliases; absent where it is not known.
  bool is_parameter = false;
};

/// An address as it is found at run time: literal segments, and those that any value of a type fits.
struct PathPattern {
  std::vector<PathSegment> segments;

  void append(std::string_view path, const std::vector<ast::Field>& parameters, const Bindings& bindings,
              const TypeFacts& facts);
};

/// An address that both fit; nothing when there is none.
std::optional<std::string> common_address(const PathPattern& a, const PathPattern& b, const TypeFacts& facts);

}  // namespace gangway::gen
