#include "gangway/codec/writer.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <iterator>

#include "codec/base64.h"
#include "codec/digits.h"
#include "codec/scan.h"
#include "codec/utf8.h"
#include "gangway/detail/kept_json.h"

namespace gangway {
namespace {

/// Room for the shortest text of any double.
constexpr std::size_t kMaxNumberText = 32;
/// Bytes that one byte may need as an escape: \u001f.
constexpr std::size_t kMaxEscape = 6;
/// Source bytes per reservation where escapes may come.
constexpr std::size_t kEscapeChunk = 1024;

constexpr std::uint64_t kHighBits = 0x8080808080808080;

template <class Word>
Word load(const char* from) noexcept {
  Word word;
  std::memcpy(&word, from, sizeof word);
  return word;
}

/// What a text that was copied has in it.
struct Found {
  bool escapes = false;  ///< Something that may not stand in a string: the copy is of no use.
  bool non_ascii = false;
};

/// Copies a text and looks at it while it passes. Each length has its own few steps without a loop over
/// bytes: the last block overlaps the one before.
[[gnu::always_inline]] inline Found copy_and_look(char* to, const char* from, std::size_t size) noexcept {
#if defined(__SSE2__)
  if (size >= 16) {
    unsigned escapes = 0;
    unsigned high = 0;
    const auto block = [&](std::size_t at) {
      const auto bytes = load<__m128i>(from + at);
      escapes |= detail::escape_mask(bytes);
      high |= static_cast<unsigned>(_mm_movemask_epi8(bytes));
      std::memcpy(to + at, &bytes, 16);
    };
    for (std::size_t at = 0; at + 16 <= size; at += 16) block(at);
    block(size - 16);
    return {escapes != 0, high != 0};
  }
#endif
  if (size >= 8) {
    bool escapes = false;
    std::uint64_t all = 0;
    const auto block = [&](std::size_t at) {
      const auto bytes = load<std::uint64_t>(from + at);
      escapes |= detail::any_needs_escape(bytes);
      all |= bytes;
      std::memcpy(to + at, &bytes, 8);
    };
    for (std::size_t at = 0; at + 8 <= size; at += 8) block(at);
    block(size - 8);
    return {escapes, (all & kHighBits) != 0};
  }
  if (size >= 4) {
    const auto first = load<std::uint32_t>(from);
    const auto last = load<std::uint32_t>(from + size - 4);
    std::memcpy(to, &first, 4);
    std::memcpy(to + size - 4, &last, 4);
    const std::uint64_t both = static_cast<std::uint64_t>(last) << 32 | first;
    return {detail::any_needs_escape(both), (both & kHighBits) != 0};
  }
  Found found;
  for (std::size_t at = 0; at < size; ++at) {
    const auto byte = static_cast<unsigned char>(from[at]);
    found.escapes |= detail::needs_escape(byte);
    found.non_ascii |= byte >= 0x80;
    to[at] = from[at];
  }
  return found;
}

char* write_escape(char* to, unsigned char byte) noexcept {
  constexpr char hex[] = "0123456789abcdef";
  *to++ = '\\';
  switch (byte) {
    case '"':
    case '\\':
      *to++ = static_cast<char>(byte);
      return to;
    case '\n':
      *to++ = 'n';
      return to;
    case '\r':
      *to++ = 'r';
      return to;
    case '\t':
      *to++ = 't';
      return to;
    case '\b':
      *to++ = 'b';
      return to;
    case '\f':
      *to++ = 'f';
      return to;
    default:
      break;
  }
  std::memcpy(to, "u00", 3);
  to[3] = hex[byte >> 4];
  to[4] = hex[byte & 15];
  return to + 5;
}

/// Writes a number of at most fifteen digits, four of them behind the point, if that is what `value` is. Such
/// a text reads back exactly and is the shortest one, and takes a fraction of the time that the general way
/// does.
char* write_short_decimal(char* to, double value) noexcept {
  constexpr double powers[] = {1, 10, 100, 1000, 10000};
  constexpr double limit = 1e11;
  const double size = std::fabs(value);
  if (!(size < limit) || (size == 0 && std::signbit(value))) return nullptr;
  for (unsigned digits = 0; digits < std::size(powers); ++digits) {
    const auto scaled = static_cast<std::uint64_t>(size * powers[digits] + 0.5);
    if (static_cast<double>(scaled) / powers[digits] != size) continue;
    if (value < 0) *to++ = '-';
    const auto power = static_cast<std::uint64_t>(powers[digits]);
    to = detail::write_integer(to, scaled / power);
    if (digits == 0) return to;
    *to = '.';
    std::uint64_t fraction = scaled % power;
    for (unsigned i = digits; i > 0; --i, fraction /= 10) to[i] = static_cast<char>('0' + fraction % 10);
    return to + digits + 1;
  }
  return nullptr;
}

void write_number(Buffer& out, double value) {
  char* const to = out.ensure(kMaxNumberText);
  char* const end = write_short_decimal(to, value);
  out.commit(end != nullptr ? end : std::to_chars(to, to + kMaxNumberText, value).ptr);
}

void write_number(Buffer& out, float value) {
  char* const to = out.ensure(kMaxNumberText);
  out.commit(std::to_chars(to, to + kMaxNumberText, value).ptr);
}

}  // namespace

char* JsonWriter::more_room(std::size_t count) { return is_packed() ? nullptr : out_->ensure(count); }

void JsonWriter::put_slowly(char c, std::size_t count) {
  is_packed() ? pack_put(c, count) : out_->push_back(c);
}

void JsonWriter::raw_slowly(std::string_view json) { is_packed() ? pack_text(json) : out_->append(json); }

void JsonWriter::note(std::size_t begin, std::size_t end, NotedKind kind) {
  if (noted_ != nullptr) noted_->push_back({begin, end - begin, kind});
}

void JsonWriter::boolean(bool value) {
  char* const to = room(5);
  if (to == nullptr) return pack_byte(value ? 0xC3 : 0xC2);
  std::memcpy(to, value ? "true " : "false", 5);
  out_->commit(to + (value ? 4 : 5));
}

void JsonWriter::unrepresentable() {
  failed_ = true;
  null();
}

void JsonWriter::integer(std::uint64_t value) {
  char* const to = room(detail::kMaxIntegerText);
  if (to == nullptr) return pack_natural(value);
  out_->commit(detail::write_integer(to, value));
}

void JsonWriter::integer(std::int64_t value) {
  char* to = room(detail::kMaxIntegerText);
  if (to == nullptr) return pack_integer(value);
  if (value < 0) *to++ = '-';
  const auto magnitude = static_cast<std::uint64_t>(value);
  out_->commit(detail::write_integer(to, value < 0 ? 0 - magnitude : magnitude));
}

void JsonWriter::quoted(std::uint64_t value) {
  char* to = room(detail::kMaxIntegerText + 2);
  if (to == nullptr) return pack_natural(value);
  const std::size_t begin = out_->size();
  *to++ = '"';
  to = detail::write_integer(to, value);
  *to++ = '"';
  out_->commit(to);
  if (noted_ != nullptr) note(begin, out_->size(), NotedKind::Integer);
}

void JsonWriter::quoted(std::int64_t value) {
  char* to = room(detail::kMaxIntegerText + 2);
  if (to == nullptr) return pack_integer(value);
  const std::size_t begin = out_->size();
  *to++ = '"';
  if (value < 0) *to++ = '-';
  const auto magnitude = static_cast<std::uint64_t>(value);
  to = detail::write_integer(to, value < 0 ? 0 - magnitude : magnitude);
  *to++ = '"';
  out_->commit(to);
  if (noted_ != nullptr) note(begin, out_->size(), NotedKind::Integer);
}

void JsonWriter::number(double value) {
  if (!std::isfinite(value)) return unrepresentable();
  is_packed() ? pack_real(value) : write_number(*out_, value);
}

void JsonWriter::number(float value) {
  if (!std::isfinite(value)) return unrepresentable();
  is_packed() ? pack_real(value) : write_number(*out_, value);
}

void JsonWriter::plain(std::string_view text) {
  char* to = room(text.size() + 2);
  if (to == nullptr) return pack_string(text);
  *to++ = '"';
  if (!text.empty()) std::memcpy(to, text.data(), text.size());
  to += text.size();
  *to++ = '"';
  out_->commit(to);
}

void JsonWriter::string(std::string_view text) {
  char* const to = room(text.size() + 2);
  if (to == nullptr) return pack_string(text);
  *to = '"';
  const Found found = copy_and_look(to + 1, text.data(), text.size());
  if (found.escapes || found.non_ascii) [[unlikely]] {
    if (found.non_ascii && !detail::is_utf8(text)) return string_with_escapes(detail::with_valid_utf8(text));
    if (found.escapes) return string_with_escapes(text);  // begins again: nothing is committed yet
  }
  to[text.size() + 1] = '"';
  out_->commit(to + text.size() + 2);
}

void JsonWriter::string_with_escapes(std::string_view text) {
  put('"');
  while (!text.empty()) {
    const std::size_t size = std::min(text.size(), kEscapeChunk);
    char* to = out_->ensure(size * kMaxEscape);
    const char* from = text.data();
    const char* const end = from + size;
    while (from < end) {
      if (end - from >= 8) {
        const auto bytes = load<std::uint64_t>(from);
        if (!detail::any_needs_escape(bytes)) {
          std::memcpy(to, &bytes, 8);
          to += 8;
          from += 8;
          continue;
        }
      }
      const auto byte = static_cast<unsigned char>(*from++);
      if (detail::needs_escape(byte)) {
        to = write_escape(to, byte);
      } else {
        *to++ = static_cast<char>(byte);
      }
    }
    out_->commit(to);
    text.remove_prefix(size);
  }
  put('"');
}

void JsonWriter::bytes(const std::vector<std::uint8_t>& value) {
  if (is_packed()) return pack_bytes(value.data(), value.size());
  if (attachments_ != nullptr) {
    raw("{\"_placeholder\":true,\"num\":");
    integer(static_cast<std::uint64_t>(attachments_->size()));
    put('}');
    attachments_->push_back(value);
    return;
  }
  const std::size_t begin = out_->size();
  char* to = out_->ensure(detail::base64_size(value.size()) + 2);
  *to++ = '"';
  to = detail::write_base64(to, value.data(), value.size());
  *to++ = '"';
  out_->commit(to);
  note(begin, out_->size(), NotedKind::Bytes);
}

}  // namespace gangway
