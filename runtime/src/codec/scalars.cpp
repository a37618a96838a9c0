#include "gangway/codec/scalars.h"

#include <charconv>
#include <chrono>
#include <cmath>

#include "codec/base64.h"
#include "codec/digits.h"
#include "codec/time_text.h"
#include "gangway/codec/enums.h"
#include "gangway/detail/kept_json.h"

bool gangway::detail::read_name(JsonReader& in, bool (*parse)(void* to, std::string_view name), void* to) {
  std::string_view name;
  std::string scratch;
  if (!in.read_view(name, scratch)) return false;
  return parse(to, name) || in.fail(Rule::Enum);
}

namespace gangway::codec {

namespace {

/// Makes a T of an integer, if it is one: `max` is its largest value.
template <class T>
[[gnu::always_inline]] inline bool take_integer(JsonReader& in, std::uint64_t magnitude, bool negative,
                                                std::uint64_t max, T& out) {
  const bool is_whole_range = max == static_cast<std::uint64_t>(std::numeric_limits<T>::max());
  const std::uint64_t lowest = std::is_unsigned_v<T> ? 0 : is_whole_range ? max + 1 : max;
  if (magnitude > (negative ? lowest : max)) return in.fail(Rule::Range);
  out = static_cast<T>(negative ? 0 - magnitude : magnitude);
  return true;
}

}  // namespace

template <class T, std::uint64_t Max>
bool Number<T, Max>::read(JsonReader& in, T& out) {
  std::uint64_t magnitude = 0;
  bool negative = false;
  return in.read_integer(magnitude, negative) && take_integer(in, magnitude, negative, Max, out);
}

template struct Number<std::int8_t>;
template struct Number<std::int16_t>;
template struct Number<std::int32_t>;
template struct Number<std::uint8_t>;
template struct Number<std::uint16_t>;
template struct Number<std::uint32_t>;
template struct Number<std::int64_t, kMaxSafeInteger>;
template struct Number<std::uint64_t, kMaxSafeInteger>;

namespace {

using std::chrono::floor;
using std::chrono::milliseconds;
using std::chrono::nanoseconds;
using std::chrono::seconds;
using std::chrono::sys_days;
using std::chrono::sys_seconds;

/// A 64-bit integer of MessagePack, which has them; a real one only if JavaScript holds it exactly.
template <class T>
bool read_packed_wide(JsonReader& in, T& out) {
  JsonReader::AnyNumber number;
  if (!in.read_packed_number(number)) return false;
  if (!number.is_real) {
    constexpr auto max = static_cast<std::uint64_t>(std::numeric_limits<T>::max());
    return take_integer(in, number.magnitude, number.negative, max, out);
  }
  if (!std::isfinite(number.real)) return in.fail(Rule::Range);
  if (std::trunc(number.real) != number.real) return in.fail(Rule::Type);
  const double size = std::fabs(number.real);
  if (size > static_cast<double>(kMaxSafeInteger)) return in.fail(Rule::Range);
  return take_integer(in, static_cast<std::uint64_t>(size), number.real < 0, kMaxSafeInteger, out);
}

/// A 64-bit integer: a decimal string of any, or a number that JavaScript holds exactly.
template <class T>
bool read_wide(JsonReader& in, T& out) {
  if (in.peek() != '"')
    return in.is_packed() ? read_packed_wide(in, out) : Number<T, kMaxSafeInteger>::read(in, out);
  std::string_view text;
  std::string scratch;
  if (!in.read_view(text, scratch)) return false;
  const std::size_t first = text.starts_with('-') ? 1 : 0;
  const bool padded = text.size() > first + 1 && text[first] == '0';
  if (padded || text.find_first_not_of("0123456789", first) != std::string_view::npos ||
      text.size() == first) {
    return in.fail(Rule::Format);
  }
  if (text == "-0") text.remove_prefix(1);
  const auto result = std::from_chars(text.data(), text.data() + text.size(), out);
  return (result.ec == std::errc{} && result.ptr == text.data() + text.size()) || in.fail(Rule::Range);
}

/// Reads a string and hands its text to `parse`, which gives a value or nothing.
template <class T, class Parse>
bool read_text(JsonReader& in, T& out, Parse parse) {
  std::string_view text;
  std::string scratch;
  if (!in.read_view(text, scratch)) return false;
  const auto value = parse(text);
  if (!value) return in.fail(Rule::Format);
  out = *value;
  return true;
}

// The years that RFC 3339 has: four digits.
constexpr std::int64_t kFirstSecond =
    sys_seconds(sys_days(std::chrono::year(0) / 1 / 1)).time_since_epoch().count();
constexpr std::int64_t kEndSecond =
    sys_seconds(sys_days(std::chrono::year(10000) / 1 / 1)).time_since_epoch().count();

bool has_year(std::int64_t second) { return second >= kFirstSecond && second < kEndSecond; }

/// Reads a moment, which has such a year in UTC, too.
bool read_moment(JsonReader& in, detail::Moment& out) {
  if (!read_text(in, out, [](std::string_view text) { return detail::parse_moment(text); })) return false;
  return has_year(out.seconds.time_since_epoch().count()) || in.fail(Rule::Range);
}

/// Writes a moment with a fraction of `digits` digits and a `Z`, in quotes. `count` is since 1970, in units
/// of which a second has `per_second`.
void write_moment(JsonWriter& out, std::int64_t count, std::int64_t per_second, unsigned digits) {
  // Plain integers: chrono's own rounding overflows near the ends of its range.
  std::int64_t fraction = count % per_second;
  std::int64_t whole = count / per_second;
  if (fraction < 0) {
    fraction += per_second;
    --whole;
  }
  if (!has_year(whole)) return out.unrepresentable();
  if (out.is_packed() && per_second == 1'000)
    return out.packed_timestamp(whole, static_cast<std::uint32_t>(fraction * 1'000'000));

  char text[detail::kMomentText + 11];
  char* to = detail::write_seconds(text, sys_seconds(seconds(whole)));
  *to++ = '.';
  for (unsigned i = digits; i > 0; --i, fraction /= 10) to[i - 1] = static_cast<char>('0' + fraction % 10);
  to += digits;
  *to++ = 'Z';
  const std::size_t begin = out.buffer().size();
  out.plain({text, static_cast<std::size_t>(to - text)});
  if (out.takes_notes() && per_second == 1'000) out.note(begin, out.buffer().size(), NotedKind::Timestamp);
}

}  // namespace

bool I64::read(JsonReader& in, std::int64_t& out) { return read_wide(in, out); }
bool U64::read(JsonReader& in, std::uint64_t& out) { return read_wide(in, out); }

bool Bytes::read(JsonReader& in, gangway::Bytes& out) {
  std::string_view text;
  if (in.at_binary()) {
    if (!in.read_binary(text)) return false;
    out.assign(text.begin(), text.end());
    return true;
  }
  std::string scratch;
  if (!in.read_view(text, scratch)) return false;
  return detail::read_base64(text, out) || in.fail(Rule::Format);
}

bool Timestamp::read(JsonReader& in, gangway::Timestamp& out) {
  detail::Moment moment;
  if (in.at_extension()) {
    std::int64_t second = 0;
    if (!in.read_timestamp(second, moment.nanoseconds)) return false;
    if (!has_year(second)) return in.fail(Rule::Range);
    moment.seconds = sys_seconds(seconds(second));
  } else if (!read_moment(in, moment)) {
    return false;
  }
  out = moment.seconds + milliseconds(moment.nanoseconds / 1'000'000);
  return true;
}

void Timestamp::write(JsonWriter& out, gangway::Timestamp v) {
  write_moment(out, v.time_since_epoch().count(), 1'000, 3);
}

bool TimestampNs::read(JsonReader& in, gangway::TimestampNs& out) {
  detail::Moment moment;
  if (!read_moment(in, moment)) return false;
  if (moment.fraction_digits > 9) return in.fail(Rule::Format);
  // Counted from the second that is nearer to 1970, so that only a moment out of range overflows.
  std::int64_t count = moment.seconds.time_since_epoch().count();
  std::int64_t rest = moment.nanoseconds;
  if (count < 0) {
    ++count;
    rest -= 1'000'000'000;
  }
  if (__builtin_mul_overflow(count, 1'000'000'000, &count) || __builtin_add_overflow(count, rest, &count)) {
    return in.fail(Rule::Range);
  }
  out = gangway::TimestampNs(nanoseconds(count));
  return true;
}

void TimestampNs::write(JsonWriter& out, gangway::TimestampNs v) {
  write_moment(out, v.time_since_epoch().count(), 1'000'000'000, 9);
}

bool Duration::read(JsonReader& in, gangway::Duration& out) {
  std::int64_t count = 0;
  if (!SafeInt::read(in, count)) return false;
  out = gangway::Duration(count);
  return true;
}

void Duration::write(JsonWriter& out, gangway::Duration v) { SafeInt::write(out, v.count()); }

bool Date::read(JsonReader& in, gangway::Date& out) {
  return read_text(in, out, [](std::string_view text) { return detail::parse_date(text); });
}

void Date::write(JsonWriter& out, gangway::Date v) {
  if (!detail::is_writable(v)) return out.unrepresentable();
  char text[10];
  detail::write_date(text, v);
  out.plain({text, sizeof text});
}

bool Decimal::read(JsonReader& in, gangway::Decimal& out) {
  return read_text(in, out, [](std::string_view text) { return gangway::Decimal::parse(text); });
}

bool Uuid::read(JsonReader& in, gangway::Uuid& out) {
  return read_text(in, out, [](std::string_view text) { return gangway::Uuid::parse(text); });
}

void Uuid::write(JsonWriter& out, const gangway::Uuid& v) {
  char text[36];
  v.write_to(text);
  out.plain({text, sizeof text});
}

}  // namespace gangway::codec
