#include <bit>
#include <charconv>
#include <string>

#include "codec/packed.h"
#include "codec/utf8.h"
#include "gangway/codec/reader.h"
#include "gangway/codec/writer.h"

namespace gangway {
namespace {

using detail::packed::store_number;

/// Room for any head.
constexpr std::size_t kMaxHead = 9;
constexpr std::uint64_t kMaxSize = 0xFFFFFFFF;
/// What a head's own byte can say of items and members.
constexpr std::uint64_t kMaxInHead = 15;

/// A first byte and a number of `Size` bytes behind it.
template <std::size_t Size>
char* store(char* to, unsigned first, std::uint64_t number) noexcept {
  *to = static_cast<char>(first);
  return store_number<Size>(to + 1, number);
}

/// The shortest of three heads that a size of one, two or four bytes may follow. `first` is that of one byte,
/// or of two where there is none of one.
char* store_sized(char* to, unsigned first, bool has_one_byte, std::uint64_t size) noexcept {
  if (has_one_byte && size <= 0xFF) return store<1>(to, first, size);
  const unsigned two = has_one_byte ? first + 1 : first;
  return size <= 0xFFFF ? store<2>(to, two, size) : store<4>(to, two + 1, size);
}

char* store_text_head(char* to, std::uint64_t size) noexcept {
  if (size > 31) return store_sized(to, 0xD9, true, size);
  *to = static_cast<char>(0xA0 | size);
  return to + 1;
}

char* store_open_head(char* to, bool is_map, std::uint64_t count) noexcept {
  if (count > kMaxInHead) return store_sized(to, is_map ? 0xDE : 0xDC, false, count);
  *to = static_cast<char>((is_map ? 0x80U : 0x90U) | count);
  return to + 1;
}

bool ends_token(char c) noexcept {
  constexpr std::string_view ends = "{}[],: \t\n\r\"";
  return ends.find(c) != std::string_view::npos;
}

/// What no JSON is written to while MessagePack is: never grows.
Buffer& no_room() {
  static Buffer none;
  return none;
}

}  // namespace

void JsonWriter::begin_packed() noexcept {
  out_ = &no_room();
  begin_ = buffer_->size();
}

void JsonWriter::pack_put(char c, std::size_t count) {
  switch (c) {
    case '{':
    case '[':
      return pack_open(c == '{', count);
    case '}':
    case ']':
      return pack_close();
    case ',':
      ++open_.commas;
      return;
    default:  // a colon
      return;
  }
}

void JsonWriter::pack_open(bool is_map, std::size_t count) {
  if (depth_ < kShallow) {
    outer_[depth_] = open_;
  } else {
    deeper_.push_back(open_);
  }
  ++depth_;
  const std::size_t head = buffer_->size() - begin_;
  const bool is_known = count <= kMaxSize;
  if (head >= kDone) failed_ = true;  // more than any message may have
  open_ = {is_known ? kDone : static_cast<std::uint32_t>(head), 0, is_map};
  char* const to = buffer_->ensure(kMaxHead);
  buffer_->commit(store_open_head(to, is_map, is_known ? count : 0));
}

void JsonWriter::pack_close() {
  if (depth_ == 0) {
    failed_ = true;
    return;
  }
  if (open_.head != kDone) {
    const std::size_t head = begin_ + open_.head;
    const std::uint64_t count = open_.commas + (buffer_->size() > head + 1 ? 1U : 0U);
    if (count > kMaxInHead) buffer_->insert_gap(head + 1, count <= 0xFFFF ? 2 : 4);
    store_open_head(buffer_->data() + head, open_.is_map, count);
  }
  --depth_;
  if (depth_ < kShallow) {
    open_ = outer_[depth_];
  } else {
    open_ = deeper_.back();
    deeper_.pop_back();
  }
}

/// `"name":` and `,"name":`, which is what most of the raw text is. False where it is something else.
bool JsonWriter::pack_key(std::string_view json) {
  if (json.size() < 4 || !json.ends_with("\":")) return false;
  const std::size_t comma = json.front() == ',' ? 1 : 0;
  if (json[comma] != '"') return false;
  const std::string_view name = json.substr(comma + 1, json.size() - comma - 3);
  if (name.size() > 31) return false;
  for (const char c : name) {
    if (c == '"' || c == '\\') return false;
  }
  open_.commas += static_cast<std::uint32_t>(comma);
  char* const to = buffer_->ensure(32);
  *to = static_cast<char>(0xA0 | name.size());
  name.copy(to + 1, name.size());
  buffer_->commit(to + 1 + name.size());
  return true;
}

void JsonWriter::pack_text(std::string_view json) {
  if (pack_key(json)) return;
  while (!json.empty()) {
    switch (const char c = json.front()) {
      case '{':
      case '}':
      case '[':
      case ']':
      case ',':
      case ':':
        pack_put(c, kUnknown);
        json.remove_prefix(1);
        break;
      case ' ':
      case '\t':
      case '\n':
      case '\r':
        json.remove_prefix(1);
        break;
      default:
        if (pack_token(json)) break;
        failed_ = true;  // the program's own JSON, which is none
        return;
    }
  }
}

/// Takes one value off the front of `json`. False where there is none.
bool JsonWriter::pack_token(std::string_view& json) {
  if (json.front() == '"') return pack_string_token(json);
  std::size_t size = 0;
  while (size < json.size() && !ends_token(json[size])) ++size;
  const std::string_view token = json.substr(0, size);
  json.remove_prefix(size);
  if (token == "null") {
    pack_byte(0xC0);
  } else if (token == "true" || token == "false") {
    pack_byte(token == "true" ? 0xC3 : 0xC2);
  } else {
    return pack_number(token);
  }
  return true;
}

bool JsonWriter::pack_string_token(std::string_view& json) {
  std::size_t end = 1;
  bool plain = true;
  while (end < json.size() && json[end] != '"') {
    const bool escape = json[end] == '\\';
    plain = plain && !escape;
    end += escape ? 2 : 1;
  }
  if (end >= json.size()) return false;
  const std::string_view token = json.substr(0, end + 1);
  json.remove_prefix(end + 1);
  if (plain) {
    pack_string(token.substr(1, token.size() - 2));
    return true;
  }
  std::string padded(token);
  padded.append(kReadPadding, '\0');
  JsonReader in(std::string_view(padded).substr(0, token.size()));
  std::string text;
  if (!in.read_string(text)) return false;
  pack_string(text);
  return true;
}

bool JsonWriter::pack_number(std::string_view text) {
  const char* const begin = text.data();
  const char* const end = begin + text.size();
  const std::string_view digits = text.substr(text.starts_with('-') ? 1 : 0);
  if (digits.empty() || digits.front() < '0' || digits.front() > '9') return false;
  const auto is_all = [&](std::from_chars_result result) {
    return result.ec == std::errc{} && result.ptr == end;
  };
  std::uint64_t natural = 0;
  std::int64_t integer = 0;
  double real = 0;
  if (is_all(std::from_chars(begin, end, natural))) {
    pack_natural(natural);
  } else if (text != "-0" && is_all(std::from_chars(begin, end, integer))) {
    pack_integer(integer);
  } else if (is_all(std::from_chars(begin, end, real))) {
    pack_real(real);
  } else {
    return false;
  }
  return true;
}

void JsonWriter::pack_byte(unsigned char byte) { buffer_->push_back(static_cast<char>(byte)); }

void JsonWriter::pack_string(std::string_view text) {
  if (!detail::is_utf8(text)) return pack_string(detail::with_valid_utf8(text));
  if (text.size() > kMaxSize) return unrepresentable();
  char* const to = store_text_head(buffer_->ensure(kMaxHead + text.size()), text.size());
  if (!text.empty()) std::memcpy(to, text.data(), text.size());
  buffer_->commit(to + text.size());
}

void JsonWriter::pack_bytes(const std::uint8_t* bytes, std::size_t size) {
  if (size > kMaxSize) return unrepresentable();
  char* const to = store_sized(buffer_->ensure(kMaxHead + size), 0xC4, true, size);
  if (size != 0) std::memcpy(to, bytes, size);
  buffer_->commit(to + size);
}

void JsonWriter::pack_natural(std::uint64_t value) {
  char* to = buffer_->ensure(kMaxHead);
  if (value < 0x80) {
    *to++ = static_cast<char>(value);
  } else if (value <= kMaxSize) {
    to = store_sized(to, 0xCC, true, value);
  } else {
    to = store<8>(to, 0xCF, value);
  }
  buffer_->commit(to);
}

void JsonWriter::pack_integer(std::int64_t value) {
  const auto bits = static_cast<std::uint64_t>(value);
  if (value >= 0) return pack_natural(bits);
  char* to = buffer_->ensure(kMaxHead);
  if (value >= -32) {
    *to++ = static_cast<char>(value);
  } else if (value >= -0x80) {
    to = store<1>(to, 0xD0, bits);
  } else if (value >= -0x8000) {
    to = store<2>(to, 0xD1, bits);
  } else if (value >= -0x80000000LL) {
    to = store<4>(to, 0xD2, bits);
  } else {
    to = store<8>(to, 0xD3, bits);
  }
  buffer_->commit(to);
}

void JsonWriter::pack_real(double value) {
  buffer_->commit(store<8>(buffer_->ensure(kMaxHead), 0xCB, std::bit_cast<std::uint64_t>(value)));
}

void JsonWriter::pack_real(float value) {
  buffer_->commit(store<4>(buffer_->ensure(kMaxHead), 0xCA, std::bit_cast<std::uint32_t>(value)));
}

void JsonWriter::packed_timestamp(std::int64_t seconds, std::uint32_t nanoseconds) {
  constexpr auto kType = static_cast<unsigned char>(detail::packed::kTimestampType);
  const auto bits = static_cast<std::uint64_t>(seconds);
  char* to = buffer_->ensure(15);
  const auto head = [&](unsigned first) {
    *to++ = static_cast<char>(first);
    *to++ = static_cast<char>(kType);
  };
  if (bits >> 34 != 0) {  // also what is before 1970
    *to++ = static_cast<char>(0xC7);
    head(12);
    to = store_number<8>(store_number<4>(to, nanoseconds), bits);
  } else if (nanoseconds == 0 && bits <= kMaxSize) {
    head(0xD6);
    to = store_number<4>(to, bits);
  } else {
    head(0xD7);
    to = store_number<8>(to, std::uint64_t{nanoseconds} << 34 | bits);
  }
  buffer_->commit(to);
}

}  // namespace gangway
