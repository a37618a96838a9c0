#pragma once

#include <nlohmann/json.hpp>

#include "emit/ts/types.h"

namespace gangway::gen::ts {

/// The view key `consts`: `doc`, `name`, `type`, `value`.
nlohmann::json const_views(const FileDef& file, TypeMapper& mapper);

/// The view key `declarations`, in written order: for each type one object whose keys `simple` (alias, enum,
/// union), `structs` and `errors` are lists, of which one has an element and the others are empty. Codecs are
/// in modules of clients only.
nlohmann::json declaration_views(const Schema& schema, const FileDef& file, const TypeTable& table,
                                 TypeMapper& mapper);

/// The view key `members`: `doc` and `line` for each field of an interface.
nlohmann::json member_views(const std::vector<FieldDef>& fields, Form form, TypeMapper& mapper);

/// The same where bytes are base64, as there are no attachments: in errors and handshakes of Socket.IO.
nlohmann::json text_member_views(const std::vector<FieldDef>& fields, Form form, const Schema& schema,
                                 TypeMapper& mapper);

}  // namespace gangway::gen::ts
