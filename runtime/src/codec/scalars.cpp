#include "gangway/codec/scalars.h"

#include <charconv>
#include <chrono>

#include "codec/base64.h"
#include "codec/digits.h"
#include "codec/time_text.h"
#include "gangway/codec/enums.h"

bool gangway::detail::read_name(JsonReader& in, bool (*parse)(void* to, std::string_view name), void* to) {
  std::string_view name;
  std::string scratch;
  if (!in.read_view(name, scratch)) return false;
  return parse(to, name) || in.fail(Rule::Enum);
}

namespace gangway::codec {

template <class T, std::uint64_t Max>
bool Number<T, Max>::read(JsonReader& in, T& out) {
  std::uint64_t magnitude = 0;
  bool negative = false;
  if (!in.read_integer(magnitude, negative)) return false;
  constexpr bool is_whole_range = Max == static_cast<std::uint64_t>(std::numeric_limits<T>::max());
  const std::uint64_t lowest = std::is_unsigned_v<T> ? 0 : is_whole_range ? Max + 1 : Max;
  if (magnitude > (negative ? lowest : Max)) return in.fail(Rule::Range);
  out = static_cast<T>(negative ? 0 - magnitude : magnitude);
  return true;
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

/// A 64-bit integer: a decimal string of any, or a number that JavaScript holds exactly.
template <class T>
bool read_wide(JsonReader& in, T& out) {
  if (in.peek() != '"') return Number<T, kMaxSafeInteger>::read(in, out);
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

/// Reads a moment, which has such a year in UTC, too.
bool read_moment(JsonReader& in, detail::Moment& out) {
  if (!read_text(in, out, [](std::string_view text) { return detail::parse_moment(text); })) return false;
  const std::int64_t second = out.seconds.time_since_epoch().count();
  return (second >= kFirstSecond && second < kEndSecond) || in.fail(Rule::Range);
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
  if (whole < kFirstSecond || whole >= kEndSecond) return out.unrepresentable();

  char* to = out.buffer().ensure(detail::kMomentText + digits + 4);
  *to++ = '"';
  to = detail::write_seconds(to, sys_seconds(seconds(whole)));
  *to++ = '.';
  for (unsigned i = digits; i > 0; --i, fraction /= 10) to[i - 1] = static_cast<char>('0' + fraction % 10);
  to += digits;
  *to++ = 'Z';
  *to++ = '"';
  out.buffer().commit(to);
}

}  // namespace

bool I64::read(JsonReader& in, std::int64_t& out) { return read_wide(in, out); }
bool U64::read(JsonReader& in, std::uint64_t& out) { return read_wide(in, out); }

bool Bytes::read(JsonReader& in, gangway::Bytes& out) {
  std::string_view text;
  std::string scratch;
  if (!in.read_view(text, scratch)) return false;
  return detail::read_base64(text, out) || in.fail(Rule::Format);
}

bool Timestamp::read(JsonReader& in, gangway::Timestamp& out) {
  detail::Moment moment;
  if (!read_moment(in, moment)) return false;
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
  char* to = out.buffer().ensure(12);
  *to++ = '"';
  to = detail::write_date(to, v);
  *to++ = '"';
  out.buffer().commit(to);
}

bool Decimal::read(JsonReader& in, gangway::Decimal& out) {
  return read_text(in, out, [](std::string_view text) { return gangway::Decimal::parse(text); });
}

bool Uuid::read(JsonReader& in, gangway::Uuid& out) {
  return read_text(in, out, [](std::string_view text) { return gangway::Uuid::parse(text); });
}

void Uuid::write(JsonWriter& out, const gangway::Uuid& v) {
  char* to = out.buffer().ensure(38);
  *to = '"';
  v.write_to(to + 1);
  to[37] = '"';
  out.buffer().commit(to + 38);
}

}  // namespace gangway::codec
