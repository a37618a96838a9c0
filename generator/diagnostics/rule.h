#pragma once

#include <cstddef>
#include <string_view>

namespace gangway::gen {

enum class Severity { Error, Warning };

namespace detail {

/// How many different arguments `sentence` asks for: one more than the highest N of its `{N}`.
consteval std::size_t placeholder_count(std::string_view sentence) {
  std::size_t count = 0;
  for (std::size_t i = 0; i + 2 < sentence.size(); ++i) {
    const bool is_placeholder = sentence[i] == '{' && sentence[i + 2] == '}';
    if (!is_placeholder || sentence[i + 1] < '0' || sentence[i + 1] > '9') continue;
    const std::size_t needed = static_cast<std::size_t>(sentence[i + 1] - '0') + 1;
    if (needed > count) count = needed;
  }
  return count;
}

}  // namespace detail

/// One kind of diagnostic: a code that is never reused, and a sentence with a place `{N}` for each argument.
/// A sentence that does not fit its arguments does not compile.
template <class... Args>
struct Rule {
  consteval Rule(std::string_view code, Severity severity, std::string_view sentence)
      : code(code), severity(severity), sentence(sentence) {
    if (detail::placeholder_count(sentence) != sizeof...(Args))
      throw "the placeholders are not the arguments";
  }

  std::string_view code;
  Severity severity;
  std::string_view sentence;
};

}  // namespace gangway::gen
