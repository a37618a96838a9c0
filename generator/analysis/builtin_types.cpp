#include "analysis/builtin_types.h"

#include <algorithm>

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

}  // namespace gangway::gen
