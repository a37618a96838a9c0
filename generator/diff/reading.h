#pragma once

#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "schema/schema.h"

namespace gangway::gen {

/// Says whether peers of one schema read what peers of another write, by what is on the wire alone.
class Reading {
 public:
  Reading(const Schema& writer, const Schema& reader) : writer_(writer), reader_(reader) {}

  /// Nothing when every value that a writer of `written` may write is read as `expected`; else what is not.
  /// `may_be_null`: null is read, whatever `expected` says of it.
  std::optional<std::string> refused(const TypeRef& written, const TypeRef& expected,
                                     bool may_be_null = false);
  std::optional<std::string> refused(const std::vector<FieldDef>& written,
                                     const std::vector<FieldDef>& expected);

 private:
  std::optional<std::string> refused_named(TypeId written, TypeId expected);
  std::optional<std::string> refused_enum(const EnumDef& written, const EnumDef& expected);
  std::optional<std::string> refused_union(const UnionDef& written, const UnionDef& expected);

  const Schema& writer_;
  const Schema& reader_;
  std::set<std::pair<TypeId, TypeId>> assumed_;  ///< Being looked at, or fine.
};

/// The same for scalars.
std::optional<std::string> scalar_refused(Scalar written, Scalar expected);

/// Which of a type's constraints a value may break that keeps those of `written`: what is asked anew or more
/// strictly, as `@length(1..32)`. Empty for none.
struct AllConstraints;
std::vector<std::string> constraints_refused(const AllConstraints& written, const AllConstraints& expected,
                                             Scalar scalar);

}  // namespace gangway::gen
