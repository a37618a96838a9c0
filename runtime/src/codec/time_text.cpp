#include "codec/time_text.h"

#include "codec/digits.h"

namespace gangway::detail {
namespace {

using std::chrono::days;
using std::chrono::floor;
using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

/// Takes fixed pieces off the front of a text; once something is wrong it stays wrong.
class Pieces {
 public:
  explicit Pieces(std::string_view text) noexcept : rest_(text) {}

  int digits(std::size_t count) noexcept {
    if (rest_.size() < count) return refuse();
    int value = 0;
    for (std::size_t i = 0; i < count; ++i) {
      if (rest_[i] < '0' || rest_[i] > '9') return refuse();
      value = value * 10 + (rest_[i] - '0');
    }
    rest_.remove_prefix(count);
    return value;
  }

  /// One of the characters of `any`.
  char one_of(std::string_view any) noexcept {
    if (rest_.empty() || any.find(rest_.front()) == std::string_view::npos) {
      refuse();
      return '\0';
    }
    const char c = rest_.front();
    rest_.remove_prefix(1);
    return c;
  }

  [[nodiscard]] std::string_view rest() const noexcept { return rest_; }
  [[nodiscard]] bool good() const noexcept { return good_; }

  int refuse() noexcept {
    good_ = false;
    rest_ = {};
    return 0;
  }

 private:
  std::string_view rest_;
  bool good_ = true;
};

Date take_date(Pieces& text) noexcept {
  const int year = text.digits(4);
  text.one_of("-");
  const int month = text.digits(2);
  text.one_of("-");
  const int day = text.digits(2);
  const Date date{std::chrono::year(year), std::chrono::month(static_cast<unsigned>(month)),
                  std::chrono::day(static_cast<unsigned>(day))};
  if (!date.ok()) text.refuse();
  return date;
}

void take_fraction(Pieces& text, Moment& moment) noexcept {
  if (!text.rest().starts_with('.')) return;
  text.one_of(".");
  for (; !text.rest().empty() && text.rest().front() >= '0' && text.rest().front() <= '9';
       ++moment.fraction_digits) {
    const auto digit = static_cast<std::uint32_t>(text.digits(1));
    if (moment.fraction_digits < 9) moment.nanoseconds = moment.nanoseconds * 10 + digit;
  }
  if (moment.fraction_digits == 0) text.refuse();
  for (std::size_t i = moment.fraction_digits; i < 9; ++i) moment.nanoseconds *= 10;
}

minutes take_offset(Pieces& text) noexcept {
  const char sign = text.one_of("Zz+-");
  if (sign != '+' && sign != '-') return minutes(0);
  const int hour = text.digits(2);
  text.one_of(":");
  const int minute = text.digits(2);
  if (hour > 23 || minute > 59) text.refuse();
  const minutes offset = hours(hour) + minutes(minute);
  return sign == '-' ? -offset : offset;
}

}  // namespace

std::optional<Moment> parse_moment(std::string_view text) noexcept {
  Pieces pieces(text);
  const Date date = take_date(pieces);
  pieces.one_of("Tt");
  const int hour = pieces.digits(2);
  pieces.one_of(":");
  const int minute = pieces.digits(2);
  pieces.one_of(":");
  const int second = pieces.digits(2);
  Moment moment;
  take_fraction(pieces, moment);
  const minutes offset = take_offset(pieces);
  if (!pieces.good() || !pieces.rest().empty() || hour > 23 || minute > 59 || second > 60)
    return std::nullopt;

  moment.seconds = std::chrono::sys_days(date) + hours(hour) + minutes(minute) + seconds(second) - offset;
  // A leap second is the last of a UTC day, so counting it has to lead to midnight.
  if (second == 60 && moment.seconds != floor<days>(moment.seconds)) return std::nullopt;
  return moment;
}

std::optional<Date> parse_date(std::string_view text) noexcept {
  Pieces pieces(text);
  const Date date = take_date(pieces);
  if (!pieces.good() || !pieces.rest().empty()) return std::nullopt;
  return date;
}

bool is_writable(Date date) noexcept {
  return date.ok() && date.year() >= std::chrono::year(0) && date.year() <= std::chrono::year(9999);
}

char* write_date(char* to, Date date) noexcept {
  const auto year = static_cast<unsigned>(static_cast<int>(date.year()));
  to = write_two_digits(to, year / 100);
  to = write_two_digits(to, year % 100);
  *to++ = '-';
  to = write_two_digits(to, static_cast<unsigned>(date.month()));
  *to++ = '-';
  return write_two_digits(to, static_cast<unsigned>(date.day()));
}

char* write_seconds(char* to, std::chrono::sys_seconds moment) noexcept {
  const auto day = floor<days>(moment);
  const auto of_day = static_cast<unsigned>((moment - day).count());
  to = write_date(to, Date(day));
  *to++ = 'T';
  to = write_two_digits(to, of_day / 3600);
  *to++ = ':';
  to = write_two_digits(to, of_day / 60 % 60);
  *to++ = ':';
  return write_two_digits(to, of_day % 60);
}

}  // namespace gangway::detail
