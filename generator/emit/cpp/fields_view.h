#pragma once

#include <optional>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "emit/cpp/types.h"

namespace gangway::gen::cpp {

/// The members of a struct definition: `{doc, type, name, initialiser}` each.
nlohmann::json member_views(const Types& types, const std::vector<FieldDef>& fields,
                            std::optional<TypeId> owner);

/// What a codec does with the fields: `{fields, reads: […], writes: […], may_be_empty, has_fields,
/// one_field}`. `object` is what stands before a field's name where it is written: "v." for a struct's, empty
/// for a function's arguments.
nlohmann::json codec_view(const Types& types, const std::vector<FieldDef>& fields,
                          std::optional<TypeId> owner, const std::string& object);

}  // namespace gangway::gen::cpp
