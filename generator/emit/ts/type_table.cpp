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

/// From the structs with a default on to whatever is made of them, however far.
void TypeTable::find_inits(const Schema& schema) {
  std::vector<std::vector<std::size_t>> users(schema.types.size());
  std::vector<std::size_t> found;
  for (std::size_t i = 0; i < schema.types.size(); ++i) {
    const auto uses = [&](const TypeRef& type) {
      const TypeRef* inner = &type;
      while (!inner->element.empty()) inner = &inner->element.front();
      if (inner->kind == TypeRef::Kind::Named) users[static_cast<std::size_t>(inner->named)].push_back(i);
    };
    const TypeDef& type = schema.types[i];
    if (const auto* alias = std::get_if<AliasDef>(&type.def)) {
      uses(alias->target);
    } else if (const auto* structure = std::get_if<StructDef>(&type.def)) {
      if (structure->is_error) continue;  // An error is made by its class, from all of its fields.
      for (const FieldDef& field : structure->fields) uses(field.type);
      if (std::ranges::any_of(structure->fields,
                              [](const FieldDef& f) { return f.default_value.has_value(); }))
        found.push_back(i);
    } else if (const auto* sum = std::get_if<UnionDef>(&type.def)) {
      for (const ArmDef& arm : sum->arms) uses(arm.type);
    }
  }
  while (!found.empty()) {
    const std::size_t type = found.back();
    found.pop_back();
    if (has_init_[type]) continue;
    has_init_[type] = true;
    found.insert(found.end(), users[type].begin(), users[type].end());
  }
}

}  // namespace gangway::gen::ts
