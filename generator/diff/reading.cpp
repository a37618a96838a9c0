#include "diff/reading.h"

#include <algorithm>

#include "schema/constraints.h"
#include "schema/lookup.h"

namespace gangway::gen {
namespace {

const FieldDef* find(const std::vector<FieldDef>& fields, const std::string& name) {
  const auto found =
      std::find_if(fields.begin(), fields.end(), [&](const FieldDef& each) { return each.name == name; });
  return found == fields.end() ? nullptr : &*found;
}

/// The words for a declared type that is no scalar.
std::string kind_text(const Schema& schema, const TypeRef& type) {
  if (type.kind == TypeRef::Kind::List) return "a list";
  if (type.kind == TypeRef::Kind::Map) return "a map";
  if (type.kind == TypeRef::Kind::Scalar) return '`' + std::string(scalar_name(type.scalar)) + '`';
  return '`' + schema.type(type.named).name + '`';
}

}  // namespace

std::optional<std::string> Reading::refused(const TypeRef& written, const TypeRef& expected,
                                            bool may_be_null) {
  const TypeRef from = behind_aliases(writer_, written);
  const TypeRef to = behind_aliases(reader_, expected);
  const bool reads_any = to.kind == TypeRef::Kind::Scalar && to.scalar == Scalar::Json;
  if (reads_any) return std::nullopt;
  if (from.nullable && !to.nullable && !may_be_null) return "it may be null";
  const auto broken =
      constraints_refused(all_constraints(writer_, written), all_constraints(reader_, expected),
                          to.kind == TypeRef::Kind::Scalar ? to.scalar : Scalar::Bool);
  if (!broken.empty()) return "it may break `" + broken.front() + '`';
  const bool from_scalar = from.kind == TypeRef::Kind::Scalar;
  const bool to_scalar = to.kind == TypeRef::Kind::Scalar;
  if (from_scalar && to_scalar) return scalar_refused(from.scalar, to.scalar);
  if (from.kind == to.kind && !from_scalar) {
    if (from.kind == TypeRef::Kind::Named) return refused_named(from.named, to.named);
    return refused(from.element.front(), to.element.front());
  }
  // An enum's names are strings, and an open one takes any.
  const auto enumeration = [](const Schema& schema, const TypeRef& type) {
    return type.kind == TypeRef::Kind::Named ? std::get_if<EnumDef>(&schema.type(type.named).def) : nullptr;
  };
  if (enumeration(writer_, from) != nullptr && to_scalar && to.scalar == Scalar::String) return std::nullopt;
  if (const EnumDef* names = enumeration(reader_, to);
      names != nullptr && from_scalar && from.scalar == Scalar::String && !names->closed) {
    return std::nullopt;
  }
  return kind_text(writer_, from) + " is not read as " + kind_text(reader_, to);
}

std::optional<std::string> Reading::refused(const std::vector<FieldDef>& written,
                                            const std::vector<FieldDef>& expected) {
  for (const FieldDef& field : expected) {
    const FieldDef* const given = find(written, field.name);
    const bool may_miss = field.optional || field.default_value;
    if (given == nullptr || given->internal) {
      if (may_miss || field.internal) continue;
      return "the required field `" + field.name + "` is missing";
    }
    if (given->optional && !may_miss) return "the required field `" + field.name + "` may be missing";
    // Null is read as left out where a field may be.
    if (auto inner = refused(given->type, field.type, field.optional))
      return "field `" + field.name + "`: " + *inner;
  }
  return std::nullopt;
}

std::optional<std::string> Reading::refused_named(TypeId written, TypeId expected) {
  if (!assumed_.emplace(written, expected).second) return std::nullopt;
  const auto& from = writer_.type(written).def;
  const auto& to = reader_.type(expected).def;
  std::optional<std::string> inner;
  if (from.index() != to.index()) {
    inner = '`' + writer_.type(written).name + "` is not read as `" + reader_.type(expected).name + '`';
  } else if (const auto* structure = std::get_if<StructDef>(&from)) {
    inner = refused(structure->fields, std::get<StructDef>(to).fields);
  } else if (const auto* names = std::get_if<EnumDef>(&from)) {
    inner = refused_enum(*names, std::get<EnumDef>(to));
  } else if (const auto* choice = std::get_if<UnionDef>(&from)) {
    inner = refused_union(*choice, std::get<UnionDef>(to));
  }
  if (inner) assumed_.erase({written, expected});
  return inner;
}

std::optional<std::string> Reading::refused_enum(const EnumDef& written, const EnumDef& expected) {
  if (!expected.closed) return std::nullopt;
  if (!written.closed) return "it may have names that a closed enum refuses";
  for (const EnumeratorDef& each : written.enumerators) {
    const bool is_known = std::any_of(expected.enumerators.begin(), expected.enumerators.end(),
                                      [&](const EnumeratorDef& other) { return other.name == each.name; });
    if (!is_known) return "the name `" + each.name + "` is refused";
  }
  return std::nullopt;
}

std::optional<std::string> Reading::refused_union(const UnionDef& written, const UnionDef& expected) {
  if (written.tag != expected.tag) return "the tag `" + expected.tag + "` is missing";
  if (!written.closed && expected.closed) return "it may have arms that a closed union refuses";
  for (const ArmDef& each : written.arms) {
    const auto other = std::find_if(expected.arms.begin(), expected.arms.end(),
                                    [&](const ArmDef& arm) { return arm.name == each.name; });
    if (other == expected.arms.end()) {
      if (expected.closed) return "the arm `" + each.name + "` is refused";
      continue;
    }
    if (auto inner = refused(each.type, other->type)) return "arm `" + each.name + "`: " + *inner;
  }
  return std::nullopt;
}

}  // namespace gangway::gen
