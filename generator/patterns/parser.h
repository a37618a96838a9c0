#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "patterns/pattern.h"

namespace gangway::gen::patterns {

inline constexpr std::string_view kWholeString = "a pattern is about the whole string already; leave it out";

inline bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// Recursive descent: how parts stand together in parse.cpp, what one character may be in characters.cpp. A
/// mistake is thrown and caught in `parse`, and nowhere else.
class PatternParser {
 public:
  explicit PatternParser(std::string_view text) : text_(text) {}

  Pattern run() {
    Pattern whole = choice();
    if (at_ < text_.size()) fail(Error::Kind::Malformed, at_, at_ + 1, "no group is open; write `\\)`");
    check_repeats(whole, 1);
    whole.is_plain = is_plain_;
    return whole;
  }

 private:
  using Kind = Error::Kind;

  [[noreturn]] static void fail(Kind kind, std::size_t begin, std::size_t end, std::string_view reason) {
    throw Error{kind, begin, end, std::string(reason)};
  }
  [[nodiscard]] bool ends() const { return at_ >= text_.size(); }
  [[nodiscard]] bool next_is(std::string_view what) const { return text_.substr(at_).starts_with(what); }
  bool take(std::string_view what) {
    if (!next_is(what)) return false;
    at_ += what.size();
    return true;
  }

  Pattern choice();
  Pattern sequence();
  Pattern repeated();
  Pattern atom();
  Pattern group();
  Pattern character_class();
  bool counts(Pattern& repeat);
  std::uint32_t number();
  std::uint32_t code_point();
  /// What a backslash stands for: one character in `single`, or a set.
  CodePoints escape(std::optional<std::uint32_t>& single);
  std::uint32_t hex(std::size_t begin, std::size_t digits);
  void check_repeats(const Pattern& pattern, std::uint64_t outer) const;

  std::string_view text_;
  std::size_t at_ = 0;
  int depth_ = 0;
  bool is_plain_ = true;
};

}  // namespace gangway::gen::patterns
