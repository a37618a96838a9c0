#include "codec/base64.h"

#include <array>

namespace gangway::detail {
namespace {

constexpr std::string_view kAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
constexpr std::uint8_t kInvalid = 0xFF;

constexpr auto kValues = [] {
  std::array<std::uint8_t, 256> values{};
  values.fill(kInvalid);
  for (std::size_t i = 0; i < kAlphabet.size(); ++i) {
    values[static_cast<unsigned char>(kAlphabet[i])] = static_cast<std::uint8_t>(i);
  }
  values['-'] = 62;
  values['_'] = 63;
  return values;
}();

std::uint32_t value_of(char c) noexcept { return kValues[static_cast<unsigned char>(c)]; }

}  // namespace

char* write_base64(char* to, const std::uint8_t* bytes, std::size_t size) noexcept {
  for (; size >= 3; bytes += 3, size -= 3) {
    const std::uint32_t group = static_cast<std::uint32_t>(bytes[0]) << 16 | bytes[1] << 8 | bytes[2];
    *to++ = kAlphabet[group >> 18];
    *to++ = kAlphabet[group >> 12 & 63];
    *to++ = kAlphabet[group >> 6 & 63];
    *to++ = kAlphabet[group & 63];
  }
  if (size == 0) return to;
  const std::uint32_t group = static_cast<std::uint32_t>(bytes[0]) << 16 | (size == 2 ? bytes[1] << 8 : 0);
  *to++ = kAlphabet[group >> 18];
  *to++ = kAlphabet[group >> 12 & 63];
  *to++ = size == 2 ? kAlphabet[group >> 6 & 63] : '=';
  *to++ = '=';
  return to;
}

bool read_base64(std::string_view text, std::vector<std::uint8_t>& out) {
  if (text.size() % 4 == 0 && text.ends_with('=')) text.remove_suffix(text.ends_with("==") ? 2 : 1);
  const std::size_t rest = text.size() % 4;
  if (rest == 1) return false;
  out.resize(text.size() / 4 * 3 + (rest == 0 ? 0 : rest - 1));

  std::uint8_t* to = out.data();
  const char* at = text.data();
  std::uint32_t bad = 0;  // a value above 63 leaves one of its two high bits here
  for (std::size_t groups = text.size() / 4; groups > 0; --groups, at += 4) {
    const std::uint32_t a = value_of(at[0]), b = value_of(at[1]), c = value_of(at[2]), d = value_of(at[3]);
    bad |= a | b | c | d;
    const std::uint32_t group = a << 18 | b << 12 | c << 6 | d;
    *to++ = static_cast<std::uint8_t>(group >> 16);
    *to++ = static_cast<std::uint8_t>(group >> 8);
    *to++ = static_cast<std::uint8_t>(group);
  }
  if (rest != 0) {
    const std::uint32_t a = value_of(at[0]), b = value_of(at[1]), c = rest == 3 ? value_of(at[2]) : 0;
    bad |= a | b | c;
    const std::uint32_t group = a << 18 | b << 12 | c << 6;
    *to++ = static_cast<std::uint8_t>(group >> 16);
    if (rest == 3) *to++ = static_cast<std::uint8_t>(group >> 8);
    if ((group & (rest == 3 ? 0xFF : 0xFFFF)) != 0) return false;
  }
  return bad < 64;
}

}  // namespace gangway::detail
