#include "analysis/type_facts.h"

#include <string_view>

namespace gangway::gen {

std::optional<TypeRef> TypeFacts::expanded(const TypeRef& type) const {
  TypeRef result = type;
  for (std::size_t steps = 0; steps <= symbols_.type_count(); ++steps) {
    const Symbol* named = symbol(result);
    const auto* alias = named != nullptr ? named->as<ast::TypeAlias>() : nullptr;
    if (alias == nullptr) return result;
    const TypeRef* target = bindings_.find(alias->target);
    if (target == nullptr) return std::nullopt;
    const bool nullable = result.nullable || target->nullable;
    result = TypeRef(*target);
    result.nullable = nullable;
  }
  return std::nullopt;
}

std::string TypeFacts::describe(const TypeRef& type) const {
  const std::string_view or_null = type.nullable ? " or null" : "";
  switch (type.kind) {
    case TypeRef::Kind::Scalar: return std::string(scalar_name(type.scalar)).append(or_null);
    case TypeRef::Kind::List: return std::string("a list").append(or_null);
    case TypeRef::Kind::Map: return std::string("a map").append(or_null);
    case TypeRef::Kind::Named: break;
  }
  const Symbol& named = *symbol(type);
  std::string_view kind = ast::kind_of(*named.declaration);
  kind.remove_prefix(kind.find(' ') + 1);  // without its article
  return std::string(kind).append(" `").append(named.name()).append("`").append(or_null);
}

}  // namespace gangway::gen
