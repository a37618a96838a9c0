#include "codec/packed.h"

namespace gangway::detail::packed {
namespace {

/// The rest of the message, behind a head's first byte.
struct Rest {
  const char* at;
  const char* end;

  [[nodiscard]] bool has(std::uint64_t bytes) const noexcept {
    return static_cast<std::uint64_t>(end - at) >= bytes;
  }
};

Head natural(std::uint64_t number, const char* body) noexcept {
  return {.kind = Kind::Natural, .body = body, .number = number};
}

Head integer(std::int64_t number, const char* body) noexcept {
  const auto bits = static_cast<std::uint64_t>(number);
  if (number >= 0) return natural(bits, body);
  return {.kind = Kind::Negative, .body = body, .number = 0 - bits};
}

/// A value of so many bytes, items or members, each of which has `least` bytes or more.
Head of_size(Kind kind, std::uint64_t size, unsigned least, Rest rest) noexcept {
  if (!rest.has(size * least)) return {};
  return {.kind = kind, .body = rest.at, .number = size};
}

/// The same, with the size in the next `Bytes` bytes.
Head sized(Kind kind, std::size_t bytes, unsigned least, Rest rest) noexcept {
  if (!rest.has(bytes)) return {};
  const std::uint64_t size = load_number(rest.at, bytes);
  return of_size(kind, size, least, {rest.at + bytes, rest.end});
}

Head extension(std::uint64_t size, Rest rest) noexcept {
  if (!rest.has(size + 1) || static_cast<std::int8_t>(*rest.at) != kTimestampType) return {};
  if (size != 4 && size != 8 && size != 12) return {};
  if (load_moment(rest.at + 1, size).nanoseconds > 999'999'999) return {};
  return {.kind = Kind::Timestamp, .body = rest.at + 1, .number = size};
}

Head sized_extension(std::size_t bytes, Rest rest) noexcept {
  if (!rest.has(bytes)) return {};
  return extension(load_number(rest.at, bytes), {rest.at + bytes, rest.end});
}

Head real(std::size_t bytes, Rest rest) noexcept {
  if (!rest.has(bytes)) return {};
  Head head{.kind = Kind::Real, .flag = bytes == 4, .body = rest.at + bytes};
  if (bytes == 4) {
    head.real = std::bit_cast<float>(static_cast<std::uint32_t>(load_number<4>(rest.at)));
  } else {
    head.real = std::bit_cast<double>(load_number<8>(rest.at));
  }
  return head;
}

Head fixed_natural(std::size_t bytes, Rest rest) noexcept {
  if (!rest.has(bytes)) return {};
  return natural(load_number(rest.at, bytes), rest.at + bytes);
}

Head fixed_integer(std::size_t bytes, Rest rest) noexcept {
  if (!rest.has(bytes)) return {};
  const auto above = static_cast<unsigned>(64 - bytes * 8);  // the sign is the highest bit of what is there
  const auto shifted = static_cast<std::int64_t>(load_number(rest.at, bytes) << above);
  return integer(shifted >> above, rest.at + bytes);
}

}  // namespace

Head read_head(const char* at, const char* end) noexcept {
  if (at == end) return {};
  const auto first = static_cast<unsigned char>(*at);
  const Rest rest{at + 1, end};
  if (first < 0x80) return natural(first, rest.at);
  if (first < 0x90) return of_size(Kind::Map, first & 0x0FU, 2, rest);
  if (first < 0xA0) return of_size(Kind::Array, first & 0x0FU, 1, rest);
  if (first < 0xC0) return of_size(Kind::Text, first & 0x1FU, 1, rest);
  if (first >= 0xE0) return integer(static_cast<std::int8_t>(first), rest.at);
  switch (first) {
    case 0xC0:
      return {.kind = Kind::Nil, .body = rest.at};
    case 0xC2:
    case 0xC3:
      return {.kind = Kind::Bool, .flag = first == 0xC3, .body = rest.at};
    case 0xC4:
    case 0xC5:
    case 0xC6:
      return sized(Kind::Binary, std::size_t{1} << (first - 0xC4), 1, rest);
    case 0xC7:
    case 0xC8:
    case 0xC9:
      return sized_extension(std::size_t{1} << (first - 0xC7), rest);
    case 0xCA:
    case 0xCB:
      return real(std::size_t{4} << (first - 0xCA), rest);
    case 0xCC:
    case 0xCD:
    case 0xCE:
    case 0xCF:
      return fixed_natural(std::size_t{1} << (first - 0xCC), rest);
    case 0xD0:
    case 0xD1:
    case 0xD2:
    case 0xD3:
      return fixed_integer(std::size_t{1} << (first - 0xD0), rest);
    case 0xD4:
    case 0xD5:
    case 0xD6:
    case 0xD7:
    case 0xD8:
      return extension(std::uint64_t{1} << (first - 0xD4), rest);
    case 0xD9:
    case 0xDA:
    case 0xDB:
      return sized(Kind::Text, std::size_t{1} << (first - 0xD9), 1, rest);
    case 0xDC:
    case 0xDD:
      return sized(Kind::Array, std::size_t{2} << (first - 0xDC), 1, rest);
    case 0xDE:
    case 0xDF:
      return sized(Kind::Map, std::size_t{2} << (first - 0xDE), 2, rest);
    default:  // 0xc1 is never used
      return {};
  }
}

}  // namespace gangway::detail::packed
