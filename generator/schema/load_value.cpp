#include "schema/load_value.h"

#include <utility>

namespace gangway::gen {
bool is_integer(Scalar scalar) {
  switch (scalar) {
    case Scalar::I8:
    case Scalar::I16:
    case Scalar::I32:
    case Scalar::I64:
    case Scalar::U8:
    case Scalar::U16:
    case Scalar::U32:
    case Scalar::U64:
    case Scalar::SafeInt:
    case Scalar::Duration:
      return true;
    default:
      return false;
  }
}

Value load_value(const CheckedJson& json, bool as_integer, int depth) {
  if (depth > kMaxNesting) json.fail("nested too deep");
  const nlohmann::json& written = json.json();
  if (written.is_null()) return {nullptr};
  if (written.is_boolean()) return {written.get<bool>()};
  if (written.is_number_float()) return {written.get<double>()};
  if (written.is_number() || (written.is_string() && as_integer)) {
    const bool is_negative =
        written.is_string() ? written.get_ref<const std::string&>().starts_with('-') : written < 0;
    if (is_negative) return {json.integer()};
    const std::uint64_t count = json.count();
    if (std::in_range<std::int64_t>(count)) return {static_cast<std::int64_t>(count)};
    return {count};
  }
  if (written.is_string()) return {json.text()};
  if (written.is_object()) return {EnumeratorRef{json.at("enumerator").text()}};
  std::vector<Value> list;
  for (const CheckedJson& each : json.elements()) list.push_back(load_value(each, as_integer, depth + 1));
  return {std::move(list)};
}

CountRange load_count_range(const CheckedJson& json) {
  CountRange range;
  if (const auto min = json.find("min")) range.min = min->count();
  if (const auto max = json.find("max")) range.max = max->count();
  return range;
}

}  // namespace gangway::gen
