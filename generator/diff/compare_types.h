#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "diff/meeting.h"
#include "diff/pairs.h"
#include "diff/reach.h"
#include "diff/recorder.h"
#include "schema/schema.h"

namespace gangway::gen {

/// Compares types where they are used, fields, and declarations.
class TypeComparison {
 public:
  TypeComparison(const Schema& before, const Schema& now, const Pairs& pairs, Recorder& out)
      : before_(before), now_(now), pairs_(pairs), out_(out) {}

  /// The type of a thing; `code` is the row for a type that is another one. Null is read as left out where
  /// `may_be_left_out_now` (or `then`) says so.
  struct Optionals {
    bool then = false;
    bool now = false;
  };
  void type(const Place& place, std::string_view code, const TypeRef& before, const TypeRef& now,
            Optionals optionals);

  /// Names that stay reserved; parameters have none.
  struct Reserved {
    const std::vector<std::string>* before = nullptr;
    const std::vector<std::string>* now = nullptr;
  };
  void fields(const Place& place, const std::vector<FieldDef>& before, const std::vector<FieldDef>& now,
              Reserved reserved);

  /// Every declared type of both schemas.
  void declarations(const Reach& reach);

 private:
  void field(const Place& place, const FieldDef& before, const FieldDef& now);
  void requirement(const Place& place, const FieldDef& before, const FieldDef& now);
  void field_added(const Place& place, const FieldDef& field, Reserved reserved);
  void field_removed(const Place& place, const FieldDef& field, Reserved reserved);
  [[nodiscard]] bool looks_renamed(const FieldDef& before, const FieldDef& now, bool is_only_one) const;
  void field_renamed(const Place& place, const FieldDef& before, const FieldDef& now);
  void reserved_names(const Place& place, Reserved reserved, const std::vector<std::string>& used);
  void declaration(const Place& place, const TypeDef& before, const TypeDef& now);
  void enumeration(const Place& place, const EnumDef& before, const EnumDef& now);
  void choice(const Place& place, const UnionDef& before, const UnionDef& now);
  [[nodiscard]] std::string text(const Schema& schema, const TypeRef& type) const;

  const Schema& before_;
  const Schema& now_;
  const Pairs& pairs_;
  Recorder& out_;
};

/// Compares what is asked of two types that are otherwise alike.
void compare_constraints(const Place& place, const Schema& schema_before, const Schema& schema_now,
                         const Meeting& met, Recorder& out);

/// "struct", "closed enum", … with its article.
std::string kind_of(const TypeDef& def);

}  // namespace gangway::gen
