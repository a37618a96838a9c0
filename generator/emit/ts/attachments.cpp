#include "emit/ts/attachments.h"

#include <algorithm>
#include <set>

namespace gangway::gen::ts {
namespace {

/// Whether there are bytes anywhere in a value of `type`.
class Bytes {
 public:
  explicit Bytes(const Schema& schema) : schema_(schema) {}

  bool are_in(const TypeRef& type) {
    if (type.kind == TypeRef::Kind::Scalar) return type.scalar == Scalar::Bytes;
    if (type.kind != TypeRef::Kind::Named) return are_in(type.element.front());
    if (!seen_.insert(type.named).second) return false;
    const auto& def = schema_.type(type.named).def;
    if (const auto* alias = std::get_if<AliasDef>(&def)) return are_in(alias->target);
    if (const auto* structure = std::get_if<StructDef>(&def)) {
      return std::ranges::any_of(structure->fields,
                                 [&](const FieldDef& field) { return are_in(field.type); });
    }
    const auto* sum = std::get_if<UnionDef>(&def);
    return sum != nullptr &&
           std::ranges::any_of(sum->arms, [&](const ArmDef& arm) { return are_in(arm.type); });
  }

 private:
  const Schema& schema_;
  std::set<TypeId> seen_;
};

}  // namespace

bool has_attachments(const Schema& schema, const TypeRef& type) { return Bytes(schema).are_in(type); }

}  // namespace gangway::gen::ts
