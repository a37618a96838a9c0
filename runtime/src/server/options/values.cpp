#include "server/options/values.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <limits>
#include <optional>
#include <utility>

#include "support/nearest_name.h"

namespace gangway::detail::options {
namespace {

/// `text` as a number and the unit behind it; nothing where it is none, or too large.
std::optional<std::size_t> number_with_unit(
    std::string_view text, std::initializer_list<std::pair<std::string_view, std::size_t>> units) {
  std::size_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc()) return std::nullopt;
  const std::string_view unit = text.substr(static_cast<std::size_t>(end - text.data()));
  for (const auto& [name, factor] : units) {
    if (unit != name) continue;
    if (number > std::numeric_limits<std::size_t>::max() / factor) return std::nullopt;
    return number * factor;
  }
  return std::nullopt;
}

/// A whole number that is not negative: as such, or as text where `units` say what may stand behind it.
std::optional<std::size_t> whole(const Json& json,
                                 std::initializer_list<std::pair<std::string_view, std::size_t>> units) {
  if (json.is_number_unsigned()) return json.get<std::size_t>();
  if (json.is_string()) return number_with_unit(json.get_ref<const std::string&>(), units);
  return std::nullopt;
}

[[noreturn]] void expected(const std::string& what, const Json& instead) {
  throw BadValue("expected " + what + ", not `" +
                 (instead.is_string() ? instead.get<std::string>() : instead.dump()) + "`");
}

constexpr std::array<std::pair<const char*, LogLevel>, 4> kLevels{{{"debug", LogLevel::Debug},
                                                                   {"info", LogLevel::Info},
                                                                   {"warning", LogLevel::Warning},
                                                                   {"error", LogLevel::Error}}};
constexpr std::array<std::pair<const char*, LogFormat>, 2> kFormats{
    {{"text", LogFormat::Text}, {"json", LogFormat::Json}}};
using SameSite = SocketIoCookie::SameSite;
constexpr std::array<std::pair<const char*, SameSite>, 3> kSameSites{
    {{"lax", SameSite::Lax}, {"strict", SameSite::Strict}, {"none", SameSite::None}}};

template <class Names, class T>
void read_name(const Names& names, const char* what, const Json& json, T& out) {
  for (const auto& [name, value] : names) {
    if (json == name) {
      out = value;
      return;
    }
  }
  expected(what, json);
}

template <class Names, class T>
Json name_of(const Names& names, T value) {
  for (const auto& [name, known] : names) {
    if (known == value) return name;
  }
  return nullptr;
}

}  // namespace

void read(const Json& json, LogLevel& out) {
  read_name(kLevels, "`debug`, `info`, `warning` or `error`", json, out);
}
void read(const Json& json, LogFormat& out) { read_name(kFormats, "`text` or `json`", json, out); }

void read(const Json& json, bool& out) {
  const std::string text = json.is_string() ? json.get<std::string>() : json.dump();
  if (text == "true" || text == "1") {
    out = true;
  } else if (text == "false" || text == "0") {
    out = false;
  } else {
    expected("`true` or `false`", json);
  }
}

void read(const Json& json, std::string& out) {
  if (!json.is_string() || json.get_ref<const std::string&>().empty()) expected("a text", json);
  out = json.get<std::string>();
}

void read(const Json& json, std::uint16_t& out) {
  const auto number = whole(json, {{"", 1}});
  if (!number || *number > 65535) expected("a whole number from 0 to 65535", json);
  out = static_cast<std::uint16_t>(*number);
}

void read(const Json& json, std::size_t& out) {
  const auto number = whole(json, {{"", 1}, {"B", 1}, {"KiB", 1024}, {"MiB", 1 << 20}, {"GiB", 1 << 30}});
  if (!number) expected("a whole number, or a size like `64KiB`", json);
  out = *number;
}

