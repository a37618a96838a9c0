#include "server/options/layers.h"

#include <algorithm>
#include <array>
#include <fstream>
#include <iterator>

#include "gangway/server.h"
#include "server/options/rows.h"
#include "support/nearest_name.h"

namespace gangway::detail::options {
namespace {

constexpr std::string_view kPrefix = "GANGWAY_";
constexpr std::string_view kConfigFile = "GANGWAY_CONFIG";
/// What is an object in a file: `limits.grace` stands in `limits`.
constexpr std::array<std::string_view, 4> kGroups{"limits", "logging", "socketio", "tls"};

std::string nearest_of(const std::string& wanted, const std::vector<std::string>& known) {
  const std::vector<std::string_view> names(known.begin(), known.end());
  const std::string_view nearest = nearest_name(wanted, names);
  return nearest.empty() ? "" : "; the nearest is `" + std::string(nearest) + "`";
}

void read_variable(const std::string& name, const std::string& text, ServerOptions& out) {
  if (name == kConfigFile) {
    out.config_file = text;
    return;
  }
  std::vector<std::string> known{std::string(kConfigFile)};
  for (const Row& row : rows()) {
    known.push_back(row.variable());
    if (known.back() != name) continue;
    try {
      return row.read(out, of_text(text, row.shape));
    } catch (const BadValue& bad) {
      throw StartError("the environment variable " + name + ": " + bad.what());
    }
  }
  throw StartError("the environment variable " + name + " is no option of gangway" + nearest_of(name, known));
}

/// Reads the members of one object; `prefix` is "limits." inside of `limits`.
void read_object(const std::string& file, const Json& object, const std::string& prefix, ServerOptions& out) {
  for (const auto& [key, value] : object.items()) {
    const std::string name = prefix + key;
    if (prefix.empty() && std::find(kGroups.begin(), kGroups.end(), key) != kGroups.end()) {
      if (!value.is_object()) throw StartError(file + ": `" + key + "` is no object");
      read_object(file, value, key + ".", out);
      continue;
    }
    const auto row = std::find_if(rows().begin(), rows().end(), [&](const Row& r) { return r.name == name; });
    if (row == rows().end() || (prefix.empty() && key.find('.') != std::string::npos)) {
      std::vector<std::string> known(kGroups.begin(), kGroups.end());
      for (const Row& each : rows()) known.push_back(each.name);
      throw StartError(file + ": there is no option `" + name + "`" + nearest_of(name, known));
    }
    try {
      row->read(out, value);
    } catch (const BadValue& bad) {
      throw StartError(file + ": `" + name + "`: " + bad.what());
    }
  }
}

}  // namespace

void read_environment(const Variables& environment, ServerOptions& out) {
  for (const auto& [name, text] : environment) {
    if (name.starts_with(kPrefix) && !text.empty()) read_variable(name, text, out);
  }
}

void read_file(const std::string& path, ServerOptions& out) {
  std::ifstream in(path, std::ios::binary);
  if (!in)
    throw StartError("the options in `" + path + "` cannot be read: no such file, or not for this user");
  const std::string text(std::istreambuf_iterator<char>(in), {});
  Json json;
  try {
    json = Json::parse(text);
  } catch (const Json::parse_error& error) {
    throw StartError(path + ": no well-formed JSON: " + error.what());
  }
  if (!json.is_object()) throw StartError(path + ": the options are an object");
  read_object(path, json, "", out);
}

}  // namespace gangway::detail::options
