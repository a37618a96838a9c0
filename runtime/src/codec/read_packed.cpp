#include <cmath>

#include "codec/packed.h"
#include "codec/utf8.h"
#include "gangway/codec/reader.h"

namespace gangway {

using detail::packed::Head;
using detail::packed::Kind;
using detail::packed::read_head;

void JsonReader::begin_packed() noexcept {
  packed_at_ = at_;
  packed_end_ = end_;
  at_ = end_ = kNothing;
  counts_.of[0] = 0;
}

bool JsonReader::at_packed_binary() const noexcept {
  return read_head(packed_at_, packed_end_).kind == Kind::Binary;
}

bool JsonReader::at_packed_extension() const noexcept {
  return read_head(packed_at_, packed_end_).kind == Kind::Timestamp;
}

char JsonReader::peek_packed() const noexcept {
  if (!is_packed()) return '\0';
  const Head head = read_head(packed_at_, packed_end_);
  switch (head.kind) {
    case Kind::Bad:
      return '\0';
    case Kind::Nil:
      return 'n';
    case Kind::Bool:
      return head.flag ? 't' : 'f';
    case Kind::Natural:
    case Kind::Negative:
    case Kind::Real:
      return '0';
    case Kind::Text:
    case Kind::Binary:
    case Kind::Timestamp:
      return '"';
    case Kind::Array:
      return '[';
    case Kind::Map:
      return '{';
  }
  return '\0';
}

/// What `accept` means where nothing is written: an opening bracket is the head of an array or a map, the
/// others and commas follow from how many items are left.
bool JsonReader::accept_packed(char c) noexcept {
  switch (c) {
    case '{':
    case '[': {
      if (resume_union_) return false;  // it is open already
      const Head head = read_head(packed_at_, packed_end_);
      if (head.kind != (c == '{' ? Kind::Map : Kind::Array)) return false;
      packed_at_ = head.body;
      counts_.of[depth_ + 1] = static_cast<std::uint32_t>(head.number);
      return true;
    }
    case '}':
    case ']':
      return counts_.of[depth_] == 0;
    case ',':
      return counts_.of[depth_] != 0 && --counts_.of[depth_] != 0;
    default:
      return false;
  }
}

/// Takes a string's head; the shortest ones at once. Whether it is UTF-8 is to be seen.
bool JsonReader::packed_text(std::string_view& out) noexcept {
  if (packed_at_ != packed_end_ && (static_cast<unsigned char>(*packed_at_) & 0xE0U) == 0xA0) {
    const std::size_t size = static_cast<unsigned char>(*packed_at_) & 0x1FU;
    if (size >= static_cast<std::size_t>(packed_end_ - packed_at_)) return false;
    out = {packed_at_ + 1, size};
    return true;
  }
  const Head head = read_head(packed_at_, packed_end_);
  out = {head.body, head.number};
  return head.kind == Kind::Text;
}

bool JsonReader::packed_view(std::string_view& out) {
  if (!packed_text(out)) return fail_type();
  if (!detail::is_utf8(out)) return fail(Rule::Syntax);
  packed_at_ = out.data() + out.size();
  return true;
}

bool JsonReader::packed_bool(bool& out) {
  const Head head = read_head(packed_at_, packed_end_);
  if (head.kind != Kind::Bool) return fail_type();
  out = head.flag;
  packed_at_ = head.body;
  return true;
}

bool JsonReader::read_binary(std::string_view& out) {
  const Head head = read_head(packed_at_, packed_end_);
  if (head.kind != Kind::Binary) return fail_type();
  out = {head.body, head.number};
  packed_at_ = head.end();
  return true;
}

bool JsonReader::read_timestamp(std::int64_t& seconds, std::uint32_t& nanoseconds) {
  const Head head = read_head(packed_at_, packed_end_);
  if (head.kind != Kind::Timestamp) return fail_type();
  packed_at_ = head.end();
  const auto moment = detail::packed::load_moment(head.body, head.number);
  seconds = moment.seconds;
  nanoseconds = moment.nanoseconds;
  return true;
}

bool JsonReader::read_packed_number(AnyNumber& out) {
  const Head head = read_head(packed_at_, packed_end_);
  const bool is_number = head.kind == Kind::Natural || head.kind == Kind::Negative || head.kind == Kind::Real;
  if (!is_number) return fail_type();
  packed_at_ = head.body;
  out = {.is_real = head.kind == Kind::Real,
         .is_single = head.flag,
         .negative = head.kind == Kind::Negative,
         .magnitude = head.number,
         .real = head.real};
  return true;
}

bool JsonReader::packed_integer(std::uint64_t& magnitude, bool& negative) {
  if (packed_at_ != packed_end_ && static_cast<unsigned char>(*packed_at_) < 0x80) {
    magnitude = static_cast<unsigned char>(*packed_at_++);
    negative = false;
    return true;
  }
  AnyNumber number;
  if (!read_packed_number(number)) return false;
  magnitude = number.magnitude;
  negative = number.negative;
  if (!number.is_real) return true;
  if (!std::isfinite(number.real)) return fail(Rule::Range);
  if (std::trunc(number.real) != number.real) return fail(Rule::Type);
  constexpr double kEnd = 18446744073709551616.0;  // 2^64
  const double size = std::fabs(number.real);
  if (size >= kEnd) return fail(Rule::Range);
  magnitude = static_cast<std::uint64_t>(size);
  negative = number.real < 0;
  return true;
}

bool JsonReader::packed_real(double& out) {
  AnyNumber number;
  if (!read_packed_number(number)) return false;
  const auto size = static_cast<double>(number.magnitude);
  out = number.is_real ? number.real : number.negative ? -size : size;
  return std::isfinite(out) || fail(Rule::Range);
}

bool JsonReader::skip_packed() {
  const Head head = read_head(packed_at_, packed_end_);
  switch (head.kind) {
    case Kind::Bad:
      return fail(Rule::Syntax);
    case Kind::Array:
      return skip_container('[', ']');
    case Kind::Map:
      return skip_container('{', '}');
    case Kind::Text:
      if (!detail::is_utf8({head.body, head.number})) return fail(Rule::Syntax);
      [[fallthrough]];
    default:
      packed_at_ = head.end();
      return true;
  }
}

/// The part of `find_tag` that looks whether the tag comes first. With no failure and no `resume`, it does
/// not.
bool JsonReader::find_packed_tag(std::string_view tag_key, std::string_view& tag, UnionState& state,
                                 bool& resume) {
  const Head head = read_head(packed_at_, packed_end_);
  if (head.kind != Kind::Map) return fail_type();
  if (depth_ + 1 > kMaxJsonDepth) return fail(Rule::Depth);
  packed_at_ = head.body;
  std::string_view key;
  if (head.number == 0) return true;
  if (!packed_key(key)) return false;
  if (key != tag_key) return true;
  if (!packed_view(tag)) return fail_tag(rule_, state);
  counts_.of[depth_ + 1] = static_cast<std::uint32_t>(head.number - 1);
  state.depth = depth_ + 1;
  resume = true;
  return true;
}

bool JsonReader::packed_key(std::string_view& key) {
  if (!packed_text(key) || !detail::is_utf8(key)) return fail(Rule::Syntax);
  packed_at_ = key.data() + key.size();
  return true;
}

}  // namespace gangway
