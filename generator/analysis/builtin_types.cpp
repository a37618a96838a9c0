#include "analysis/builtin_types.h"

#include <algorithm>
#include <map>

namespace gangway::gen {

std::optional<Scalar> find_scalar(std::string_view name) {
  for (int i = 0; i <= static_cast<int>(Scalar::Json); ++i) {
    const auto scalar = static_cast<Scalar>(i);
    if (scalar_name(scalar) == name) return scalar;
  }
  return std::nullopt;
}

bool is_builtin_type(std::string_view name) {
  const std::vector<std::string>& names = builtin_type_names();
  return name == "void" || std::find(names.begin(), names.end(), name) != names.end();
}

const std::vector<std::string>& builtin_type_names() {
  static const std::vector<std::string> names = [] {
    std::vector<std::string> all;
    for (int i = 0; i <= static_cast<int>(Scalar::Json); ++i) {
      all.emplace_back(scalar_name(static_cast<Scalar>(i)));
    }
    all.emplace_back("list");
    all.emplace_back("map");
    return all;
  }();
  return names;
}

std::optional<std::string> builtin_called_elsewhere(std::string_view name) {
  static const std::map<std::string_view, std::string_view> words{
      {"int8", "i8"},           {"int16", "i16"},          {"int32", "i32"},
      {"int", "i32"},           {"integer", "i32"},        {"int64", "i64"},
      {"long", "i64"},          {"bigint", "i64"},         {"uint8", "u8"},
      {"byte", "u8"},           {"uint16", "u16"},         {"uint32", "u32"},
      {"uint", "u32"},          {"uint64", "u64"},         {"number", "f64"},
      {"float32", "f32"},       {"float", "f32"},          {"float64", "f64"},
      {"double", "f64"},        {"boolean", "bool"},       {"str", "string"},
      {"text", "string"},       {"char", "string"},        {"blob", "bytes"},
      {"binary", "bytes"},      {"datetime", "timestamp"}, {"time", "timestamp"},
      {"instant", "timestamp"}, {"any", "json"},           {"object", "json"},
      {"array", "list"},        {"vector", "list"},        {"repeated", "list"},
      {"record", "map"},        {"dict", "map"},           {"guid", "uuid"},
  };
  std::string lower(name);
  for (char& c : lower) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  const auto found = words.find(lower);
  if (found == words.end()) return std::nullopt;
  return std::string(found->second);
}

}  // namespace gangway::gen
