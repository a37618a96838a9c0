#pragma once

#include <bit>
#include <cstdint>
#include <cstring>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

namespace gangway::detail {

/// What a JSON string may not hold as it is: quotes, backslashes and control characters.
[[nodiscard]] constexpr bool needs_escape(unsigned char c) noexcept {
  return c < 0x20 || c == '"' || c == '\\';
}

/// Whether one of eight bytes needs an escape.
[[nodiscard]] inline bool any_needs_escape(std::uint64_t bytes) noexcept {
  constexpr std::uint64_t ones = 0x0101010101010101;
  constexpr std::uint64_t highs = 0x8080808080808080;
  const std::uint64_t quote = bytes ^ (ones * '"');
  const std::uint64_t backslash = bytes ^ (ones * '\\');
  const std::uint64_t found =
      ((bytes - ones * 0x20) & ~bytes) | ((quote - ones) & ~quote) | ((backslash - ones) & ~backslash);
  return (found & highs) != 0;
}

#if defined(__SSE2__)

/// A bit for each of the sixteen bytes that needs an escape.
[[nodiscard]] inline unsigned escape_mask(__m128i bytes) noexcept {
  const __m128i quote = _mm_cmpeq_epi8(bytes, _mm_set1_epi8('"'));
  const __m128i backslash = _mm_cmpeq_epi8(bytes, _mm_set1_epi8('\\'));
  const __m128i control = _mm_cmpeq_epi8(_mm_min_epu8(bytes, _mm_set1_epi8(0x1F)), bytes);
  return static_cast<unsigned>(_mm_movemask_epi8(_mm_or_si128(_mm_or_si128(quote, backslash), control)));
}

/// The first byte in [from, end) that needs an escape, or `end`. Reads up to 15 bytes past `end`.
[[nodiscard]] inline const char* find_escape(const char* from, const char* end) noexcept {
  for (; from < end; from += 16) {
    __m128i bytes;
    std::memcpy(&bytes, from, 16);
    if (const unsigned mask = escape_mask(bytes)) {
      from += std::countr_zero(mask);
      return from < end ? from : end;
    }
  }
  return end;
}

#else

[[nodiscard]] inline const char* find_escape(const char* from, const char* end) noexcept {
  while (end - from >= 8) {
    std::uint64_t bytes;
    std::memcpy(&bytes, from, 8);
    if (any_needs_escape(bytes)) break;
    from += 8;
  }
  while (from < end && !needs_escape(static_cast<unsigned char>(*from))) ++from;
  return from;
}

#endif

}  // namespace gangway::detail
