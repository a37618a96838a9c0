#include <algorithm>
#include <array>
#include <utility>

#include "patterns/parser.h"

// What stands for one character: classes and escapes.

namespace gangway::gen::patterns {
namespace {

const CodePoints kDigits{{'0', '9'}};
const CodePoints kWord{{'0', '9'}, {'A', 'Z'}, {'_', '_'}, {'a', 'z'}};

/// Escapes that mean something in one engine at least, and why they are refused.
constexpr std::array<std::pair<char, std::string_view>, 12> kRefusedEscapes{{
    {'s', "the two engines disagree about what space is; list the characters, such as `[ \\t]`"},
    {'S', "the two engines disagree about what space is; list the characters, such as `[^ \\t]`"},
    {'b', "edges of words are not in it; name the characters around them"},
    {'B', "edges of words are not in it; name the characters around them"},
    {'A', kWholeString},
    {'z', kWholeString},
    {'Z', kWholeString},
    {'p', "each engine has its own age of Unicode; list the ranges, such as `[\\u00C0-\\u024F]`"},
    {'P', "each engine has its own age of Unicode; list the ranges, such as `[^\\u00C0-\\u024F]`"},
    {'k', "a reference to a group takes more than linear time"},
    {'Q', "quoting is not in it; escape each character"},
    {'C', "single bytes are not in it"},
}};

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

int hex_digit(char c) {
  if (is_digit(c)) return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

}  // namespace

Pattern PatternParser::character_class() {
  const std::size_t begin = at_++;
  Pattern result;
  result.kind = Pattern::Kind::Set;
  result.begin = begin;
  result.negated = take("^");
  const auto unended = [&] {
    fail(Kind::Malformed, begin, begin + 1, "this class does not end; the character itself is `\\[`");
  };
  const auto one = [&](std::optional<std::uint32_t>& single) {
    if (ends()) unended();
    if (next_is("[")) {
      fail(next_is("[:") ? Kind::Unsupported : Kind::Malformed, at_, at_ + 1,
           next_is("[:") ? "named classes are not in JavaScript; list the characters"
                         : "inside a class it is written `\\[`");
    }
    if (text_[at_] == '\\') return escape(single);
    single = code_point();
    return CodePoints{{*single, *single}};
  };
  const std::size_t first_item = at_;
  while (!take("]")) {
    const std::size_t item = at_;
    const bool is_edge = item == first_item || text_.substr(item).starts_with("-]");
    if (next_is("-") && !is_edge) fail(Kind::Malformed, item, item + 1, "between others it is written `\\-`");
    std::optional<std::uint32_t> low;
    const CodePoints set = one(low);
    if (!next_is("-") || text_.substr(at_).starts_with("-]")) {
      result.set.add(set);
      continue;
    }
    ++at_;
    std::optional<std::uint32_t> high;
    const CodePoints other = one(high);
    if (!low || !high) fail(Kind::Malformed, item, at_, "a range goes from one character to another");
    if (*low > *high) fail(Kind::Malformed, item, at_, "this range goes backwards");
    result.set.add(*low, *high);
  }
  result.end = at_;
  if (result.set.empty()) fail(Kind::Unsupported, begin, at_, "an empty class is read differently");
  if (result.negated) result.set = result.set.complement();
  if (result.set.empty()) fail(Kind::Malformed, begin, at_, "this class has no character");
  return result;
}

std::uint32_t PatternParser::code_point() {
  const auto lead = static_cast<unsigned char>(text_[at_]);
  const std::size_t length = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
  std::uint32_t point = length == 1 ? lead : lead & (0x7FU >> length);
  for (std::size_t i = 1; i < length; ++i)
    point = point << 6 | (static_cast<unsigned char>(text_[at_ + i]) & 0x3FU);
  at_ += length;
  is_plain_ = is_plain_ && point >= 0x20 && point < 0x7F && point != '/';
  return point;
}

std::uint32_t PatternParser::hex(std::size_t begin, std::size_t digits) {
  std::uint32_t value = 0;
  for (std::size_t i = 0; i < digits; ++i, ++at_) {
    const int digit = ends() ? -1 : hex_digit(text_[at_]);
    if (digit < 0)
      fail(Kind::Malformed, begin, at_, "a character by number is `\\x41`, `\\u0041` or `\\u{1F600}`");
    value = value << 4 | static_cast<std::uint32_t>(digit);
  }
  return value;
}

CodePoints PatternParser::escape(std::optional<std::uint32_t>& single) {
  const std::size_t begin = at_++;
  if (ends()) fail(Kind::Malformed, begin, at_, "nothing follows; the character itself is `\\\\`");
  const char c = text_[at_];
  const auto is = [&](std::uint32_t point) {
    single = point;
    return CodePoints{{point, point}};
  };
  for (const auto& [letter, reason] : kRefusedEscapes) {
    if (c == letter) fail(Kind::Unsupported, begin, at_ + 1, reason);
  }
  ++at_;
  switch (c) {
    case 'd':
      return kDigits;
    case 'D':
      return kDigits.complement();
    case 'w':
      return kWord;
    case 'W':
      return kWord.complement();
    case 't':
      return is('\t');
    case 'n':
      return is('\n');
    case 'r':
      return is('\r');
    case 'f':
      return is('\f');
    case 'v':
      return is('\v');
    case 'x':
      is_plain_ = false;
      if (next_is("{"))
        fail(Kind::Unsupported, begin, at_ + 1, "JavaScript does not read it; write `\\u{…}`");
      return is(hex(begin, 2));
    case 'u': {
      is_plain_ = false;
      std::size_t digits = 4;
      const bool braced = take("{");
      if (braced) {
        digits = std::min(text_.find('}', at_), text_.size()) - at_;
        if (digits == 0 || digits > 6)
          fail(Kind::Malformed, begin, at_, "a character by number is `\\u{1F600}`");
      }
      const std::uint32_t point = hex(begin, digits);
      if (braced && !take("}")) fail(Kind::Malformed, begin, at_, "a character by number is `\\u{1F600}`");
      if (point > CodePoints::kLargest || (point >= 0xD800 && point <= 0xDFFF)) {
        fail(Kind::Malformed, begin, at_, "there is no character of this number");
      }
      return is(point);
    }
    default:
      break;
  }
  if (c >= '1' && c <= '9')
    fail(Kind::Unsupported, begin, at_, "a reference to a group takes more than linear time");
  if (c == '0') fail(Kind::Unsupported, begin, at_, "it is read differently; write `\\u0000`");
  if (is_letter(c)) fail(Kind::Unsupported, begin, at_, "there is no such escape in both engines");
  if (static_cast<unsigned char>(c) < 0x21 || static_cast<unsigned char>(c) > 0x7E) {
    fail(Kind::Unsupported, begin, at_ - 1, "this character needs no `\\`");
  }
  // JavaScript takes a backslash only before characters that mean something.
  if (std::string_view("\\^$.*+?()[]{}|/").find(c) == std::string_view::npos) is_plain_ = false;
  return is(static_cast<unsigned char>(c));
}

}  // namespace gangway::gen::patterns
