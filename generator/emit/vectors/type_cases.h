#pragma once

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "emit/vectors/case.h"
#include "emit/vectors/constraint_check.h"
#include "schema/schema.h"

namespace gangway::gen::vectors {

/// Arrays and objects inside each other that a payload may have: 64 on the wire, two of which are the
/// frame's.
inline constexpr int kMaxDepth = 62;

/// Makes cases of the types of one schema: a valid value, and then one thing changed at a time.
class TypeCases {
 public:
  explicit TypeCases(const Schema& schema) : schema_(schema) {}

  /// All cases of a declared type, fields and elements included. Empty where no valid value of it was found,
  /// as for a pattern that is not understood.
  [[nodiscard]] Cases of(TypeId id);

 private:
  [[nodiscard]] Cases of(const TypeRef& type, bool is_nested);
  [[nodiscard]] Cases of_scalar(Scalar scalar, const Chain& chain);
  [[nodiscard]] Cases of_list(const TypeRef& type, const Chain& chain, bool is_nested);
  [[nodiscard]] Cases of_map(const TypeRef& type, const Chain& chain, bool is_nested);
  [[nodiscard]] Cases of_enum(const EnumDef& def);
  [[nodiscard]] Cases of_struct(TypeId id, const StructDef& def, bool is_nested);
  [[nodiscard]] Cases of_union(const UnionDef& def, bool is_nested);
  void add_counts(Cases& cases, const TypeRef& type, const Chain& chain);

  /// A valid value as it is written; nothing where there is none without going round in a circle.
  [[nodiscard]] std::optional<std::string> sample(const TypeRef& type, unsigned n = 0);
  [[nodiscard]] std::optional<std::string> sample_scalar(Scalar scalar, const Chain& chain, unsigned n);
  [[nodiscard]] std::optional<std::string> sample_named(TypeId id, unsigned n);
  /// The members of a struct, `"a":1,"b":2`; optional ones only where `is_full`.
  [[nodiscard]] std::optional<std::string> members(const StructDef& def, bool is_full);
  [[nodiscard]] std::string default_text(const Value& value, const TypeRef& type) const;

  /// `type` with aliases followed; what stands behind all of them is added to `chain`, the innermost first.
  [[nodiscard]] TypeRef resolved(const TypeRef& type, Chain& chain) const;

  const Schema& schema_;
  std::vector<TypeId> inside_;  ///< Whose sample is being made.
  std::map<std::pair<Scalar, Chain>, std::vector<std::string>> samples_;
  std::map<std::pair<Scalar, Chain>, Cases> scalar_cases_;
};

}  // namespace gangway::gen::vectors
