#include <set>

#include <fmt/format.h>

#include "lint/checks.h"
#include "lint/places.h"

namespace gangway::gen::lint_detail {
namespace {

bool is_closed(const TypeDef& type) {
  if (const auto* enumeration = std::get_if<EnumDef>(&type.def)) return enumeration->closed;
  if (const auto* choice = std::get_if<UnionDef>(&type.def)) return choice->closed;
  return false;
}

}  // namespace

void check_growth(const Schema& schema, Findings& findings) {
  std::set<TypeId> reported;
  for (const Place& place : places_from_servers(schema)) {
    for_each_part(*place.type, [&](const TypeRef& part) {
      if (part.kind != TypeRef::Kind::Named || !is_closed(schema.type(part.named))) return;
      if (!reported.insert(part.named).second) return;
      const TypeDef& type = schema.type(part.named);
      const bool is_enum = std::holds_alternative<EnumDef>(type.def);
      Diagnostic* diagnostic = findings.report(is_enum ? rules::closed_enum_sent : rules::closed_union_sent,
                                               type.origin, type.name);
      if (diagnostic != nullptr) {
        diagnostic->note(span_of(place.via), fmt::format("`{}` leads there", place.via_name));
      }
    });
  }
}

}  // namespace gangway::gen::lint_detail
