#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "schema/schema.h"

namespace gangway::gen {

/// "demo.chat" for {"demo", "chat"}.
std::string dotted(const std::vector<std::string>& parts);

/// A type's name with its package: "demo.chat.Message".
std::string full_name(const Schema& schema, TypeId id);

/// `type` without the aliases in front of it; nullable when it or one of them is.
TypeRef behind_aliases(const Schema& schema, const TypeRef& type);

/// A type as one writes it: "list<Message>", "u32?".
std::string type_text(const Schema& schema, const TypeRef& type);

/// A constant as one writes it: `"hi"`, `12`, `away`, `[]`.
std::string value_text(const Value& value);

}  // namespace gangway::gen
