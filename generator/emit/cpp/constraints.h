#pragma once

#include <string>

#include "schema/schema.h"

namespace gangway::gen::cpp {

/// Whether something is asked of values of `type`, or of what they hold, behind the type itself.
bool has_constraints(const TypeRef& type);

/// `codec`, which reads values of `type` but for its own constraints, with these: what is asked is a template
/// argument of `gangway::codec::Checked`. `base` is the type without its aliases.
std::string checked(const std::string& codec, const TypeRef& type, const TypeRef& base);

/// What stands behind `type`, as in a .gw file and for a comment: "`@items(..8)`, each `@length(..16)`".
/// Empty for nothing.
std::string constraints_text(const TypeRef& type, const TypeRef& base);

}  // namespace gangway::gen::cpp
