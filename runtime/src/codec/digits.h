#pragma once

#include <array>
#include <charconv>
#include <cstdint>
#include <cstring>

namespace gangway::detail {

/// "00", "01" … "99" in a row.
inline constexpr auto kDigitPairs = [] {
  std::array<char, 200> pairs{};
  for (std::size_t i = 0; i < 100; ++i) {
    pairs[2 * i] = static_cast<char>('0' + i / 10);
    pairs[2 * i + 1] = static_cast<char>('0' + i % 10);
  }
  return pairs;
}();

/// The longest text of a 64-bit integer, sign included.
inline constexpr std::size_t kMaxIntegerText = 20;

/// Writes exactly two digits; `value` is below 100.
inline char* write_two_digits(char* to, unsigned value) noexcept {
  std::memcpy(to, &kDigitPairs[2 * value], 2);
  return to + 2;
}

/// Writes an integer without leading zeros and returns the end.
inline char* write_integer(char* to, std::uint64_t value) noexcept {
  if (value < 100) {
    if (value >= 10) return write_two_digits(to, static_cast<unsigned>(value));
    *to = static_cast<char>('0' + value);
    return to + 1;
  }
  if (value < 10000) {
    const auto small = static_cast<unsigned>(value);
    return write_two_digits(write_integer(to, small / 100), small % 100);
  }
  if (value < 100000000) {
    const auto small = static_cast<unsigned>(value);
    const unsigned low = small % 10000;
    return write_two_digits(write_two_digits(write_integer(to, small / 10000), low / 100), low % 100);
  }
  return std::to_chars(to, to + kMaxIntegerText, value).ptr;
}

}  // namespace gangway::detail
