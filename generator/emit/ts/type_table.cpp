#include <algorithm>

#include "emit/ts/types.h"

namespace gangway::gen::ts {

TypeTable::TypeTable(const Schema& schema)
    : names_(schema.types.size()), has_init_(schema.types.size(), false) {
  find_inits(schema);
  for (const FileDef& file : schema.files) {
    // Declared names come first: what is made from them gives way.
    Scope scope;
    for (const ConstDef& constant : file.consts) scope.claim(module_name(constant.name));
    for (const TypeId id : file.types)
      names_[static_cast<std::size_t>(id)].name = scope.claim(module_name(schema.type(id).name));
    for (const TypeId id : file.types) {
      TypeNames& names = names_[static_cast<std::size_t>(id)];
      const auto* structure = std::get_if<StructDef>(&schema.type(id).def);
      if (structure != nullptr && structure->is_error) names.data = scope.claim(names.name + "Data");
      names.init = has_init(id) ? scope.claim(names.name + "Init") : names.name;
    }
  }
}

bool TypeTable::has_init(const TypeRef& type) const {
  switch (type.kind) {
    case TypeRef::Kind::Scalar:
      return false;
    case TypeRef::Kind::Named:
      return has_init(type.named);
    case TypeRef::Kind::List:
    case TypeRef::Kind::Map:
      return has_init(type.element.front());
  }
  return false;
}

/// Types may refer to each other in circles, so this is repeated until nothing is found any more.
void TypeTable::find_inits(const Schema& schema) {
  const auto field_has = [&](const FieldDef& field) {
    return field.default_value.has_value() || has_init(field.type);
  };
  const auto makes_init = [&](const TypeDef& type) {
    if (const auto* alias = std::get_if<AliasDef>(&type.def)) return has_init(alias->target);
    if (const auto* structure = std::get_if<StructDef>(&type.def)) {
      // An error is made by its class, from all of its fields.
      return !structure->is_error && std::ranges::any_of(structure->fields, field_has);
    }
    if (const auto* sum = std::get_if<UnionDef>(&type.def)) {
      return std::ranges::any_of(sum->arms, [&](const ArmDef& arm) { return has_init(arm.type); });
    }
    return false;
  };
  for (bool changed = true; changed;) {
    changed = false;
    for (std::size_t i = 0; i < schema.types.size(); ++i) {
      if (has_init_[i] || !makes_init(schema.types[i])) continue;
      has_init_[i] = true;
      changed = true;
    }
  }
}

}  // namespace gangway::gen::ts
