#include <map>
#include <set>
#include <string>
#include <utility>

#include <fmt/format.h>

#include "lint/checks.h"

namespace gangway::gen::lint_detail {
namespace {

std::string text_of(const TypeRef& type) {
  const std::string_view nullable = type.nullable ? "?" : "";
  // What is constrained is compared as something of its own: two bounds that are equal now need not stay so.
  const std::string constraints =
      type.constraints ? fmt::format("@{}", fmt::ptr(type.constraints.get())) : "";
  switch (type.kind) {
    case TypeRef::Kind::Scalar:
      return fmt::format("{}{}{}", scalar_name(type.scalar), nullable, constraints);
    case TypeRef::Kind::Named:
      return fmt::format("#{}{}{}", static_cast<std::uint32_t>(type.named), nullable, constraints);
    default:
      return fmt::format("{}<{}>{}{}", type.kind == TypeRef::Kind::List ? "list" : "map",
                         text_of(type.element.front()), nullable, constraints);
  }
}

std::string shape_of(const StructDef& structure) {
  std::set<std::string> fields;
  for (const FieldDef& each : structure.fields) {
    fields.insert(fmt::format("{}{}{}:{};", each.name, each.optional ? "?" : "",
                              each.default_value ? "=" : "", text_of(each.type)));
  }
  std::string text;
  for (const std::string& each : fields) text += each;
  return text;
}

/// Structs with the same fields. Arms of unions must each have their own, and few fields are alike by chance.
void check_duplicates(const Schema& schema, Findings& findings) {
  constexpr std::size_t kFewestFields = 3;
  std::set<TypeId> arms;
  for (const TypeDef& type : schema.types) {
    const auto* choice = std::get_if<UnionDef>(&type.def);
    if (choice == nullptr) continue;
    for (const ArmDef& each : choice->arms) arms.insert(each.type.named);
  }
  std::map<std::string, const TypeDef*> shapes;
  for (std::size_t i = 0; i < schema.types.size(); ++i) {
    const TypeDef& type = schema.types[i];
    const auto* structure = std::get_if<StructDef>(&type.def);
    if (structure == nullptr || structure->is_error || arms.contains(static_cast<TypeId>(i))) continue;
    if (structure->fields.size() < kFewestFields) continue;
    const auto [first, is_new] = shapes.try_emplace(shape_of(*structure), &type);
    if (is_new) continue;
    Diagnostic* diagnostic =
        findings.report(rules::duplicate_shape, type.origin, type.name, first->second->name);
    if (diagnostic != nullptr) diagnostic->note(span_of(first->second->origin), "it is declared here");
  }
}

void check_enums(const Schema& schema, Findings& findings) {
  for (const TypeDef& type : schema.types) {
    const auto* enumeration = std::get_if<EnumDef>(&type.def);
    if (enumeration != nullptr && enumeration->enumerators.size() == 1) {
      findings.report(rules::single_value_enum, type.origin, type.name);
    }
  }
}

/// Unions of one package whose tag is not that of the first one.
void check_tags(const Schema& schema, Findings& findings) {
  std::map<std::vector<std::string>, const TypeDef*> first_of;
  for (const TypeDef& type : schema.types) {
    const auto* choice = std::get_if<UnionDef>(&type.def);
    if (choice == nullptr) continue;
    const auto [found, is_new] = first_of.try_emplace(schema.file(type.origin.file).package, &type);
    const std::string& usual = std::get<UnionDef>(found->second->def).tag;
    if (choice->tag == usual) continue;
    Diagnostic* diagnostic = findings.report(rules::mixed_tags, type.origin, choice->tag, usual);
    if (diagnostic != nullptr) diagnostic->note(span_of(found->second->origin), "as here");
  }
}

}  // namespace

void check_shapes(const Schema& schema, Findings& findings) {
  check_enums(schema, findings);
  check_duplicates(schema, findings);
  check_tags(schema, findings);
}

}  // namespace gangway::gen::lint_detail
