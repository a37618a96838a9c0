#include "gangway/codec/writer.h"

#include <algorithm>
#include <charconv>
#include <cmath>

#include "codec/base64.h"
#include "codec/digits.h"
#include "codec/scan.h"
#include "codec/utf8.h"

namespace gangway {
namespace {

/// Room for the shortest text of any double.
constexpr std::size_t kMaxNumberText = 32;
/// Bytes that one byte may need as an escape: \u001f.
constexpr std::size_t kMaxEscape = 6;
/// Source bytes per reservation where escapes may come.
constexpr std::size_t kEscapeChunk = 1024;

/// Copies bytes up to the first that needs an escape, and returns where that is in the source. Writes no more
/// than the source has. `high` collects the bytes' eighth bits.
const char* copy_plain(char*& to, const char* from, const char* end, std::uint64_t& high) noexcept {
  constexpr std::uint64_t high_bits = 0x8080808080808080;
#if defined(__SSE2__)
  for (; end - from >= 16; from += 16, to += 16) {
    __m128i bytes;
    std::memcpy(&bytes, from, 16);
    if (detail::escape_mask(bytes) != 0) break;
    high |= static_cast<unsigned>(_mm_movemask_epi8(bytes));
    std::memcpy(to, &bytes, 16);
  }
#endif
  for (; end - from >= 8; from += 8, to += 8) {
    std::uint64_t bytes;
    std::memcpy(&bytes, from, 8);
    if (detail::any_needs_escape(bytes)) break;
    high |= bytes & high_bits;
    std::memcpy(to, &bytes, 8);
  }
  for (; from < end; ++from, ++to) {
    const auto byte = static_cast<unsigned char>(*from);
    if (detail::needs_escape(byte)) break;
    high |= byte & 0x80;
    *to = *from;
  }
  return from;
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

template <class Float>
void write_number(Buffer& out, Float value) {
  char* const to = out.ensure(kMaxNumberText);
  out.commit(std::to_chars(to, to + kMaxNumberText, value).ptr);
}

}  // namespace

void JsonWriter::boolean(bool value) {
  if (value) {
    raw("true");
  } else {
    raw("false");
  }
}

void JsonWriter::unrepresentable() {
  failed_ = true;
  null();
}

void JsonWriter::integer(std::uint64_t value) {
  out_->commit(detail::write_integer(out_->ensure(detail::kMaxIntegerText), value));
}

void JsonWriter::integer(std::int64_t value) {
  char* to = out_->ensure(detail::kMaxIntegerText);
  if (value < 0) *to++ = '-';
  const auto magnitude = static_cast<std::uint64_t>(value);
  out_->commit(detail::write_integer(to, value < 0 ? 0 - magnitude : magnitude));
}

void JsonWriter::quoted(std::uint64_t value) {
  char* to = out_->ensure(detail::kMaxIntegerText + 2);
  *to++ = '"';
  to = detail::write_integer(to, value);
  *to++ = '"';
  out_->commit(to);
}

void JsonWriter::quoted(std::int64_t value) {
  char* to = out_->ensure(detail::kMaxIntegerText + 2);
  *to++ = '"';
  if (value < 0) *to++ = '-';
  const auto magnitude = static_cast<std::uint64_t>(value);
  to = detail::write_integer(to, value < 0 ? 0 - magnitude : magnitude);
  *to++ = '"';
  out_->commit(to);
}

void JsonWriter::number(double value) {
  std::isfinite(value) ? write_number(*out_, value) : unrepresentable();
}

void JsonWriter::number(float value) {
  std::isfinite(value) ? write_number(*out_, value) : unrepresentable();
}

void JsonWriter::plain(std::string_view text) {
  char* to = out_->ensure(text.size() + 2);
  *to++ = '"';
  if (!text.empty()) std::memcpy(to, text.data(), text.size());
  to += text.size();
  *to++ = '"';
  out_->commit(to);
}

void JsonWriter::string(std::string_view text) {
  char* to = out_->ensure(text.size() + 2);
  *to++ = '"';
  std::uint64_t high = 0;
  const char* const end = text.data() + text.size();
  const char* const stop = copy_plain(to, text.data(), end, high);
  if (stop == end && (high == 0 || detail::is_utf8(text))) [[likely]] {
    *to++ = '"';
    out_->commit(to);
    return;
  }
  // Nothing is committed yet: the slow paths begin again.
  if (detail::is_utf8(text)) {
    string_with_escapes(text);
  } else {
    string_with_escapes(detail::with_valid_utf8(text));
  }
}

void JsonWriter::string_with_escapes(std::string_view text) {
  put('"');
  std::uint64_t high = 0;
  while (!text.empty()) {
    const std::size_t size = std::min(text.size(), kEscapeChunk);
    char* to = out_->ensure(size * kMaxEscape);
    const char* from = text.data();
    const char* const end = from + size;
    while ((from = copy_plain(to, from, end, high)) < end)
      to = write_escape(to, static_cast<unsigned char>(*from++));
    out_->commit(to);
    text.remove_prefix(size);
  }
  put('"');
}

void JsonWriter::bytes(const std::vector<std::uint8_t>& value) {
  if (attachments_ != nullptr) {
    raw("{\"_placeholder\":true,\"num\":");
    integer(static_cast<std::uint64_t>(attachments_->size()));
    put('}');
    attachments_->push_back(value);
    return;
  }
  char* to = out_->ensure(detail::base64_size(value.size()) + 2);
  *to++ = '"';
  to = detail::write_base64(to, value.data(), value.size());
  *to++ = '"';
  out_->commit(to);
}

}  // namespace gangway
