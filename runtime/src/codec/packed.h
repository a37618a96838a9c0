#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>

// How MessagePack writes its values down: github.com/msgpack/msgpack, spec.md.

namespace gangway::detail::packed {

/// Extension -1 is a timestamp, in 4, 8 or 12 bytes.
inline constexpr std::int8_t kTimestampType = -1;

enum class Kind : std::uint8_t {
  Bad,  ///< No value: the end, 0xc1, something cut off, an extension that is no timestamp.
  Nil,
  Bool,
  Natural,
  Negative,
  Real,
  Text,
  Binary,
  Array,
  Map,
  Timestamp,
};

/// A value's first bytes, taken apart; of strings and numbers that is all of them.
struct Head {
  Kind kind = Kind::Bad;
  bool flag = false;           ///< A Bool's value; a Real of four bytes.
  const char* body = nullptr;  ///< What comes behind the head: a string's bytes, an array's first item.
  /// A number; a Negative's magnitude; bytes of a string or timestamp; items of an array; members of a map.
  std::uint64_t number = 0;
  double real = 0;

  /// Behind the value, for all but arrays and maps.
  [[nodiscard]] const char* end() const noexcept {
    const bool has_bytes = kind == Kind::Text || kind == Kind::Binary || kind == Kind::Timestamp;
    return has_bytes ? body + number : body;
  }
};

/// The number in `Size` bytes at `from`, the highest first.
template <std::size_t Size>
[[nodiscard]] inline std::uint64_t load_number(const char* from) noexcept {
  if constexpr (Size == 8 && std::endian::native == std::endian::little) {
    std::uint64_t number = 0;
    std::memcpy(&number, from, 8);
    return __builtin_bswap64(number);
  }
  std::uint64_t number = 0;
  for (std::size_t i = 0; i < Size; ++i) number = number << 8 | static_cast<unsigned char>(from[i]);
  return number;
}
[[nodiscard]] inline std::uint64_t load_number(const char* from, std::size_t size) noexcept {
  switch (size) {
    case 1:
      return load_number<1>(from);
    case 2:
      return load_number<2>(from);
    case 4:
      return load_number<4>(from);
    default:
      return load_number<8>(from);
  }
}

/// Writes a number into `Size` bytes, the highest first; returns the end.
template <std::size_t Size>
inline char* store_number(char* to, std::uint64_t number) noexcept {
  if constexpr (Size == 8 && std::endian::native == std::endian::little) {
    const std::uint64_t turned = __builtin_bswap64(number);
    std::memcpy(to, &turned, 8);
    return to + 8;
  }
  for (std::size_t i = Size; i > 0; --i, number >>= 8) to[i - 1] = static_cast<char>(number & 0xFF);
  return to + Size;
}

/// What stands at `at`. A length that goes beyond `end` makes it Bad: nothing is to be allocated for bytes
/// that are not there. An array's item has a byte at least, a map's member two.
[[nodiscard]] Head read_head(const char* at, const char* end) noexcept;

/// A timestamp's parts; `size` is 4, 8 or 12.
struct Moment {
  std::int64_t seconds = 0;  ///< Since 1970.
  std::uint32_t nanoseconds = 0;
};
[[nodiscard]] inline Moment load_moment(const char* from, std::size_t size) noexcept {
  if (size == 4) return {static_cast<std::int64_t>(load_number<4>(from)), 0};
  if (size == 8) {
    const std::uint64_t both = load_number<8>(from);
    constexpr std::uint64_t low = (std::uint64_t{1} << 34) - 1;
    return {static_cast<std::int64_t>(both & low), static_cast<std::uint32_t>(both >> 34)};
  }
  return {static_cast<std::int64_t>(load_number<8>(from + 4)),
          static_cast<std::uint32_t>(load_number<4>(from))};
}

}  // namespace gangway::detail::packed
