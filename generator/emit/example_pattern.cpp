#include "emit/example_pattern.h"

#include <algorithm>
#include <variant>

#include "patterns/pattern.h"

namespace gangway::gen {
namespace {

constexpr std::uint32_t kMostExtraRepeats = 256;

void append_utf8(std::string& text, std::uint32_t c) {
  const auto tail = [&text](std::uint32_t bits) { text += static_cast<char>(0x80 | (bits & 0x3F)); };
  if (c < 0x80) {
    text += static_cast<char>(c);
  } else if (c < 0x800) {
    text += static_cast<char>(0xC0 | (c >> 6));
    tail(c);
  } else if (c < 0x10000) {
    text += static_cast<char>(0xE0 | (c >> 12));
    tail(c >> 6);
    tail(c);
  } else {
    text += static_cast<char>(0xF0 | (c >> 18));
    tail(c >> 12);
    tail(c >> 6);
    tail(c);
  }
}

/// One of a set, one that people can read if there is one: a letter, a digit, anything printable.
std::uint32_t pick(const patterns::CodePoints& set, std::uint64_t number) {
  constexpr patterns::CodePoints::Range kLiked[] = {{'a', 'z'}, {'0', '9'}, {'A', 'Z'}, {'!', '~'}};
  for (const auto& liked : kLiked) {
    for (const auto& range : set.ranges()) {
      const std::uint32_t first = std::max(liked.first, range.first);
      const std::uint32_t last = std::min(liked.last, range.last);
      if (first <= last) return first + static_cast<std::uint32_t>(number % (last - first + 1));
    }
  }
  const auto& range = set.ranges().front();
  return range.first + static_cast<std::uint32_t>(number % (range.last - range.first + 1));
}

/// Takes the first alternative, and repeats so often more than has to be.
void write(const patterns::Pattern& pattern, std::uint32_t extra, std::uint64_t number, std::string& text) {
  using Kind = patterns::Pattern::Kind;
  switch (pattern.kind) {
    case Kind::Set:
      if (!pattern.set.empty()) append_utf8(text, pick(pattern.set, number));
      break;
    case Kind::Sequence:
      for (const patterns::Pattern& each : pattern.parts) write(each, extra, number, text);
      break;
    case Kind::Choice:
      if (!pattern.parts.empty()) write(pattern.parts.front(), extra, number, text);
      break;
    case Kind::Repeat: {
      const std::uint32_t wanted = pattern.least + extra;
      const std::uint32_t times = pattern.most ? std::min(*pattern.most, wanted) : wanted;
      for (std::uint32_t i = 0; i < times; ++i)
        write(pattern.parts.front(), i == 0 ? extra : 0, number, text);
      break;
    }
  }
}

std::uint64_t code_points(const std::string& text) {
  return static_cast<std::uint64_t>(std::count_if(
      text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

}  // namespace

std::optional<std::string> example_of_pattern(std::string_view pattern, const CountRange& length,
                                              std::uint64_t number) {
  const auto parsed = patterns::parse(pattern);
  const auto* tree = std::get_if<patterns::Pattern>(&parsed);
  if (tree == nullptr) return std::nullopt;
  // A few repeats read better than the fewest.
  for (std::uint32_t extra = 3; extra < kMostExtraRepeats; ++extra) {
    std::string text;
    write(*tree, extra, number, text);
    const std::uint64_t size = code_points(text);
    if (size < length.min.value_or(0)) continue;
    if (!length.max || size <= *length.max) return text;
    break;
  }
  std::string text;
  write(*tree, 0, number, text);
  const std::uint64_t size = code_points(text);
  const bool fits = size >= length.min.value_or(0) && (!length.max || size <= *length.max);
  return fits ? std::optional(text) : std::nullopt;
}

}  // namespace gangway::gen
