#include "diff/meeting.h"

namespace gangway::gen {
namespace {

const AliasDef* alias_of(const Schema& schema, const TypeRef& type) {
  return type.kind == TypeRef::Kind::Named ? std::get_if<AliasDef>(&schema.type(type.named).def) : nullptr;
}

void absorb(const TypeRef& type, AllConstraints& asks, bool& nullable) {
  if (type.constraints) asks.add(*type.constraints);
  nullable = nullable || type.nullable;
}

}  // namespace

Meeting meet(const Schema& schema_before, const TypeRef& before, const Schema& schema_now, const TypeRef& now,
             const Pairs& pairs) {
  Meeting met;
  const TypeRef* old_type = &before;
  const TypeRef* new_type = &now;
  while (true) {
    const bool both_named = old_type->kind == TypeRef::Kind::Named && new_type->kind == TypeRef::Kind::Named;
    if (both_named && pairs.are_paired(old_type->named, new_type->named)) break;
    if (const AliasDef* alias = alias_of(schema_before, *old_type)) {
      absorb(*old_type, met.before_asks, met.before_nullable);
      old_type = &alias->target;
    } else if (const AliasDef* other = alias_of(schema_now, *new_type)) {
      absorb(*new_type, met.now_asks, met.now_nullable);
      new_type = &other->target;
    } else {
      break;
    }
  }
  absorb(*old_type, met.before_asks, met.before_nullable);
  absorb(*new_type, met.now_asks, met.now_nullable);
  met.before = *old_type;
  met.now = *new_type;
  return met;
}

}  // namespace gangway::gen
