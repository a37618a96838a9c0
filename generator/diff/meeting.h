#pragma once

#include "diff/pairs.h"
#include "schema/constraints.h"
#include "schema/schema.h"

namespace gangway::gen {

/// Two types side by side, without the aliases in front of them that are not each other's. What these ask for
/// is kept.
struct Meeting {
  TypeRef before;
  TypeRef now;
  AllConstraints before_asks;
  AllConstraints now_asks;
  bool before_nullable = false;
  bool now_nullable = false;

  /// The scalar that both are, for messages; any where they are none.
  [[nodiscard]] Scalar scalar() const {
    return now.kind == TypeRef::Kind::Scalar ? now.scalar : Scalar::String;
  }
};

Meeting meet(const Schema& schema_before, const TypeRef& before, const Schema& schema_now, const TypeRef& now,
             const Pairs& pairs);

}  // namespace gangway::gen