void read(const Json& json, std::chrono::milliseconds& out) {
  const auto number =
      whole(json, {{"", 1}, {"ms", 1}, {"s", 1000}, {"m", 60'000}, {"h", 3'600'000}, {"d", 86'400'000}});
  constexpr std::size_t kMost = 1'000'000'000'000;  // thirty years: sums with the time of day do not overflow
  if (!number || *number > kMost) expected("a number of milliseconds, or a duration like `25s`", json);
  out = std::chrono::milliseconds(*number);
}

void read(const Json& json, std::vector<std::string>& out) {
  if (!json.is_array()) expected("a list of texts", json);
  out.clear();
  for (const Json& each : json) read(each, out.emplace_back());
}

void read(const Json& json, Cors& out) {
  if (!json.is_object()) expected("an object like `{\"origins\": [\"https://app.example\"]}`", json);
  check_keys(json, {"origins", "credentials", "request_headers", "response_headers"});
  read_member(json, "origins", out.origins);
  read_member(json, "credentials", out.credentials);
  read_member(json, "request_headers", out.request_headers);
  read_member(json, "response_headers", out.response_headers);
}

void read(const Json& json, SameSite& out) { read_name(kSameSites, "`lax`, `strict` or `none`", json, out); }

void read(const Json& json, SocketIoCookie& out) {
  if (json == true) return;
  if (!json.is_object()) expected("`true`, or an object like `{\"name\": \"io\"}`", json);
  check_keys(json, {"name", "path", "http_only", "secure", "same_site", "max_age"});
  read_member(json, "name", out.name);
  read_member(json, "path", out.path);
  read_member(json, "http_only", out.http_only);
  read_member(json, "secure", out.secure);
  read_member(json, "same_site", out.same_site);
  if (json.contains("max_age")) read_member(json, "max_age", out.max_age.emplace());
}

void read(const Json& json, std::map<std::string, GatewayOptions>& out) {
  if (!json.is_object()) expected("an object like `{\"Chat\": {\"port\": 9000}}`", json);
  out.clear();
  for (const auto& [name, each] : json.items()) {
    if (!each.is_object()) expected("an object like `{\"port\": 9000}`", each);
    check_keys(each, {"port", "origins", "compression"});
    GatewayOptions& gateway = out[name];
    if (each.contains("port")) read_member(each, "port", gateway.port.emplace());
    if (each.contains("origins")) read_member(each, "origins", gateway.origins.emplace());
    if (each.contains("compression")) read_member(each, "compression", gateway.compression.emplace());
  }
}

Json write(bool value) { return value; }
Json write(const std::string& value) { return value; }
Json write(std::uint16_t value) { return value; }
Json write(std::size_t value) { return value; }
Json write(std::chrono::milliseconds value) { return std::to_string(value.count()) + "ms"; }
Json write(LogLevel value) { return name_of(kLevels, value); }
Json write(LogFormat value) { return name_of(kFormats, value); }
Json write(const std::vector<std::string>& value) { return value; }
Json write(const Cors& value) {
  return {{"origins", value.origins},
          {"credentials", value.credentials},
          {"request_headers", value.request_headers},
          {"response_headers", value.response_headers}};
}
Json write(const SocketIoCookie& value) {
  Json json{{"name", value.name},
            {"path", value.path},
            {"http_only", value.http_only},
            {"secure", value.secure},
            {"same_site", name_of(kSameSites, value.same_site)}};
  if (value.max_age) json["max_age"] = write(*value.max_age);
  return json;
}
Json write(const std::map<std::string, GatewayOptions>& value) {
  Json json = Json::object();
  for (const auto& [name, gateway] : value) {
    Json& each = json[name] = Json::object();
    if (gateway.port) each["port"] = *gateway.port;
    if (gateway.origins) each["origins"] = *gateway.origins;
    if (gateway.compression) each["compression"] = *gateway.compression;
  }
  return json;
}

Json of_text(std::string_view text, Shape shape) {
  if (shape == Shape::Text) return std::string(text);
  if (shape == Shape::Object || text.starts_with('[')) {
    Json json = Json::parse(text, nullptr, false);
    if (json.is_discarded()) throw BadValue("not well-formed JSON");
    return json;
  }
  Json parts = Json::array();
  while (!text.empty()) {
    const std::string_view part = text.substr(0, text.find(','));
    text.remove_prefix(std::min(text.size(), part.size() + 1));
    const auto first = part.find_first_not_of(' ');
    if (first != std::string_view::npos)
      parts.push_back(std::string(part.substr(first, part.find_last_not_of(' ') - first + 1)));
  }
  return parts;
}

void check_keys(const Json& object, std::initializer_list<std::string_view> known) {
  for (const auto& [key, value] : object.items()) {
    if (std::find(known.begin(), known.end(), key) != known.end()) continue;
    const std::string_view nearest = nearest_name(key, {known.begin(), known.size()});
    throw BadValue("there is no `" + key + "` here" +
                   (nearest.empty() ? "" : "; the nearest is `" + std::string(nearest) + "`"));
  }
}

}  // namespace gangway::detail::options
