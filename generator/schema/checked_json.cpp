#include "schema/checked_json.h"

#include <charconv>
#include <limits>

namespace gangway::gen {
namespace {

std::string escaped(std::string_view key) {
  std::string result;
  for (const char c : key) {
    if (c == '~') {
      result += "~0";
    } else if (c == '/') {
      result += "~1";
    } else {
      result += c;
    }
  }
  return result;
}

/// A value as a message may show it.
std::string shown(const nlohmann::json& json) {
  return json.is_primitive() && !json.is_string() ? json.dump() : json.type_name();
}

template <class Integer>
std::optional<Integer> from_digits(const std::string& text) {
  Integer value{};
  const char* const end = text.data() + text.size();
  const auto result = std::from_chars(text.data(), end, value);
  if (result.ec != std::errc{} || result.ptr != end) return std::nullopt;
  return value;
}

}  // namespace

std::optional<CheckedJson> CheckedJson::find(std::string_view key) const {
  if (!json_.is_object()) fail(std::string("expected an object, found ") + json_.type_name());
  const auto found = json_.find(key);
  if (found == json_.end()) return std::nullopt;
  return CheckedJson(*found, at_ + '/' + escaped(key));
}

CheckedJson CheckedJson::at(std::string_view key) const {
  auto found = find(key);
  if (!found) fail("the key `" + std::string(key) + "` is missing");
  return *found;
}

std::vector<CheckedJson> CheckedJson::elements() const {
  if (!json_.is_array()) fail(std::string("expected an array, found ") + json_.type_name());
  std::vector<CheckedJson> all;
  for (const nlohmann::json& each : json_) all.emplace_back(each, at_ + '/' + std::to_string(all.size()));
  return all;
}

bool CheckedJson::boolean() const {
  if (!json_.is_boolean()) fail(std::string("expected true or false, found ") + json_.type_name());
  return json_.get<bool>();
}

bool CheckedJson::flag(std::string_view key) const {
  const auto found = find(key);
  return found && found->boolean();
}

std::string CheckedJson::text() const {
  if (!json_.is_string()) fail(std::string("expected a string, found ") + json_.type_name());
  return json_.get<std::string>();
}

std::vector<std::string> CheckedJson::texts() const {
  std::vector<std::string> all;
  for (const CheckedJson& each : elements()) all.push_back(each.text());
  return all;
}

std::int64_t CheckedJson::integer() const {
  constexpr auto kMost = static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max());
  if (json_.is_number_unsigned() && json_.get<std::uint64_t>() <= kMost) return json_.get<std::int64_t>();
  if (json_.is_number_integer() && !json_.is_number_unsigned()) return json_.get<std::int64_t>();
  if (json_.is_string()) {
    if (const auto value = from_digits<std::int64_t>(json_.get<std::string>())) return *value;
  }
  fail("expected an integer, found " + shown(json_));
}

std::uint64_t CheckedJson::count() const {
  if (json_.is_number_unsigned()) return json_.get<std::uint64_t>();
  if (json_.is_string()) {
    if (const auto value = from_digits<std::uint64_t>(json_.get<std::string>())) return *value;
  }
  fail("expected a count, found " + shown(json_));
}

}  // namespace gangway::gen
