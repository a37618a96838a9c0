#include "emit/cpp/holding.h"

#include <algorithm>

namespace gangway::gen::cpp {
namespace {

/// A step of a walk over types, depth first: without recursion, for a schema may be a chain of any length.
struct Step {
  TypeId id;
  std::vector<TypeId> parts;
  std::size_t next = 0;
};

void add_held(const Schema& schema, const TypeRef& type, std::vector<TypeId>& held) {
  const TypeRef* at = &type;
  while (at->kind == TypeRef::Kind::Named) {
    held.push_back(at->named);
    const auto* alias = std::get_if<AliasDef>(&schema.type(at->named).def);
    if (alias == nullptr) return;
    at = &alias->target;
  }
}

}  // namespace

std::vector<TypeId> Holding::held(TypeId id) const {
  std::vector<TypeId> held;
  const TypeDef& type = schema_.type(id);
  if (const auto* def = std::get_if<StructDef>(&type.def)) {
    for (const FieldDef& field : def->fields) add_held(schema_, field.type, held);
  } else if (const auto* alias = std::get_if<AliasDef>(&type.def)) {
    add_held(schema_, alias->target, held);
  } else if (const auto* alternatives = std::get_if<UnionDef>(&type.def)) {
    for (const ArmDef& arm : alternatives->arms) add_held(schema_, arm.type, held);
  }
  return held;
}

bool Holding::is_circle(TypeId a, TypeId b) const {
  find_circles(a);
  find_circles(b);
  return mark(a).circle == mark(b).circle;
}

/// Tarjan's strongly connected components.
void Holding::find_circles(TypeId from) const {
  if (mark(from).order != 0) return;
  std::vector<Step> path;
  const auto enter = [&](TypeId id) {
    ++found_;
    mark(id) = {found_, found_, true};
    open_.push_back(id);
    path.push_back({id, held(id)});
  };
  enter(from);
  while (!path.empty()) {
    Step& step = path.back();
    Mark& here = mark(step.id);
    if (step.next < step.parts.size()) {
      const TypeId part = step.parts[step.next++];
      if (mark(part).order == 0) {
        enter(part);
      } else if (mark(part).open) {
        here.circle = std::min(here.circle, mark(part).order);
      }
      continue;
    }
    if (here.circle == here.order) {
      while (here.open) {
        Mark& member = mark(open_.back());
        open_.pop_back();
        member.open = false;
        member.circle = here.order;
      }
    }
    const std::uint32_t circle = here.circle;
    path.pop_back();
    if (!path.empty()) {
      Mark& outer = mark(path.back().id);
      outer.circle = std::min(outer.circle, circle);
    }
  }
}

/// Complete: what is held by value, as a struct's field or inside an alias or union it names, is defined
/// before.
void Holding::need(FileId file, const TypeRef& type, bool complete, std::vector<TypeId>& needed) const {
  if (type.kind == TypeRef::Kind::List || type.kind == TypeRef::Kind::Map)
    return need(file, type.element[0], false, needed);
  if (type.kind != TypeRef::Kind::Named) return;
  const TypeDef& def = schema_.type(type.named);
  if (def.origin.file != file) return;
  if (complete || !std::holds_alternative<StructDef>(def.def)) needed.push_back(type.named);
  if (!complete) return;
  if (const auto* alias = std::get_if<AliasDef>(&def.def)) need(file, alias->target, true, needed);
  if (const auto* alternatives = std::get_if<UnionDef>(&def.def)) {
    for (const ArmDef& arm : alternatives->arms) need(file, arm.type, true, needed);
  }
}

std::vector<TypeId> Holding::needed(FileId file, TypeId id) const {
  std::vector<TypeId> needed;
  const TypeDef& def = schema_.type(id);
  if (const auto* record = std::get_if<StructDef>(&def.def)) {
    for (const FieldDef& field : record->fields) {
      std::vector<TypeId> named;
      add_held(schema_, field.type, named);
      const bool boxed = !named.empty() && is_circle(named.back(), id);
      need(file, field.type, !boxed, needed);
    }
  } else if (const auto* alias = std::get_if<AliasDef>(&def.def)) {
    need(file, alias->target, false, needed);
  } else if (const auto* alternatives = std::get_if<UnionDef>(&def.def)) {
    for (const ArmDef& arm : alternatives->arms) need(file, arm.type, false, needed);
  }
  return needed;
}

std::vector<TypeId> Holding::definition_order(FileId file) const {
  std::vector<TypeId> order;
  std::vector<bool> entered(schema_.types.size(), false);
  std::vector<Step> path;
  const auto enter = [&](TypeId id) {
    if (entered[static_cast<std::size_t>(id)]) return;
    entered[static_cast<std::size_t>(id)] = true;
    path.push_back({id, needed(file, id)});
  };
  for (const TypeId start : schema_.file(file).types) {
    enter(start);
    while (!path.empty()) {
      Step& step = path.back();
      if (step.next < step.parts.size()) {
        enter(step.parts[step.next++]);
      } else {
        order.push_back(step.id);
        path.pop_back();
      }
    }
  }
  return order;
}

}  // namespace gangway::gen::cpp
