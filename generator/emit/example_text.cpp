#include "emit/example_text.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <limits>
#include <string>
#include <utility>

#include <fmt/format.h>

#include "emit/example_pattern.h"
#include "patterns/matcher.h"

namespace gangway::gen {
namespace {

using Json = nlohmann::ordered_json;

std::string base64(std::string_view bytes) {
  constexpr std::string_view kDigits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string text;
  for (std::size_t i = 0; i < bytes.size(); i += 3) {
    std::array<unsigned, 3> group{};
    const std::size_t count = std::min<std::size_t>(3, bytes.size() - i);
    for (std::size_t k = 0; k < count; ++k) group[k] = static_cast<unsigned char>(bytes[i + k]);
    const unsigned bits = group[0] << 16 | group[1] << 8 | group[2];
    for (std::size_t k = 0; k < 4; ++k) text += k <= count ? kDigits[bits >> (18 - 6 * k) & 63] : '=';
  }
  return text;
}

std::string format_example(Format format, std::uint64_t number) {
  const std::string n = number == 0 ? "" : std::to_string(number);
  switch (format) {
    case Format::Email:
      return "ann" + n + "@example.com";
    case Format::Uri:
      return "https://example.com/" + n;
    case Format::Hostname:
      return "example" + n + ".com";
    case Format::Ipv4:
      return "192.0.2." + std::to_string(1 + number % 254);
    case Format::Ipv6:
      return "2001:db8::" + std::to_string(1 + number % 9999);
  }
  return {};
}

/// `base` made as long as asked for; its characters are one byte each.
std::string fit(std::string base, const CountRange& length) {
  const std::string unit = base.empty() ? "x" : base;
  while (base.size() < length.min.value_or(0)) base += unit;
  if (length.min && base.size() > *length.min && *length.min > unit.size()) base.resize(*length.min);
  if (length.max && base.size() > *length.max) base.resize(*length.max);
  return base;
}

std::string string_example(const AllConstraints& wanted, std::string_view name, std::uint64_t number) {
  if (!wanted.formats.empty()) return format_example(wanted.formats.front(), number);
  std::string base(name);
  if (number > 0) base = std::to_string(number + 1) + base;
  if (wanted.lowercase) {
    for (char& c : base) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  }
  base = fit(std::move(base), wanted.length);
  if (wanted.patterns.empty() || patterns::Matcher(wanted.patterns.front()->re2).matches(base)) return base;
  return example_of_pattern(wanted.patterns.front()->written, wanted.length, number).value_or(base);
}

/// The integer nearest to `liked` within bounds, and `number` further on where there is room.
template <class Integer>
Integer integer_example(const ValueRange& range, Integer least, Integer most, Integer liked,
                        std::uint64_t number) {
  const auto read = [](const Value& value) {
    if (const auto* i = std::get_if<std::int64_t>(&value.data)) return static_cast<Integer>(*i);
    if (const auto* u = std::get_if<std::uint64_t>(&value.data)) return static_cast<Integer>(*u);
    return Integer{0};
  };
  if (range.min) least = read(*range.min);
  if (range.max) most = read(*range.max);
  const Integer first = std::clamp(liked, least, most);
  const auto room = static_cast<std::uint64_t>(most) - static_cast<std::uint64_t>(first);
  if (number <= room) return static_cast<Integer>(first + static_cast<Integer>(number));
  return static_cast<Integer>(first - static_cast<Integer>(number - room));
}

Json integer_json(Scalar scalar, const ValueRange& range, std::uint64_t number) {
  constexpr std::int64_t kSafe = (std::int64_t{1} << 53) - 1;
  if (scalar == Scalar::U64) {
    const auto most = std::numeric_limits<std::uint64_t>::max();
    return std::to_string(integer_example<std::uint64_t>(range, 0, most, 42, number));
  }
  using Limits = std::numeric_limits<std::int64_t>;
  const auto made = [&](std::int64_t least, std::int64_t most, std::int64_t liked) {
    return integer_example<std::int64_t>(range, least, most, liked, number);
  };
  switch (scalar) {
    case Scalar::I64:
      return std::to_string(made(Limits::min(), Limits::max(), 42));
    case Scalar::I8:
      return made(-128, 127, 7);
    case Scalar::I16:
      return made(-32768, 32767, 7);
    case Scalar::I32:
      return made(std::numeric_limits<std::int32_t>::min(), std::numeric_limits<std::int32_t>::max(), 7);
    case Scalar::U8:
      return made(0, 255, 7);
    case Scalar::U16:
      return made(0, 65535, 7);
    case Scalar::U32:
      return made(0, std::numeric_limits<std::uint32_t>::max(), 7);
    case Scalar::Duration:
      return made(-kSafe, kSafe, 1500);
    default:
      return made(-kSafe, kSafe, 42);
  }
}

Json float_json(const ValueRange& range, std::uint64_t number) {
  Value liked{1.5 + static_cast<double>(number)};
  if (range.min && compare_numbers(liked, *range.min) < 0) liked = *range.min;
  if (range.max && compare_numbers(liked, *range.max) > 0) liked = *range.max;
  if (const auto* d = std::get_if<double>(&liked.data)) return *d;
  return static_cast<double>(std::get<std::int64_t>(liked.data));
}

Json decimal_json(const ValueRange& range, std::uint64_t number) {
  Value liked{std::to_string(9 + number) + ".99"};
  if (range.min && compare_numbers(liked, *range.min) < 0) liked = *range.min;
  if (range.max && compare_numbers(liked, *range.max) > 0) liked = *range.max;
  return std::get<std::string>(liked.data);
}

}  // namespace

Json example_scalar(Scalar scalar, const AllConstraints& wanted, std::string_view name,
                    std::uint64_t number) {
  switch (scalar) {
    case Scalar::Bool:
      return number % 2 == 0;
    case Scalar::F32:
    case Scalar::F64:
      return float_json(wanted.range, number);
    case Scalar::String:
      return string_example(wanted, name, number);
    case Scalar::Bytes:
      return base64(fit(number == 0 ? "hello" : std::to_string(number) + "hello", wanted.size));
    case Scalar::Timestamp:
      return fmt::format("2026-01-31T12:{:02}:{:02}.000Z", number / 60 % 60, number % 60);
    case Scalar::TimestampNs:
      return fmt::format("2026-01-31T12:{:02}:{:02}.000000000Z", number / 60 % 60, number % 60);
    case Scalar::Date:
      return fmt::format("2026-{:02}-{:02}", 1 + number / 28 % 12, 1 + number % 28);
    case Scalar::Decimal:
      return decimal_json(wanted.range, number);
    case Scalar::Uuid:
      return fmt::format("0b0e5a6e-3f1c-4c7a-9b1d-{:012x}", 0x2a + number);
    case Scalar::Json:
      return {{"any", "JSON"}};
    default:
      return integer_json(scalar, wanted.range, number);
  }
}

}  // namespace gangway::gen
