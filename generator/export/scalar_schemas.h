#pragma once

#include <nlohmann/json.hpp>

#include "schema/schema.h"

namespace gangway::gen::exports {

/// The JSON Schema of a scalar's form on the wire: what writers write.
nlohmann::ordered_json scalar_schema(Scalar scalar);

/// The keywords for `constraints` behind a type which is `base` without its aliases; merged into or put
/// beside the type's own schema. What JSON Schema cannot say (`@trim`, a range of digits in a string) is a
/// `$comment`.
nlohmann::ordered_json constraint_keywords(const Schema& schema, const Constraints& constraints,
                                           const TypeRef& base);

}  // namespace gangway::gen::exports
