#include "analysis/type_facts.h"

#include <string_view>

namespace gangway::gen {

std::optional<TypeRef> TypeFacts::expanded(const TypeRef& type) const {
  const TypeRef* at = &type;
  bool nullable = false;
  for (std::size_t steps = 0; steps <= symbols_.type_count(); ++steps) {
    nullable = nullable || at->nullable;
    const Symbol* named = symbol(*at);
    const auto* alias = named != nullptr ? named->as<ast::TypeAlias>() : nullptr;
    if (alias == nullptr) {
      TypeRef result = *at;
      result.nullable = nullable;
      return result;
    }
    at = bindings_.find(alias->target);
    if (at == nullptr) return std::nullopt;
  }
  return std::nullopt;
}

bool TypeFacts::is_key(const TypeRef& base) const {
  if (base.kind == TypeRef::Kind::Scalar) return base.scalar != Scalar::Json && base.scalar != Scalar::Bytes;
  const Symbol* named = symbol(base);
  return named != nullptr && named->as<ast::Enum>() != nullptr;
}

std::string TypeFacts::describe(const TypeRef& type) const {
  const std::string_view or_null = type.nullable ? " or null" : "";
  switch (type.kind) {
    case TypeRef::Kind::Scalar:
      return std::string(scalar_name(type.scalar)).append(or_null);
    case TypeRef::Kind::List:
      return std::string("a list").append(or_null);
    case TypeRef::Kind::Map:
      return std::string("a map").append(or_null);
    case TypeRef::Kind::Named:
      break;
  }
  const Symbol& named = *symbol(type);
  std::string_view kind = ast::kind_of(*named.declaration);
  kind.remove_prefix(kind.find(' ') + 1);  // without its article
  return std::string(kind).append(" `").append(named.name()).append("`").append(or_null);
}

}  // namespace gangway::gen
