#include <array>
#include <utility>

#include "patterns/pattern.h"

namespace gangway::gen::patterns {
namespace {

const CodePoints kDigits{{'0', '9'}};
const CodePoints kWord{{'0', '9'}, {'A', 'Z'}, {'_', '_'}, {'a', 'z'}};
const CodePoints kLineFeed{{'\n', '\n'}};

constexpr std::string_view kWholeString = "a pattern is about the whole string already; leave it out";
constexpr int kDeepest = 100;

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

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

int hex_digit(char c) {
  if (is_digit(c)) return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

/// Recursive descent; a mistake is thrown and caught in `parse`, and nowhere else.
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

Pattern PatternParser::choice() {
  Pattern result;
  result.begin = at_;
  result.parts.push_back(sequence());
  while (take("|")) result.parts.push_back(sequence());
  result.end = at_;
  if (result.parts.size() == 1) return std::move(result.parts.front());
  result.kind = Pattern::Kind::Choice;
  return result;
}

Pattern PatternParser::sequence() {
  Pattern result;
  result.begin = at_;
  while (!ends() && text_[at_] != '|' && text_[at_] != ')') result.parts.push_back(repeated());
  result.end = at_;
  if (result.parts.size() == 1) return std::move(result.parts.front());
  return result;
}

Pattern PatternParser::repeated() {
  const std::size_t begin = at_;
  Pattern inner = atom();
  Pattern repeat;
  repeat.kind = Pattern::Kind::Repeat;
  repeat.begin = begin;
  if (!counts(repeat)) return inner;
  repeat.end = at_;
  const std::size_t second = at_;
  if (take("?"))
    fail(Kind::Unsupported, second, at_,
         "a match of the whole string is neither lazy nor greedy; leave out the second `?`");
  if (take("+"))
    fail(Kind::Unsupported, second, at_,
         "a repeat that does not give back is only in some engines; leave out the second `+`");
  Pattern again;
  if (counts(again))
    fail(Kind::Malformed, second, at_, "this repeats a repeat; put the inner one into `(…)`");
  repeat.parts.push_back(std::move(inner));
  return repeat;
}

/// Takes `*`, `+`, `?` or `{…}` if one is next.
bool PatternParser::counts(Pattern& repeat) {
  const std::size_t begin = at_;
  if (take("*")) return true;
  if (take("+")) {
    repeat.least = 1;
    return true;
  }
  if (take("?")) {
    repeat.most = 1;
    return true;
  }
  if (!take("{")) return false;
  if (next_is(",")) fail(Kind::Unsupported, begin, begin + 1, "`{,n}` is read by few engines; write `{0,n}`");
  if (ends() || !is_digit(text_[at_]))
    fail(Kind::Malformed, begin, begin + 1, "this is no count; a brace itself is `\\{`");
  repeat.least = number();
  if (!take(",")) {
    repeat.most = repeat.least;
  } else if (!ends() && is_digit(text_[at_])) {
    repeat.most = number();
  }
  if (!take("}")) fail(Kind::Malformed, begin, at_, "a count is `{n}`, `{n,}` or `{n,m}`");
  if (repeat.most && *repeat.most < repeat.least) fail(Kind::Repeat, begin, at_, "it goes from more to less");
  if (repeat.least > kMostRepeats || repeat.most.value_or(0) > kMostRepeats) {
    fail(Kind::Repeat, begin, at_, "nothing repeats more than 1000 times; `@length` may go further");
  }
  return true;
}

std::uint32_t PatternParser::number() {
  std::uint32_t value = 0;
  while (!ends() && is_digit(text_[at_])) {
    value = std::min<std::uint32_t>(value * 10 + static_cast<std::uint32_t>(text_[at_++] - '0'), 1'000'000);
  }
  return value;
}

Pattern PatternParser::atom() {
  const std::size_t begin = at_;
  const char c = text_[at_];
  Pattern result;
  result.kind = Pattern::Kind::Set;
  result.begin = begin;
  switch (c) {
    case '(':
      return group();
    case '[':
      return character_class();
    case '^':
    case '$':
      fail(Kind::Unsupported, begin, begin + 1, kWholeString);
    case '*':
    case '+':
    case '?':
      fail(Kind::Malformed, begin, begin + 1,
           "there is nothing before it to repeat; the character itself is written with `\\`");
    case '{':
    case '}':
    case ']':
      fail(Kind::Malformed, begin, begin + 1, "the character itself is written with `\\`");
    case '.':
      is_plain_ = false;
      ++at_;
      result.set = kLineFeed.complement();
      result.negated = true;
      break;
    case '\\': {
      std::optional<std::uint32_t> single;
      result.set = escape(single);
      result.negated = result.set.ranges().back().last == CodePoints::kLargest && !single;
      break;
    }
    default: {
      const std::uint32_t point = code_point();
      result.set.add(point, point);
    }
  }
  result.end = at_;
  return result;
}

Pattern PatternParser::group() {
  const std::size_t begin = at_++;
  if (++depth_ > kDeepest) fail(Kind::Malformed, begin, begin + 1, "groups are nested deeper than 100");
  if (next_is("?") && !next_is("?:")) {
    const std::string_view rest = text_.substr(at_);
    const bool looks = rest.starts_with("?=") || rest.starts_with("?!") || rest.starts_with("?<=") ||
                       rest.starts_with("?<!");
    const bool names = rest.starts_with("?<") || rest.starts_with("?P<");
    const std::size_t end =
        std::min(text_.size(), begin + (rest.starts_with("?<=") || rest.starts_with("?<!") ? 4 : 3));
    fail(Kind::Unsupported, begin, end,
         looks   ? "looking around takes more than linear time"
         : names ? "nothing is taken out of a match, so groups have no names; write `(…)`"
                 : "flags inside a pattern are read differently; write the classes out, such as `[Aa]`");
  }
  take("?:");
  Pattern inner = choice();
  if (!take(")"))
    fail(Kind::Malformed, begin, begin + 1, "this group does not end; the character itself is `\\(`");
  --depth_;
  inner.begin = begin;
  inner.end = at_;
  return inner;
}

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

/// Repeats inside repeats multiply.
void PatternParser::check_repeats(const Pattern& pattern, std::uint64_t outer) const {
  if (pattern.kind == Pattern::Kind::Repeat) {
    outer *= std::max<std::uint64_t>(1, pattern.most.value_or(pattern.least));
    if (outer > kMostRepeats) {
      fail(Kind::Repeat, pattern.begin, pattern.end, "repeats inside repeats come to more than 1000");
    }
  }
  for (const Pattern& part : pattern.parts) check_repeats(part, outer);
}

}  // namespace

std::variant<Pattern, Error> parse(std::string_view text) {
  try {
    return PatternParser(text).run();
  } catch (Error& error) {
    return std::move(error);
  }
}

}  // namespace gangway::gen::patterns
