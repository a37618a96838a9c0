#include <fmt/format.h>

#include "patterns/pattern.h"

namespace gangway::gen::patterns {
namespace {

/// Writes a pattern for one of the engines, which differ in nothing but characters by number.
class Speller {
 public:
  explicit Speller(bool javascript) : javascript_(javascript) {}

  std::string spell(const Pattern& pattern) {
    write(pattern);
    return std::move(out_);
  }

 private:
  void write(const Pattern& pattern);
  /// `pattern` so that what stands beside it does not become part of it.
  void write_inside(const Pattern& pattern, bool is_repeated);
  void write_set(const Pattern& pattern);
  void write_count(const Pattern& repeat);
  void write_character(std::uint32_t point, bool in_class);

  bool javascript_;
  std::string out_;
};

void Speller::write(const Pattern& pattern) {
  switch (pattern.kind) {
    case Pattern::Kind::Set:
      write_set(pattern);
      break;
    case Pattern::Kind::Sequence:
      for (const Pattern& part : pattern.parts) write_inside(part, false);
      break;
    case Pattern::Kind::Choice:
      for (std::size_t i = 0; i < pattern.parts.size(); ++i) {
        if (i != 0) out_ += '|';
        write(pattern.parts[i]);
      }
      break;
    case Pattern::Kind::Repeat:
      write_inside(pattern.parts.front(), true);
      write_count(pattern);
      break;
  }
}

void Speller::write_inside(const Pattern& pattern, bool is_repeated) {
  const bool stands_alone =
      pattern.kind == Pattern::Kind::Set || (pattern.kind != Pattern::Kind::Choice && !is_repeated);
  if (!stands_alone) out_ += "(?:";
  write(pattern);
  if (!stands_alone) out_ += ')';
}

void Speller::write_count(const Pattern& repeat) {
  if (!repeat.most) {
    out_ += repeat.least == 0 ? "*" : repeat.least == 1 ? "+" : fmt::format("{{{},}}", repeat.least);
  } else if (repeat.least == 0 && repeat.most == 1) {
    out_ += '?';
  } else if (repeat.most == repeat.least) {
    out_ += fmt::format("{{{}}}", repeat.least);
  } else {
    out_ += fmt::format("{{{},{}}}", repeat.least, *repeat.most);
  }
}

void Speller::write_set(const Pattern& pattern) {
  const CodePoints shown = pattern.negated ? pattern.set.complement() : pattern.set;
  const auto& ranges = shown.ranges();
  if (!pattern.negated && ranges.size() == 1 && ranges[0].first == ranges[0].last) {
    return write_character(ranges[0].first, false);
  }
  if (ranges.empty()) {  // every character there is
    out_ += javascript_ ? "[\\u0000-\\u{10FFFF}]" : "[\\x{0}-\\x{10FFFF}]";
    return;
  }
  out_ += pattern.negated ? "[^" : "[";
  for (const CodePoints::Range& range : ranges) {
    write_character(range.first, true);
    if (range.last == range.first) continue;
    if (range.last > range.first + 1) out_ += '-';
    write_character(range.last, true);
  }
  out_ += ']';
}

void Speller::write_character(std::uint32_t point, bool in_class) {
  constexpr std::string_view kSyntax = "\\^$.*+?()[]{}|/";
  constexpr std::string_view kClassSyntax = "\\^[]-/";
  if (point >= 0x20 && point < 0x7F) {
    const char c = static_cast<char>(point);
    if ((in_class ? kClassSyntax : kSyntax).find(c) != std::string_view::npos) out_ += '\\';
    out_ += c;
  } else if (point == '\n' || point == '\r' || point == '\t') {
    out_ += point == '\n' ? "\\n" : point == '\r' ? "\\r" : "\\t";
  } else if (!javascript_) {
    out_ += fmt::format("\\x{{{:X}}}", point);
  } else {
    out_ += point > 0xFFFF ? fmt::format("\\u{{{:X}}}", point) : fmt::format("\\u{:04X}", point);
  }
}

}  // namespace

std::string re2_text(const Pattern& pattern) { return Speller(false).spell(pattern); }
std::string javascript_text(const Pattern& pattern) { return Speller(true).spell(pattern); }

}  // namespace gangway::gen::patterns
