#include "export/scalar_schemas.h"

#include <cstdint>
#include <optional>
#include <string>
#include <utility>

#include "schema/constraints.h"

namespace gangway::gen::exports {
namespace {

using Json = nlohmann::ordered_json;

template <class Integer>
Json integer(Integer least, Integer most) {
  return {{"type", "integer"}, {"minimum", least}, {"maximum", most}};
}

Json text(const char* pattern, const char* description) {
  return {{"type", "string"}, {"pattern", pattern}, {"description", description}};
}

constexpr std::int64_t kSafe = (std::int64_t{1} << 53) - 1;

}  // namespace

Json scalar_schema(Scalar scalar) {
  switch (scalar) {
    case Scalar::Bool:
      return {{"type", "boolean"}};
    case Scalar::I8:
      return integer(-128, 127);
    case Scalar::I16:
      return integer(-32768, 32767);
    case Scalar::I32:
      return integer<std::int64_t>(INT32_MIN, INT32_MAX);
    case Scalar::U8:
      return integer(0, 255);
    case Scalar::U16:
      return integer(0, 65535);
    case Scalar::U32:
      return integer<std::int64_t>(0, UINT32_MAX);
    case Scalar::I64:
      return text("^-?(0|[1-9][0-9]{0,18})$", "A 64-bit integer in decimal digits.");
    case Scalar::U64:
      return text("^(0|[1-9][0-9]{0,19})$", "An unsigned 64-bit integer in decimal digits.");
    case Scalar::SafeInt:
      return integer(-kSafe, kSafe);
    case Scalar::F32:
    case Scalar::F64:
      return {{"type", "number"}};
    case Scalar::String:
      return {{"type", "string"}};
    case Scalar::Bytes:
      return {{"type", "string"}, {"contentEncoding", "base64"}};
    case Scalar::Timestamp:
      return {{"type", "string"}, {"format", "date-time"}};
    case Scalar::TimestampNs:
      return {{"type", "string"}, {"format", "date-time"}, {"description", "Up to nine digits of a second."}};
    case Scalar::Duration: {
      Json json = integer(-kSafe, kSafe);
      json["description"] = "Milliseconds.";
      return json;
    }
    case Scalar::Date:
      return {{"type", "string"}, {"format", "date"}};
    case Scalar::Decimal:
      return text("^-?[0-9]+(\\.[0-9]+)?$", "A decimal number, exact.");
    case Scalar::Uuid:
      return {{"type", "string"}, {"format", "uuid"}};
    case Scalar::Json:
      return Json::object();
  }
  return Json::object();
}

namespace {

/// How long the base64 of so many bytes is.
std::uint64_t base64_length(std::uint64_t bytes) { return (bytes + 2) / 3 * 4; }

void add_bounds(Json& json, const std::optional<CountRange>& range, const char* least, const char* most) {
  if (!range) return;
  if (range->min) json[least] = *range->min;
  if (range->max) json[most] = *range->max;
}

std::optional<CountRange> base64_range(const std::optional<CountRange>& size) {
  if (!size) return std::nullopt;
  CountRange range;
  if (size->min) range.min = base64_length(*size->min);
  if (size->max) range.max = base64_length(*size->max);
  return range;
}

Json number(const Value& value) {
  if (const auto* i = std::get_if<std::int64_t>(&value.data)) return *i;
  if (const auto* u = std::get_if<std::uint64_t>(&value.data)) return *u;
  return std::get<double>(value.data);
}

}  // namespace

Json constraint_keywords(const Schema& schema, const Constraints& constraints, const TypeRef& base) {
  Json json = Json::object();
  add_bounds(json, constraints.length, "minLength", "maxLength");
  add_bounds(json, base64_range(constraints.size), "minLength", "maxLength");
  const bool is_map = base.kind == TypeRef::Kind::Map;
  add_bounds(json, constraints.items, is_map ? "minProperties" : "minItems",
             is_map ? "maxProperties" : "maxItems");
  if (constraints.unique) json["uniqueItems"] = true;
  if (constraints.pattern) json["pattern"] = "^(?:" + constraints.pattern->javascript + ")$";
  if (constraints.format) json["format"] = std::string(format_name(*constraints.format));

  Constraints unsaid;
  unsaid.trim = constraints.trim;
  unsaid.lowercase = constraints.lowercase;
  unsaid.pipe = constraints.pipe;
  const bool is_text =
      base.scalar == Scalar::I64 || base.scalar == Scalar::U64 || base.scalar == Scalar::Decimal;
  if (constraints.range && is_text) {
    unsaid.range = constraints.range;
  } else if (constraints.range) {
    if (constraints.range->min) json["minimum"] = number(*constraints.range->min);
    if (constraints.range->max) json["maximum"] = number(*constraints.range->max);
  }
  if (std::string text = constraints_text(schema, unsaid, base.scalar); !text.empty()) {
    json["$comment"] = std::move(text);
  }
  return json;
}

}  // namespace gangway::gen::exports
