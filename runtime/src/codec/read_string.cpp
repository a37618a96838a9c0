#include "codec/scan.h"
#include "gangway/codec/reader.h"

namespace gangway {
namespace {

/// Four hex digits, or -1.
int hex4(const char* text) noexcept {
  int value = 0;
  for (int i = 0; i < 4; ++i) {
    const char c = text[i];
    int digit = 0;
    if (c >= '0' && c <= '9') {
      digit = c - '0';
    } else if (c >= 'a' && c <= 'f') {
      digit = c - 'a' + 10;
    } else if (c >= 'A' && c <= 'F') {
      digit = c - 'A' + 10;
    } else {
      return -1;
    }
    value = value << 4 | digit;
  }
  return value;
}

void append_utf8(std::string& out, std::uint32_t code) {
  if (code < 0x80) {
    out += static_cast<char>(code);
  } else if (code < 0x800) {
    out += static_cast<char>(0xC0 | code >> 6);
    out += static_cast<char>(0x80 | (code & 0x3F));
  } else if (code < 0x10000) {
    out += static_cast<char>(0xE0 | code >> 12);
    out += static_cast<char>(0x80 | (code >> 6 & 0x3F));
    out += static_cast<char>(0x80 | (code & 0x3F));
  } else {
    out += static_cast<char>(0xF0 | code >> 18);
    out += static_cast<char>(0x80 | (code >> 12 & 0x3F));
    out += static_cast<char>(0x80 | (code >> 6 & 0x3F));
    out += static_cast<char>(0x80 | (code & 0x3F));
  }
}

/// What a backslash and `c` stand for; NUL for `u` and whatever is no escape.
char simple_escape(char c) noexcept {
  switch (c) {
    case '"':
    case '\\':
    case '/':
      return c;
    case 'b':
      return '\b';
    case 'f':
      return '\f';
    case 'n':
      return '\n';
    case 'r':
      return '\r';
    case 't':
      return '\t';
    default:
      return '\0';
  }
}

/// The character of a \uXXXX escape, whose `\u` is passed, or of a pair of them. Surrogates alone are
/// refused: they have no UTF-8.
bool read_code_point(const char*& at, const char* end, std::uint32_t& code) noexcept {
  if (end - at < 4) return false;
  const int unit = hex4(at);
  if (unit < 0) return false;
  at += 4;
  code = static_cast<std::uint32_t>(unit);
  if (unit >= 0xDC00 && unit <= 0xDFFF) return false;
  if (unit < 0xD800 || unit > 0xDBFF) return true;

  if (end - at < 6 || at[0] != '\\' || at[1] != 'u') return false;
  const int low = hex4(at + 2);
  if (low < 0xDC00 || low > 0xDFFF) return false;
  at += 6;
  code = 0x10000 + ((code - 0xD800) << 10) + (static_cast<std::uint32_t>(low) - 0xDC00);
  return true;
}

}  // namespace

/// The rest of a string with escapes; `start` is its first byte, `at_` stands where something is not plain.
bool JsonReader::unescape(std::string& out, const char* start) {
  out.assign(start, static_cast<std::size_t>(at_ - start));
  while (at_ < end_) {
    if (*at_ == '"') {
      ++at_;
      return true;
    }
    if (*at_ != '\\' || end_ - at_ < 2) break;
    const char escape = at_[1];
    at_ += 2;
    if (const char plain = simple_escape(escape)) {
      out += plain;
    } else {
      std::uint32_t code = 0;
      if (escape != 'u' || !read_code_point(at_, end_, code)) break;
      append_utf8(out, code);
    }
    const char* const run = at_;
    at_ = detail::find_escape(at_, end_);
    out.append(run, static_cast<std::size_t>(at_ - run));
  }
  return fail(Rule::Syntax);
}

/// Passes a string if it is next and has no escapes, whose content is then [start, at_ - 1). Else `at_`
/// stands where something is not plain, or nothing moved and `start` is null.
inline const char* JsonReader::plain_string(bool& plain) noexcept {
  // The position is kept in a register and stored once: the next value waits for it.
  const char* at = at_;
  if (*at != '"' || at >= end_) [[unlikely]] {
    if (!accept_after_space('"')) return nullptr;
    at = at_ - 1;
  }
  const char* const start = at + 1;
  at = detail::find_escape(start, end_);
  plain = at < end_ && *at == '"';
  at_ = plain ? at + 1 : at;
  return start;
}

bool JsonReader::read_string(std::string& out) {
  bool plain = false;
  const char* const start = plain_string(plain);
  if (plain) [[likely]] {
    out.assign(start, static_cast<std::size_t>(at_ - 1 - start));
    return true;
  }
  if (start != nullptr) return unescape(out, start);
  std::string_view text;
  if (!(is_packed() ? packed_view(text) : fail_type())) return false;
  out.assign(text);
  return true;
}

bool JsonReader::read_view(std::string_view& out, std::string& scratch) {
  bool plain = false;
  const char* const start = plain_string(plain);
  if (plain) [[likely]] {
    out = {start, static_cast<std::size_t>(at_ - 1 - start)};
    return true;
  }
  if (start == nullptr) return is_packed() ? packed_view(out) : fail_type();
  if (!unescape(scratch, start)) return false;
  out = scratch;
  return true;
}

bool JsonReader::read_key(std::string_view& key, std::string& scratch) {
  if (*at_ != '"' || at_ >= end_) return is_packed() ? packed_key(key) : fail(Rule::Syntax);
  return read_view(key, scratch) && (accept(':') || fail(Rule::Syntax));
}

bool JsonReader::skip_string() {
  bool plain = false;
  const char* const start = plain_string(plain);
  if (plain) [[likely]]
    return true;
  std::string discarded;
  return unescape(discarded, start);
}

}  // namespace gangway
