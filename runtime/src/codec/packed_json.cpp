#include "codec/packed_json.h"

#include "gangway/codec/buffer.h"
#include "gangway/codec/scalars.h"

namespace gangway::detail {
namespace {

// The recursion is as deep as the value, which the reader bounds.

bool copy_members(JsonReader& in, JsonWriter& out) {
  char lead = '{';
  std::string_view key;
  if (!in.object_begin()) return false;
  while (in.next_key(key)) {
    out.put(lead);
    out.string(key);
    out.put(':');
    if (!copy_packed(in, out)) return in.inside(key);
    lead = ',';
  }
  if (lead == '{') out.put(lead);
  out.put('}');
  return !in.failed();
}

bool copy_items(JsonReader& in, JsonWriter& out) {
  char lead = '[';
  std::size_t index = 0;
  if (!in.array_begin()) return false;
  while (in.next_item()) {
    out.put(lead);
    if (!copy_packed(in, out)) return in.inside(index);
    lead = ',';
    ++index;
  }
  if (lead == '[') out.put(lead);
  out.put(']');
  return !in.failed();
}

void write_moment(std::int64_t second, std::uint32_t nanosecond, JsonWriter& out) {
  // Nanoseconds have text in fewer years than milliseconds do.
  constexpr std::int64_t kLast = std::int64_t{1} << 33;
  constexpr std::int64_t kEver = std::int64_t{1} << 50;
  const std::chrono::seconds whole(second);
  if (nanosecond % 1'000'000 != 0 && second > -kLast && second < kLast) {
    codec::TimestampNs::write(out, TimestampNs(whole + std::chrono::nanoseconds(nanosecond)));
  } else if (second > -kEver && second < kEver) {
    codec::Timestamp::write(out, Timestamp(whole + std::chrono::milliseconds(nanosecond / 1'000'000)));
  } else {
    out.unrepresentable();
  }
}

bool copy_string(JsonReader& in, JsonWriter& out) {
  if (in.at_extension()) {
    std::int64_t second = 0;
    std::uint32_t nanosecond = 0;
    if (!in.read_timestamp(second, nanosecond)) return false;
    write_moment(second, nanosecond, out);
    return true;
  }
  std::string_view text;
  if (in.at_binary()) {
    if (!in.read_binary(text)) return false;
    out.bytes({text.begin(), text.end()});
    return true;
  }
  std::string scratch;
  if (!in.read_view(text, scratch)) return false;
  out.string(text);
  return true;
}

bool copy_number(JsonReader& in, JsonWriter& out) {
  JsonReader::AnyNumber number;
  if (!in.read_packed_number(number)) return false;
  const bool is_safe = number.magnitude <= codec::kMaxSafeInteger;
  if (number.is_real) {
    number.is_single ? out.number(static_cast<float>(number.real)) : out.number(number.real);
  } else if (number.negative) {
    const auto value = static_cast<std::int64_t>(0 - number.magnitude);
    is_safe ? out.integer(value) : out.quoted(value);
  } else {
    is_safe ? out.integer(number.magnitude) : out.quoted(number.magnitude);
  }
  return true;
}

}  // namespace

bool copy_packed(JsonReader& in, JsonWriter& out) {
  switch (in.peek()) {
    case '{':
      return copy_members(in, out);
    case '[':
      return copy_items(in, out);
    case '"':
      return copy_string(in, out);
    case 't':
    case 'f': {
      bool value = false;
      if (!in.read_bool(value)) return false;
      out.boolean(value);
      return true;
    }
    case 'n':
      out.null();
      return in.skip();
    case '0':
      return copy_number(in, out);
    default:
      return in.fail(Rule::Syntax);
  }
}

std::optional<std::string> packed_to_json(std::string_view message) {
  JsonReader in(message, WireFormat::MessagePack);
  Buffer buffer;
  JsonWriter out(buffer);
  if (!copy_packed(in, out) || !in.finish()) return std::nullopt;
  return std::string(buffer.view());
}

std::string json_text_of(std::string_view bytes, WireFormat format) {
  if (format == WireFormat::Json || bytes.empty()) return std::string(bytes);
  return packed_to_json(bytes).value_or("null");
}

}  // namespace gangway::detail
