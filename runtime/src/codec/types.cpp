#include "gangway/types.h"

#include <algorithm>
#include <cstring>
#include <random>

#include "support/ascii.h"

namespace gangway {
namespace {

bool is_digit(char c) noexcept { return c >= '0' && c <= '9'; }

/// A decimal's digits without what does not change its value.
struct Parts {
  explicit Parts(std::string_view text) {
    negative = text.starts_with('-');
    if (negative) text.remove_prefix(1);
    const std::size_t point = text.find('.');
    whole = text.substr(0, point);
    if (point != std::string_view::npos) fraction = text.substr(point + 1);
    whole.remove_prefix(std::min(whole.find_first_not_of('0'), whole.size()));
    while (fraction.ends_with('0')) fraction.remove_suffix(1);
    if (whole.empty() && fraction.empty()) negative = false;
  }

  bool negative = false;
  std::string_view whole;
  std::string_view fraction;
};

std::weak_ordering compare_magnitudes(const Parts& a, const Parts& b) {
  if (a.whole.size() != b.whole.size()) return a.whole.size() <=> b.whole.size();
  if (const int order = a.whole.compare(b.whole); order != 0) return order <=> 0;
  return a.fraction.compare(b.fraction) <=> 0;
}

/// Where the hyphens of a uuid's text stand.
bool is_hyphen_place(std::size_t index) noexcept {
  return index == 8 || index == 13 || index == 18 || index == 23;
}

}  // namespace

std::optional<Decimal> Decimal::parse(std::string_view text) {
  std::string_view rest = text;
  if (rest.starts_with('-')) rest.remove_prefix(1);
  const std::size_t point = std::min(rest.find('.'), rest.size());
  const auto digits = [](std::string_view part) {
    return !part.empty() && std::all_of(part.begin(), part.end(), is_digit);
  };
  if (!digits(rest.substr(0, point))) return std::nullopt;
  if (point < rest.size() && !digits(rest.substr(point + 1))) return std::nullopt;
  Decimal decimal;
  decimal.text_.assign(text);
  return decimal;
}

std::weak_ordering operator<=>(const Decimal& a, const Decimal& b) {
  const Parts left(a.text_);
  const Parts right(b.text_);
  if (left.negative != right.negative)
    return left.negative ? std::weak_ordering::less : std::weak_ordering::greater;
  return left.negative ? compare_magnitudes(right, left) : compare_magnitudes(left, right);
}

std::optional<Uuid> Uuid::parse(std::string_view text) noexcept {
  if (text.size() != 36) return std::nullopt;
  std::array<std::uint8_t, 16> bytes{};
  std::size_t nibble = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (is_hyphen_place(i)) {
      if (text[i] != '-') return std::nullopt;
      continue;
    }
    const int value = detail::hex_value(text[i]);
    if (value < 0) return std::nullopt;
    bytes[nibble / 2] = static_cast<std::uint8_t>(bytes[nibble / 2] << 4 | value);
    ++nibble;
  }
  return Uuid(bytes);
}

Uuid Uuid::random() {
  std::random_device source;
  std::array<std::uint8_t, 16> bytes{};
  for (std::size_t i = 0; i < bytes.size(); i += 4) {
    const auto word = static_cast<std::uint32_t>(source());
    std::memcpy(&bytes[i], &word, 4);
  }
  bytes[6] = static_cast<std::uint8_t>((bytes[6] & 0x0F) | 0x40);  // version 4
  bytes[8] = static_cast<std::uint8_t>((bytes[8] & 0x3F) | 0x80);  // the variant of RFC 9562
  return Uuid(bytes);
}

void Uuid::write_to(char* to) const noexcept {
  constexpr char hex[] = "0123456789abcdef";
  std::size_t at = 0;
  for (const std::uint8_t byte : bytes_) {
    if (is_hyphen_place(at)) to[at++] = '-';
    to[at++] = hex[byte >> 4];
    to[at++] = hex[byte & 15];
  }
}

std::string Uuid::str() const {
  std::string text(36, '\0');
  write_to(text.data());
  return text;
}

}  // namespace gangway

std::size_t std::hash<gangway::Uuid>::operator()(const gangway::Uuid& uuid) const noexcept {
  std::uint64_t halves[2];
  std::memcpy(halves, uuid.bytes().data(), sizeof halves);
  return static_cast<std::size_t>((halves[0] ^ (halves[1] >> 32)) * 0x9E3779B97F4A7C15 ^ halves[1]);
}
