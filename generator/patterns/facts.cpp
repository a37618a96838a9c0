#include <algorithm>

#include "patterns/pattern.h"

namespace gangway::gen::patterns {

Length length_of(const Pattern& pattern) {
  Length result{0, 0};
  switch (pattern.kind) {
    case Pattern::Kind::Set:
      return {1, 1};
    case Pattern::Kind::Sequence:
      for (const Pattern& part : pattern.parts) {
        const Length one = length_of(part);
        result.least += one.least;
        result.most = result.most && one.most ? std::optional(*result.most + *one.most) : std::nullopt;
      }
      return result;
    case Pattern::Kind::Choice:
      result = length_of(pattern.parts.front());
      for (const Pattern& part : pattern.parts) {
        const Length one = length_of(part);
        result.least = std::min(result.least, one.least);
        result.most =
            result.most && one.most ? std::optional(std::max(*result.most, *one.most)) : std::nullopt;
      }
      return result;
    case Pattern::Kind::Repeat: {
      const Length one = length_of(pattern.parts.front());
      result.least = one.least * pattern.least;
      if (one.most == 0U) return result;
      result.most = one.most && pattern.most ? std::optional(*one.most * *pattern.most) : std::nullopt;
      return result;
    }
  }
  return result;
}

bool matches_without(const Pattern& pattern, const CodePoints& taboo) {
  const auto matches = [&](const Pattern& part) { return matches_without(part, taboo); };
  switch (pattern.kind) {
    case Pattern::Kind::Set:
      return !pattern.set.without(taboo).empty();
    case Pattern::Kind::Sequence:
      return std::all_of(pattern.parts.begin(), pattern.parts.end(), matches);
    case Pattern::Kind::Choice:
      return std::any_of(pattern.parts.begin(), pattern.parts.end(), matches);
    case Pattern::Kind::Repeat:
      return pattern.least == 0 || matches(pattern.parts.front());
  }
  return true;
}

}  // namespace gangway::gen::patterns
