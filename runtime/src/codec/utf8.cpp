#include "codec/utf8.h"

#include <simdjson.h>

#include <cstdint>
#include <cstring>

namespace gangway::detail {
namespace {

constexpr std::uint64_t kHighBits = 0x8080808080808080;

/// How many bytes the character that begins with `lead` has; 0 for a byte that begins none.
std::size_t character_length(unsigned char lead) noexcept {
  if (lead < 0x80) return 1;
  if (lead >= 0xC2 && lead <= 0xDF) return 2;
  if (lead >= 0xE0 && lead <= 0xEF) return 3;
  if (lead >= 0xF0 && lead <= 0xF4) return 4;
  return 0;
}

/// Whether `second` may follow `lead`: where overlong forms, surrogates and the end of Unicode are excluded.
bool may_follow(unsigned char lead, unsigned char second) noexcept {
  const unsigned char low = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
  const unsigned char high = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
  return second >= low && second <= high;
}

}  // namespace

bool is_ascii(std::string_view text) noexcept {
  const char* at = text.data();
  std::size_t left = text.size();
  std::uint64_t bits = 0;
  if (left >= 8) {  // the last word overlaps those before
    std::memcpy(&bits, at + left - 8, 8);
  } else if (left >= 4) {
    std::uint32_t words[2];
    std::memcpy(words, at, 4);
    std::memcpy(words + 1, at + left - 4, 4);
    return ((words[0] | words[1]) & static_cast<std::uint32_t>(kHighBits)) == 0;
  }
  for (; left >= 32; at += 32, left -= 32) {
    std::uint64_t words[4];
    std::memcpy(words, at, 32);
    bits |= words[0] | words[1] | words[2] | words[3];
  }
  for (; left >= 8; at += 8, left -= 8) {
    std::uint64_t word;
    std::memcpy(&word, at, 8);
    bits |= word;
  }
  for (; left > 0 && text.size() < 4; ++at, --left) bits |= static_cast<unsigned char>(*at);
  return (bits & kHighBits) == 0;
}

bool is_utf8(std::string_view text) noexcept {
  return is_ascii(text) || simdjson::validate_utf8(text.data(), text.size());
}

std::size_t incomplete_utf8_tail(std::string_view text) noexcept {
  for (std::size_t back = 1; back <= 3 && back <= text.size(); ++back) {
    const auto byte = static_cast<unsigned char>(text[text.size() - back]);
    if ((byte & 0xC0) == 0x80) continue;
    if (character_length(byte) <= back) return 0;
    const bool plausible =
        back == 1 || may_follow(byte, static_cast<unsigned char>(text[text.size() - back + 1]));
    return plausible ? back : 0;
  }
  return 0;
}

std::string with_valid_utf8(std::string_view text) {
  std::string out;
  out.reserve(text.size() + 16);
  while (!text.empty()) {
    const std::size_t length = character_length(static_cast<unsigned char>(text[0]));
    if (length != 0 && length <= text.size() && is_utf8(text.substr(0, length))) {
      out.append(text.substr(0, length));
      text.remove_prefix(length);
    } else {
      out.append("\xEF\xBF\xBD");
      text.remove_prefix(1);
    }
  }
  return out;
}

}  // namespace gangway::detail
