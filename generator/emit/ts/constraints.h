#pragma once

#include <string>

#include "schema/schema.h"

namespace gangway::gen::ts {

/// What stands behind a type as arguments of `gw.constrained`: `gw.trim, gw.length(1, 64)`. Empty without
/// any. `scalar` is the type's own, for `@range`.
std::string constraint_steps(const Constraints& constraints, Scalar scalar);

/// The same for documentation, as a schema has it: "`@trim @length(1..64)`", also of a list's elements. Empty
/// without any.
std::string constraint_docs(const TypeRef& type);

}  // namespace gangway::gen::ts
