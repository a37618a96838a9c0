#include <algorithm>
#include <cmath>

#include <nlohmann/json.hpp>

#include "emit/vectors/scalar_cases.h"
#include "emit/vectors/type_cases.h"

namespace gangway::gen::vectors {

std::optional<std::string> TypeCases::sample_scalar(Scalar scalar, const Chain& chain, unsigned n) {
  const Case usual = accepted("", scalar_sample(scalar, n));
  const Cases said = judged({usual}, chain, scalar);
  if (!said.empty() && said.front().is_accepted()) return said.front().writes;
  // Otherwise any that the constraints accept; another one for each n.
  const auto [found, is_new] = samples_.try_emplace({scalar, chain});
  std::vector<std::string>& fit = found->second;
  if (is_new) {
    for (const Case& one : judged(around_bounds(chain, scalar), chain, scalar)) {
      if (one.is_accepted() && std::ranges::find(fit, one.writes) == fit.end()) fit.push_back(one.writes);
    }
  }
  return fit.empty() ? std::nullopt : std::optional<std::string>(fit[n % fit.size()]);
}

std::optional<std::string> TypeCases::sample(const TypeRef& written, unsigned n) {
  Chain chain;
  const TypeRef type = resolved(written, chain);
  std::uint64_t count = inside_.size() < 4 ? 1 : 0;
  for (const Constraints* of : chain) {
    if (of->items) count = std::clamp(count, of->items->min.value_or(0), of->items->max.value_or(count));
  }
  switch (type.kind) {
    case TypeRef::Kind::Scalar:
      return sample_scalar(type.scalar, chain, n);
    case TypeRef::Kind::Named: {
      const auto value = sample_named(type.named, n);
      return !value && type.nullable ? "null" : value;
    }
    case TypeRef::Kind::List:
    case TypeRef::Kind::Map:
      break;
  }
  const bool is_map = type.kind == TypeRef::Kind::Map;
  std::string text;
  for (std::uint64_t i = 0; i < count; ++i) {
    const auto element = sample(type.element.front(), n + static_cast<unsigned>(i));
    if (!element) return count > 1 ? std::nullopt : std::optional<std::string>(is_map ? "{}" : "[]");
    if (i > 0) text += ",";
    if (is_map) text += "\"k" + std::to_string(i) + "\":";
    text += *element;
  }
  return (is_map ? "{" : "[") + text + (is_map ? "}" : "]");
}

std::optional<std::string> TypeCases::sample_named(TypeId id, unsigned n) {
  // Once inside itself is enough, and a second time only where something else is to be found there.
  if (std::ranges::count(inside_, id) > 1) return std::nullopt;
  inside_.push_back(id);
  std::optional<std::string> out;
  const TypeDef& def = schema_.type(id);
  if (const auto* choice = std::get_if<EnumDef>(&def.def)) {
    const bool has_more = n >= choice->enumerators.size() && !choice->closed;
    out = has_more ? "\"more" + std::to_string(n) + "\""
                   : quoted(choice->enumerators[n % choice->enumerators.size()].name);
  } else if (const auto* structure = std::get_if<StructDef>(&def.def)) {
    const auto inner = members(*structure, true);
    if (inner) out = "{" + *inner + "}";
  } else if (const auto* sum = std::get_if<UnionDef>(&def.def)) {
    for (const ArmDef& arm : sum->arms) {
      if (out) break;
      Chain chain;
      const TypeRef target = resolved(arm.type, chain);
      if (std::ranges::count(inside_, target.named) > 0) continue;
      const auto inner = sample_named(target.named, n);
      if (inner)
        out = "{\"" + sum->tag + "\":" + quoted(arm.name) + (*inner == "{}" ? "" : ",") + inner->substr(1);
    }
  }
  inside_.pop_back();
  return out;
}

std::optional<std::string> TypeCases::members(const StructDef& def, bool is_full) {
  std::string out;
  for (const FieldDef& field : def.fields) {
    const bool may_be_left_out = field.optional || field.default_value.has_value();
    if (may_be_left_out && !is_full) continue;
    const auto value = sample(field.type);
    if (!value && may_be_left_out) continue;
    if (!value) return std::nullopt;
    out += (out.empty() ? "\"" : ",\"") + field.name + "\":" + *value;
  }
  return out;
}

std::string TypeCases::default_text(const Value& value, const TypeRef& written) const {
  Chain chain;
  const TypeRef type = resolved(written, chain);
  const bool is_wide =
      type.kind == TypeRef::Kind::Scalar && (type.scalar == Scalar::I64 || type.scalar == Scalar::U64);
  if (std::holds_alternative<std::nullptr_t>(value.data)) return "null";
  if (const auto* flag = std::get_if<bool>(&value.data)) return *flag ? "true" : "false";
  if (const auto* integer = std::get_if<std::int64_t>(&value.data)) {
    return is_wide ? "\"" + std::to_string(*integer) + "\"" : std::to_string(*integer);
  }
  if (const auto* natural = std::get_if<std::uint64_t>(&value.data)) {
    return is_wide ? "\"" + std::to_string(*natural) + "\"" : std::to_string(*natural);
  }
  if (const auto* real = std::get_if<double>(&value.data)) return nlohmann::json(*real).dump();
  if (const auto* text = std::get_if<std::string>(&value.data)) {
    const bool is_ns = type.kind == TypeRef::Kind::Scalar && type.scalar == Scalar::TimestampNs;
    if (!is_ns) return quoted(*text);
    // Kept as short as it can be; on the wire it has all nine digits.
    std::string digits = text->find('.') == std::string::npos ? "" : text->substr(20, text->size() - 21);
    digits.resize(9, '0');
    return quoted(text->substr(0, 19) + "." + digits + "Z");
  }
  if (const auto* name = std::get_if<EnumeratorRef>(&value.data)) return quoted(name->name);
  if (type.kind == TypeRef::Kind::Map) return "{}";
  std::string out;
  for (const Value& each : std::get<std::vector<Value>>(value.data)) {
    out += (out.empty() ? "" : ",") + default_text(each, type.element.front());
  }
  return "[" + out + "]";
}

}  // namespace gangway::gen::vectors
