#include <bit>
#include <charconv>
#include <cmath>
#include <limits>

#include "gangway/codec/reader.h"

namespace gangway {
namespace {

bool is_digit(char c) noexcept { return static_cast<unsigned char>(c - '0') < 10; }

/// The value of up to eight decimal digits at `text`, and how many there are. Reads eight bytes, whatever
/// they are.
unsigned leading_digits(const char* text, std::uint64_t& value) noexcept {
  if constexpr (std::endian::native == std::endian::little) {
    std::uint64_t bytes;
    std::memcpy(&bytes, text, 8);
    bytes ^= 0x3030303030303030;
    const std::uint64_t others = ((bytes + 0x7676767676767676) | bytes) & 0x8080808080808080;
    const unsigned count = others != 0 ? static_cast<unsigned>(std::countr_zero(others)) >> 3 : 8;
    if (count == 0) {
      value = 0;
      return 0;
    }
    bytes <<= (8 - count) * 8;  // zeros in front of the digits
    bytes = bytes * 10 + (bytes >> 8);
    value = (((bytes & 0x000000FF000000FF) * 0x000F424000000064) +
             (((bytes >> 16) & 0x000000FF000000FF) * 0x0000271000000001)) >>
            32;
    return count;
  } else {
    unsigned count = 0;
    value = 0;
    while (count < 8 && is_digit(text[count]))
      value = value * 10 + static_cast<unsigned>(text[count++] - '0');
    return count;
  }
}

/// Whether a number's text, which no float can hold, is too small rather than too large.
bool is_tiny(std::string_view text) noexcept {
  const std::size_t e = text.find_first_of("eE");
  if (e != std::string_view::npos && text.substr(e + 1).starts_with('-')) return true;
  return e == std::string_view::npos && text.find_first_of("123456789") > text.find('.');
}

}  // namespace

/// The text of a number as JSON has them (RFC 8259, 6), which must end where a value may.
bool JsonReader::number_span(std::string_view& out) {
  skip_space();
  const char* const start = at_;
  if (at_ < end_ && *at_ == '-') ++at_;
  const auto digits = [this] {
    const char* const first = at_;
    while (at_ < end_ && is_digit(*at_)) ++at_;
    return at_ - first;
  };
  const char* const integer = at_;
  const auto whole = digits();
  if (whole == 0) return at_ == start ? fail_type() : fail(Rule::Syntax);
  if (whole > 1 && *integer == '0') return fail(Rule::Syntax);
  if (at_ < end_ && *at_ == '.') {
    ++at_;
    if (digits() == 0) return fail(Rule::Syntax);
  }
  if (at_ < end_ && (*at_ == 'e' || *at_ == 'E')) {
    ++at_;
    if (at_ < end_ && (*at_ == '+' || *at_ == '-')) ++at_;
    if (digits() == 0) return fail(Rule::Syntax);
  }
  out = {start, static_cast<std::size_t>(at_ - start)};
  return at_value_end() || fail(Rule::Syntax);
}

/// Text inside quotes read by `read`, for lenient readers.
template <class Read>
bool JsonReader::read_quoted(Read read) {
  std::string_view text;
  std::string scratch;
  if (!read_view(text, scratch)) return false;
  std::string padded(text);
  padded.append(kReadPadding, '\0');
  JsonReader inner(std::string_view(padded).substr(0, text.size()));
  const bool starts_well = !text.empty() && static_cast<unsigned char>(text.front()) > ' ';
  if (starts_well && read(inner) && inner.at_ == inner.end_) return true;
  return fail(inner.rule() == Rule::Range ? Rule::Range : Rule::Type);
}

bool JsonReader::read_bool(bool& out) {
  skip_space();
  out = *at_ == 't';
  if (accept_literal(out ? "true" : "false")) return true;
  if (is_packed()) return packed_bool(out);
  if (lenient_ && peek() == '"') return read_quoted([&out](JsonReader& in) { return in.read_bool(out); });
  const bool cut = at_ < end_ && (*at_ == 't' || *at_ == 'f');
  return cut ? fail(Rule::Syntax) : fail_type();
}

bool JsonReader::read_integer(std::uint64_t& magnitude, bool& negative) {
  // The fast path looks at no more than 1 + 8 + 8 + 4 bytes, which the padding allows for.
  skip_space();
  const char* at = at_;
  negative = *at == '-';
  if (negative) ++at;
  const char* const first = at;
  unsigned count = leading_digits(at, magnitude);
  if (count == 8) [[unlikely]] {
    static constexpr std::uint64_t powers[] = {1, 10, 100, 1000, 10000, 100000, 1000000, 10000000, 100000000};
    std::uint64_t more = 0;
    const unsigned second = leading_digits(at + 8, more);
    magnitude = magnitude * powers[second] + more;
    count += second;
    while (count >= 16 && count < 20 && is_digit(at[count])) {
      magnitude = magnitude * 10 + static_cast<unsigned>(at[count++] - '0');
    }
  }
  at += count;
  const bool plain = count >= 1 && count <= 19 && at <= end_ && (count == 1 || *first != '0');
  if (plain) [[likely]] {
    const char* const start = at_;
    at_ = at;
    if (at_value_end()) [[likely]] {
      negative = negative && magnitude != 0;
      return true;
    }
    at_ = start;
  }
  return read_integer_slowly(magnitude, negative);
}

/// Whatever the fast path does not take, right or wrong.
bool JsonReader::read_integer_slowly(std::uint64_t& magnitude, bool& negative) {
  if (is_packed()) return packed_integer(magnitude, negative);
  if (lenient_ && peek() == '"') {
    return read_quoted([&](JsonReader& in) { return in.read_integer(magnitude, negative); });
  }
  std::string_view text;
  return number_span(text) && integer_with_fraction(text, magnitude, negative);
}

/// The integer that a number's text means: exactly where it has neither fraction nor exponent, else as the
/// double that JavaScript makes of it, so that both ends take the same texts.
bool JsonReader::integer_with_fraction(std::string_view text, std::uint64_t& magnitude, bool& negative) {
  negative = text.starts_with('-');
  if (negative) text.remove_prefix(1);
  if (text.find_first_of(".eE") == std::string_view::npos) {
    return std::from_chars(text.data(), text.data() + text.size(), magnitude).ec == std::errc{} ||
           fail(Rule::Range);
  }
  double number = 0;
  const bool is_finite = std::from_chars(text.data(), text.data() + text.size(), number).ec == std::errc{};
  if (!is_finite && !is_tiny(text)) return fail(Rule::Range);
  if (!is_finite) number = 0;
  if (std::trunc(number) != number) return fail(Rule::Type);
  constexpr double kEnd = 18446744073709551616.0;  // 2^64
  if (number >= kEnd) return fail(Rule::Range);
  magnitude = static_cast<std::uint64_t>(number);
  negative = negative && magnitude != 0;
  return true;
}

template <class Float>
bool JsonReader::read_float(Float& out) {
  if (lenient_ && peek() == '"') {
    return read_quoted([&out](JsonReader& in) { return in.read_number(out); });
  }
  std::string_view text;
  if (!number_span(text)) return false;
  const auto result = std::from_chars(text.data(), text.data() + text.size(), out);
  if (result.ec == std::errc{} && std::isfinite(out)) return true;
  if (!is_tiny(text)) return fail(Rule::Range);
  out = text.starts_with('-') ? Float{-0.0F} : Float{0};
  return true;
}

namespace {

/// JavaScript has a double first, which may be lifted to half way between the largest float and the next.
constexpr double kFloatEnd = 0x1.ffffffp+127;

}  // namespace

bool JsonReader::read_number(double& out) {
  // Up to 15 digits and a power of ten that a double holds exactly: one division rounds correctly (Clinger).
  static constexpr double powers[] = {1e0, 1e1, 1e2,  1e3,  1e4,  1e5,  1e6,  1e7,
                                      1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15};
  skip_space();
  const char* const start = at_;
  const char* at = start;
  if (at < end_ && *at == '-') ++at;
  const char* const first = at;
  std::uint64_t digits = 0;
  while (at < end_ && is_digit(*at)) digits = digits * 10 + static_cast<unsigned>(*at++ - '0');
  const auto whole = at - first;
  std::ptrdiff_t fraction = 0;
  bool plain = whole == 1 || (whole > 1 && *first != '0');
  if (at < end_ && *at == '.') {
    const char* const point = ++at;
    while (at < end_ && is_digit(*at)) digits = digits * 10 + static_cast<unsigned>(*at++ - '0');
    fraction = at - point;
    plain = plain && fraction > 0;
  }
  if (plain && whole + fraction <= 15) [[likely]] {
    at_ = at;
    if (at_value_end()) [[likely]] {
      const double value = static_cast<double>(digits) / powers[fraction];
      out = *start == '-' ? -value : value;
      return true;
    }
    at_ = start;
  }
  return is_packed() ? packed_real(out) : read_float(out);
}

bool JsonReader::read_number(float& out) {
  double wide = 0;
  if (is_packed()) {
    if (!packed_real(wide)) return false;
    out = static_cast<float>(wide);
    return std::abs(wide) < kFloatEnd || fail(Rule::Range);
  }
  skip_space();
  const char* const start = at_;
  if (!read_float(out)) return false;
  if (std::abs(out) < std::numeric_limits<float>::max()) [[likely]]
    return true;
  at_ = start;
  return read_number(wide) && (std::abs(wide) < kFloatEnd || fail(Rule::Range));
}

}  // namespace gangway
