#include <algorithm>
#include <utility>

#include "patterns/parser.h"

namespace gangway::gen::patterns {
namespace {

const CodePoints kLineFeed{{'\n', '\n'}};
constexpr int kDeepest = 100;

}  // namespace

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

std::variant<Pattern, Error> parse(std::string_view text) {
  try {
    return PatternParser(text).run();
  } catch (Error& error) {
    return std::move(error);
  }
}

}  // namespace gangway::gen::patterns
