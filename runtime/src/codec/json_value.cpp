#include "gangway/codec/json_value.h"

#include <charconv>
#include <cmath>
#include <nlohmann/json.hpp>
#include <string>
#include <utility>

#include "codec/packed_json.h"
#include "gangway/codec/buffer.h"

namespace gangway::codec {
namespace {

// The recursion of both directions is as deep as the value; kMaxJsonDepth bounds what is read.

bool read_members(JsonReader& in, nlohmann::json& out) {
  out = nlohmann::json::object();
  auto& members = out.get_ref<nlohmann::json::object_t&>();
  if (!in.object_begin()) return false;
  std::string_view key;
  while (in.next_key(key)) {
    const auto [member, fresh] = members.try_emplace(std::string(key));
    if (!fresh) return in.fail_at(Rule::Duplicate, key);
    if (!Json::read(in, member->second) && !in.inside(member->first)) return false;
  }
  return !in.failed();
}

bool read_items(JsonReader& in, nlohmann::json& out) {
  out = nlohmann::json::array();
  auto& items = out.get_ref<nlohmann::json::array_t&>();
  if (!in.array_begin()) return false;
  while (in.next_item()) {
    if (!Json::read(in, items.emplace_back()) && !in.inside(items.size() - 1)) return false;
  }
  return !in.failed();
}

/// Integers stay integers while 64 bits hold them, unsigned ones unless negative as nlohmann itself has them;
/// all else is a double.
bool read_number(JsonReader& in, nlohmann::json& out) {
  if (in.is_packed()) {
    JsonReader::AnyNumber number;
    if (!in.read_packed_number(number)) return false;
    if (number.is_real) {
      if (!std::isfinite(number.real)) return in.fail(Rule::Range);
      out = number.real;
    } else if (number.negative) {
      out = static_cast<std::int64_t>(0 - number.magnitude);
    } else {
      out = number.magnitude;
    }
    return true;
  }
  JsonReader ahead = in;
  std::string_view text;
  if (!ahead.skip_span(text)) return in.skip();
  const char* const end = text.data() + text.size();
  if (text.find_first_of(".eE") == std::string_view::npos && text != "-0") {
    std::uint64_t natural = 0;
    if (std::from_chars(text.data(), end, natural).ec == std::errc{}) {
      out = natural;
      return in.skip();
    }
    std::int64_t negative = 0;
    if (text.front() == '-' && std::from_chars(text.data(), end, negative).ec == std::errc{}) {
      out = negative;
      return in.skip();
    }
  }
  double number = 0;
  if (!in.read_number(number)) return false;
  out = number;
  return true;
}

/// What JSON has no values for, as the text that stands for it there.
bool read_text_of(JsonReader& in, nlohmann::json& out) {
  Buffer buffer;
  JsonWriter text(buffer);
  if (!detail::copy_packed(in, text)) return false;
  if (text.failed()) return in.fail(Rule::Range);
  out = std::string(buffer.view().substr(1, buffer.size() - 2));  // base64 and digits have no escapes
  return true;
}

}  // namespace

bool Json::read(JsonReader& in, nlohmann::json& out) {
  switch (in.peek()) {
    case '{':
      return read_members(in, out);
    case '[':
      return read_items(in, out);
    case '"':
      if (in.at_binary() || in.at_extension()) return read_text_of(in, out);
      out = std::string();
      return in.read_string(out.get_ref<std::string&>());
    case 't':
    case 'f':
      out = false;
      return in.read_bool(out.get_ref<bool&>());
    case 'n':
      out = nullptr;
      return in.skip();
    default:
      return read_number(in, out);
  }
}

void Json::write(JsonWriter& out, const nlohmann::json& v) {
  using Kind = nlohmann::json::value_t;
  switch (v.type()) {
    case Kind::null:
      out.null();
      return;
    case Kind::boolean:
      out.boolean(v.get<bool>());
      return;
    case Kind::number_integer:
      out.integer(v.get<std::int64_t>());
      return;
    case Kind::number_unsigned:
      out.integer(v.get<std::uint64_t>());
      return;
    case Kind::number_float:
      out.number(v.get<double>());
      return;
    case Kind::string:
      out.string(v.get_ref<const std::string&>());
      return;
    case Kind::binary:
      out.bytes(v.get_binary());
      return;
    case Kind::discarded:
      out.unrepresentable();
      return;
    case Kind::array:
    case Kind::object:
      break;
  }
  const bool is_object = v.is_object();
  char lead = is_object ? '{' : '[';
  if (v.empty()) out.put(lead);
  for (auto item = v.begin(); item != v.end(); ++item) {
    out.put(lead);
    lead = ',';
    if (is_object) {
      out.string(item.key());
      out.put(':');
    }
    write(out, *item);
  }
  out.put(is_object ? '}' : ']');
}

}  // namespace gangway::codec
