#include "emit/vectors/vectors.h"

#include <algorithm>
#include <optional>
#include <set>

#include <nlohmann/json.hpp>

#include "emit/vectors/type_cases.h"
#include "schema/visible.h"

namespace gangway::gen::vectors {
namespace {

using Json = nlohmann::ordered_json;

std::string base64(const std::string& bytes) {
  constexpr const char* digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string out;
  for (std::size_t at = 0; at < bytes.size(); at += 3) {
    std::uint32_t group = 0;
    for (std::size_t k = 0; k < 3; ++k) {
      group = group << 8 | (at + k < bytes.size() ? static_cast<unsigned char>(bytes[at + k]) : 0U);
    }
    for (std::size_t k = 0; k < 4; ++k) {
      out += at + k > bytes.size() ? '=' : digits[group >> (18 - 6 * k) & 63];
    }
  }
  return out;
}

Json vector_of(const std::string& type, const Case& one) {
  Json out{{"type", type}, {"name", one.name}};
  if (one.rule == "utf8") {
    out["base64"] = base64(one.json);
  } else {
    out["json"] = one.json;
  }
  if (one.is_accepted()) {
    out["writes"] = one.writes;
    return out;
  }
  out["rule"] = one.rule;
  if (!one.is_malformed) out["path"] = one.path;
  return out;
}

std::string full_name(const Schema& schema, TypeId id) {
  std::string name;
  for (const std::string& part : schema.home(id).package) name += part + ".";
  return name + schema.type(id).name;
}

}  // namespace

std::string vectors(const Schema& whole) {
  const Schema schema = without_internal_fields(whole);
  TypeCases cases(schema);
  std::string lines;
  Json without = Json::array();
  for (const FileDef& file : schema.files) {
    if (!file.requested) continue;
    for (const TypeId id : file.types) {
      const std::string name = full_name(schema, id);
      const Cases all = cases.of(id);
      if (all.empty()) without.push_back(name);
      std::set<std::string> seen;
      for (const Case& one : all) {
        if (!seen.insert(one.json).second) continue;
        lines += (lines.empty() ? "\n" : ",\n") + vector_of(name, one).dump();
      }
    }
  }
  return "{\"version\":1,\"without\":" + without.dump() + ",\"vectors\":[" + lines + "\n]}\n";
}

}  // namespace gangway::gen::vectors
