#include "emit/example_value.h"

#include <algorithm>
#include <optional>
#include <set>
#include <string>
#include <utility>

#include "emit/example_text.h"
#include "schema/constraints.h"
#include "schema/lookup.h"

namespace gangway::gen {

/// Makes one value. Knows the structs that it is inside of, so that recursion ends as early as the types
/// allow: the optional field left out, the list empty, another arm.
class ExampleValues::Maker {
 public:
  explicit Maker(const Schema& schema) : schema_(schema) {}

  /// Nothing when the value would have to contain itself.
  std::optional<Json> value(const TypeRef& type, std::string_view name);
  std::optional<Json> fields(const std::vector<FieldDef>& fields);
  std::optional<Json> arm(const UnionDef& choice, const ArmDef& arm);

 private:
  std::optional<Json> declared(TypeId id);
  std::optional<Json> choice(const UnionDef& choice);
  Json list(const TypeRef& type, const AllConstraints& wanted, std::string_view name);
  Json map(const TypeRef& type, const AllConstraints& wanted, std::string_view name);

  const Schema& schema_;
  std::set<TypeId> inside_;
};

std::optional<ExampleValues::Json> ExampleValues::Maker::value(const TypeRef& type, std::string_view name) {
  const AllConstraints wanted = all_constraints(schema_, type);
  const TypeRef base = behind_aliases(schema_, type);
  switch (base.kind) {
    case TypeRef::Kind::Scalar:
      return example_scalar(base.scalar, wanted, name, 0);
    case TypeRef::Kind::List:
      return list(base, wanted, name);
    case TypeRef::Kind::Map:
      return map(base, wanted, name);
    case TypeRef::Kind::Named:
      break;
  }
  std::optional<Json> json = declared(base.named);
  if (!json && base.nullable) json = nullptr;
  return json;
}

ExampleValues::Json ExampleValues::Maker::list(const TypeRef& type, const AllConstraints& wanted,
                                               std::string_view name) {
  const TypeRef& element = type.element.front();
  const TypeRef base = behind_aliases(schema_, element);
  const std::uint64_t least = wanted.items.min.value_or(0);
  const std::uint64_t count = std::min(std::max<std::uint64_t>(least, 1), wanted.items.max.value_or(1));
  Json json = Json::array();
  for (std::uint64_t i = 0; i < count; ++i) {
    std::optional<Json> each;
    if (base.kind == TypeRef::Kind::Scalar && i > 0) {
      each = example_scalar(base.scalar, all_constraints(schema_, element), name, i);
    } else if (const auto* enumeration = base.kind == TypeRef::Kind::Named
                                             ? std::get_if<EnumDef>(&schema_.type(base.named).def)
                                             : nullptr;
               enumeration != nullptr) {
      each = enumeration->enumerators[i % enumeration->enumerators.size()].name;
    } else {
      each = value(element, name);
    }
    if (!each) break;
    json.push_back(std::move(*each));
  }
  return json;
}

ExampleValues::Json ExampleValues::Maker::map(const TypeRef& type, const AllConstraints& wanted,
                                              std::string_view name) {
  const std::uint64_t least = wanted.items.min.value_or(0);
  const std::uint64_t count = std::min(std::max<std::uint64_t>(least, 1), wanted.items.max.value_or(1));
  Json json = Json::object();
  for (std::uint64_t i = 0; i < count; ++i) {
    auto each = value(type.element.front(), name);
    if (!each) break;
    json[i == 0 ? "key" : "key" + std::to_string(i + 1)] = std::move(*each);
  }
  return json;
}

std::optional<ExampleValues::Json> ExampleValues::Maker::declared(TypeId id) {
  const TypeDef& def = schema_.type(id);
  if (const auto* enumeration = std::get_if<EnumDef>(&def.def)) return enumeration->enumerators.front().name;
  if (!inside_.insert(id).second) return std::nullopt;
  std::optional<Json> json;
  if (const auto* structure = std::get_if<StructDef>(&def.def)) {
    json = fields(structure->fields);
  } else if (const auto* either = std::get_if<UnionDef>(&def.def)) {
    json = choice(*either);
  }
  inside_.erase(id);
  return json;
}

std::optional<ExampleValues::Json> ExampleValues::Maker::fields(const std::vector<FieldDef>& fields) {
  Json json = Json::object();
  for (const FieldDef& field : fields) {
    if (field.internal) continue;
    auto each = value(field.type, field.name);
    if (each) {
      json[field.name] = std::move(*each);
    } else if (!field.optional) {
      return std::nullopt;
    }
  }
  return json;
}

std::optional<ExampleValues::Json> ExampleValues::Maker::arm(const UnionDef& choice, const ArmDef& arm) {
  const auto json = value(arm.type, arm.name);
  if (!json) return std::nullopt;
  Json tagged = {{choice.tag, arm.name}};
  tagged.update(*json);
  return tagged;
}

std::optional<ExampleValues::Json> ExampleValues::Maker::choice(const UnionDef& choice) {
  for (const ArmDef& each : choice.arms) {
    if (auto json = arm(choice, each)) return json;
  }
  return std::nullopt;
}

ExampleValues::Json ExampleValues::value(const TypeRef& type, std::string_view name) const {
  return Maker(schema_).value(type, name).value_or(nullptr);
}

ExampleValues::Json ExampleValues::fields(const std::vector<FieldDef>& fields) const {
  return Maker(schema_).fields(fields).value_or(nullptr);
}

ExampleValues::Json ExampleValues::payload(const PayloadDef& payload, std::string_view name) const {
  switch (payload.kind) {
    case PayloadDef::Kind::None:
      return nullptr;
    case PayloadDef::Kind::Params:
      return fields(payload.params);
    case PayloadDef::Kind::Type:
    case PayloadDef::Kind::Stream:
      return value(payload.type, name);
  }
  return nullptr;
}

}  // namespace gangway::gen
