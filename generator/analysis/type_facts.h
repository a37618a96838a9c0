#pragma once

#include <optional>
#include <string>

#include "analysis/bindings.h"
#include "analysis/symbols.h"
#include "schema/schema.h"

namespace gangway::gen {

/// Answers what types are made of before there is a schema, from the bindings of the written types.
class TypeFacts {
 public:
  TypeFacts(const Symbols& symbols, const Bindings& bindings) : symbols_(symbols), bindings_(bindings) {}

  /// `type` with aliases replaced by what they stand for; nullable if it or an alias on the way is. Nothing
  /// when an alias on the way could not be bound or stands for itself: both are reported elsewhere.
  [[nodiscard]] std::optional<TypeRef> expanded(const TypeRef& type) const;

  /// The declaration of what `type` means, when it is declared at all.
  [[nodiscard]] const Symbol* symbol(const TypeRef& type) const {
    return type.kind == TypeRef::Kind::Named ? &symbols_.of(type.named) : nullptr;
  }

  /// Whether values of `base`, which is expanded, compare exactly and can be written in a name or an address:
  /// a scalar other than `json` and `bytes`, or an enum. Null is another matter.
  [[nodiscard]] bool is_key(const TypeRef& base) const;

  /// How a type is called in messages: "u32", "a list", "enum `Role`".
  [[nodiscard]] std::string describe(const TypeRef& type) const;

 private:
  const Symbols& symbols_;
  const Bindings& bindings_;
};

}  // namespace gangway::gen
