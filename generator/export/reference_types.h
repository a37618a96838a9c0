#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json.hpp>

#include "export/markup.h"
#include "schema/schema.h"

namespace gangway::gen::exports {

/// The types' part of a reference: how they are spoken of elsewhere, and their own sections. Keeps which
/// types were spoken of.
class TypeReference {
 public:
  TypeReference(const Schema& schema, const Markup& markup) : schema_(schema), markup_(markup) {}

  /// The keys that every section has.
  [[nodiscard]] nlohmann::json begin(const Docs& docs, std::string_view name,
                                     std::string_view anchored) const;

  /// A type with links to its declarations.
  std::string type(const TypeRef& type);
  std::string named(TypeId id);
  nlohmann::json fields(const std::vector<FieldDef>& fields);
  nlohmann::json constant(const ConstDef& constant);

  void want(TypeId id);
  /// The sections of the types that were spoken of, and of those that these need, by name.
  nlohmann::json declarations();

 private:
  [[nodiscard]] std::string anchor_of(TypeId id) const;
  nlohmann::json declaration(TypeId id);

  const Schema& schema_;
  const Markup& markup_;
  std::vector<TypeId> wanted_;
  std::set<TypeId> known_;
};

}  // namespace gangway::gen::exports
