#include "gangway/codec/constraints.h"

#include <charconv>

#include "codec/formats.h"

namespace gangway::detail {
namespace {

/// The bytes of the space at the end of `text` that ECMAScript's trim() removes; 0 where there is none.
/// `at` gives the byte at a distance from that end.
template <class At>
std::size_t space_bytes(std::size_t size, At at, bool from_front) {
  if (size == 0) return 0;
  const auto outer = static_cast<unsigned char>(at(0));
  if (outer < 0x80) return outer == ' ' || (outer >= 0x09 && outer <= 0x0D) ? 1 : 0;
  // What is left are characters of two or three bytes: put them together in the order of the text.
  const auto together = [&](std::size_t count) -> std::uint32_t {
    std::uint32_t bytes = 0;
    if (size < count) return 0;
    for (std::size_t i = 0; i < count; ++i) {
      bytes = bytes << 8 | static_cast<unsigned char>(at(from_front ? i : count - 1 - i));
    }
    return bytes;
  };
  if (together(2) == 0xC2A0) return 2;  // U+00A0
  switch (const std::uint32_t three = together(3)) {
    case 0xE19A80:  // U+1680
    case 0xE280A8:  // U+2028, U+2029, U+202F
    case 0xE280A9:
    case 0xE280AF:
    case 0xE2819F:  // U+205F
    case 0xE38080:  // U+3000
    case 0xEFBBBF:  // U+FEFF
      return 3;
    default:
      return three >= 0xE28080 && three <= 0xE2808A ? 3 : 0;  // U+2000 to U+200A
  }
}

std::string range_text(std::string_view min, std::string_view max) {
  return std::string(min).append("..").append(max);
}

std::size_t code_points(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(
      text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

}  // namespace

void trim(std::string& text) {
  std::string_view rest = text;
  while (const std::size_t bytes = space_bytes(
             rest.size(), [&](std::size_t i) { return rest[rest.size() - 1 - i]; }, false)) {
    rest.remove_suffix(bytes);
  }
  const std::size_t end = rest.size();
  while (const std::size_t bytes = space_bytes(
             rest.size(), [&](std::size_t i) { return rest[i]; }, true)) {
    rest.remove_prefix(bytes);
  }
  text.resize(end);
  text.erase(0, end - rest.size());
}

void lowercase(std::string& text) {
  for (char& c : text) {
    if (static_cast<unsigned char>(c - 'A') < 26) c = static_cast<char>(c | 0x20);
  }
}

bool check_length(JsonReader& in, std::string_view text, std::size_t min, std::size_t max) {
  const std::size_t count = code_points(text);
  return (count >= min && count <= max) || fail_count(in, Rule::Length, min, max);
}

bool fail_count(JsonReader& in, Rule rule, std::size_t min, std::size_t max) {
  const std::string least = min == 0 ? "" : std::to_string(min);
  const std::string most = max == codec::kNoLimit ? "" : std::to_string(max);
  return in.fail(rule, std::string(to_string(rule)) + " must be " + range_text(least, most));
}

bool fail_range(JsonReader& in, std::string_view min, std::string_view max) {
  return in.fail(Rule::Range, "value must be " + range_text(min, max));
}

std::optional<double> parse_bound(std::string_view text) {
  double bound = 0;
  if (text.empty()) return std::nullopt;
  std::from_chars(text.data(), text.data() + text.size(), bound);
  return bound;
}

bool check_format(JsonReader& in, std::string_view text, TextFormat format, std::string_view name) {
  return has_format(text, format) || in.fail(Rule::Format, "must be of format " + std::string(name));
}

}  // namespace gangway::detail
