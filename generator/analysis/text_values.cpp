#include "analysis/text_values.h"

#include <algorithm>
#include <charconv>
#include <chrono>
#include <cstdint>

#include <fmt/format.h>

namespace gangway::gen {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// Takes exactly `count` digits off the front of `text`.
std::optional<int> take_number(std::string_view& text, std::size_t count) {
  if (text.size() < count ||
      !std::all_of(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(count), is_digit)) {
    return std::nullopt;
  }
  int number = 0;
  std::from_chars(text.data(), text.data() + count, number);
  text.remove_prefix(count);
  return number;
}

bool take(std::string_view& text, char c) {
  if (!text.starts_with(c)) return false;
  text.remove_prefix(1);
  return true;
}

std::optional<std::chrono::year_month_day> take_date(std::string_view& text) {
  const auto year = take_number(text, 4);
  if (!year || !take(text, '-')) return std::nullopt;
  const auto month = take_number(text, 2);
  if (!month || !take(text, '-')) return std::nullopt;
  const auto day = take_number(text, 2);
  if (!day) return std::nullopt;
  const std::chrono::year_month_day date{std::chrono::year(*year),
                                         std::chrono::month(static_cast<unsigned>(*month)),
                                         std::chrono::day(static_cast<unsigned>(*day))};
  if (!date.ok()) return std::nullopt;
  return date;
}

std::string date_text(std::chrono::year_month_day date) {
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                     static_cast<unsigned>(date.day()));
}

/// "Z", "+01:00": minutes east of Greenwich.
std::optional<int> take_offset(std::string_view& text) {
  if (take(text, 'Z') || take(text, 'z')) return 0;
  const bool east = text.starts_with('+');
  if (!take(text, '+') && !take(text, '-')) return std::nullopt;
  const auto hours = take_number(text, 2);
  if (!hours || *hours > 23 || !take(text, ':')) return std::nullopt;
  const auto minutes = take_number(text, 2);
  if (!minutes || *minutes > 59) return std::nullopt;
  return (east ? 1 : -1) * (*hours * 60 + *minutes);
}

}  // namespace

std::optional<std::string> canonical_uuid(std::string_view text) {
  if (text.size() != 36) return std::nullopt;
  std::string result(text);
  for (std::size_t i = 0; i < result.size(); ++i) {
    char& c = result[i];
    if (c >= 'A' && c <= 'F') c = static_cast<char>(c - 'A' + 'a');
    const bool is_dash_place = i == 8 || i == 13 || i == 18 || i == 23;
    const bool is_hex = is_digit(c) || (c >= 'a' && c <= 'f');
    if (is_dash_place ? c != '-' : !is_hex) return std::nullopt;
  }
  return result;
}

std::optional<std::string> canonical_date(std::string_view text) {
  const auto date = take_date(text);
  if (!date || !text.empty()) return std::nullopt;
  return date_text(*date);
}

std::optional<std::string> canonical_timestamp(std::string_view text, int digits) {
  namespace ch = std::chrono;
  const auto date = take_date(text);
  if (!date || !(take(text, 'T') || take(text, 't'))) return std::nullopt;
  const auto hours = take_number(text, 2);
  if (!hours || *hours > 23 || !take(text, ':')) return std::nullopt;
  const auto minutes = take_number(text, 2);
  if (!minutes || *minutes > 59 || !take(text, ':')) return std::nullopt;
  const auto seconds = take_number(text, 2);
  if (!seconds || *seconds > 59) return std::nullopt;

  std::string fraction;
  if (take(text, '.')) {
    while (!text.empty() && is_digit(text.front())) {
      fraction += text.front();
      text.remove_prefix(1);
    }
    if (fraction.empty() || fraction.size() > static_cast<std::size_t>(digits)) return std::nullopt;
  }
  const auto offset = take_offset(text);
  if (!offset || !text.empty()) return std::nullopt;

  const auto local = ch::sys_days(*date) + ch::hours(*hours) + ch::minutes(*minutes) + ch::seconds(*seconds);
  const auto utc = local - ch::minutes(*offset);
  const auto day = ch::floor<ch::days>(utc);
  const ch::year_month_day utc_date(day);
  if (static_cast<int>(utc_date.year()) < 0 || static_cast<int>(utc_date.year()) > 9999) return std::nullopt;
  const auto second = (utc - day).count();

  if (digits == 3) {
    fraction.resize(3, '0');
  } else {
    while (fraction.ends_with('0')) fraction.pop_back();
  }
  return fmt::format("{}T{:02}:{:02}:{:02}{}{}Z", date_text(utc_date), second / 3600, second / 60 % 60,
                     second % 60, fraction.empty() ? "" : ".", fraction);
}

std::optional<std::string> canonical_decimal(std::string_view text) {
  std::string_view rest = text;
  take(rest, '-');
  const std::size_t point = std::min(rest.find('.'), rest.size());
  const std::string_view whole = rest.substr(0, point);
  const std::string_view fraction = point < rest.size() ? rest.substr(point + 1) : std::string_view();
  const bool digits_only = std::all_of(whole.begin(), whole.end(), is_digit) &&
                           std::all_of(fraction.begin(), fraction.end(), is_digit);
  if (!digits_only || whole.empty() || (whole.size() > 1 && whole[0] == '0')) return std::nullopt;
  if (point < rest.size() && fraction.empty()) return std::nullopt;
  return std::string(text);
}

std::optional<std::string> canonical_base64(std::string_view text) {
  while (text.ends_with('=')) text.remove_suffix(1);
  if (text.size() % 4 == 1) return std::nullopt;
  std::string result;
  for (char c : text) {
    if (c == '-') c = '+';
    if (c == '_') c = '/';
    const bool is_letter = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
    if (!is_letter && !is_digit(c) && c != '+' && c != '/') return std::nullopt;
    result += c;
  }
  // The bits that stand for no byte must be zero, or two spellings would mean the same bytes.
  constexpr std::string_view kAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  const std::size_t unused_bits = result.size() % 4 == 2 ? 4 : result.size() % 4 == 3 ? 2 : 0;
  if (unused_bits != 0 && (kAlphabet.find(result.back()) & ((1U << unused_bits) - 1)) != 0)
    return std::nullopt;
  while (result.size() % 4 != 0) result += '=';
  return result;
}

}  // namespace gangway::gen
