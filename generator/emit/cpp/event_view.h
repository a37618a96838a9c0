#pragma once

#include <string>

#include <nlohmann/json.hpp>

#include "emit/cpp/space_names.h"
#include "emit/cpp/types.h"

namespace gangway::gen::cpp {

/// An event that clients send: its handler's method and how a call reaches it.
nlohmann::json on_view(const Types& types, const SpaceNames& names, const EventDef& event);

/// An event that the server sends: the method that emits it and how its payload is written. `row` names its
/// `emit_row`, where code is made that emits it.
nlohmann::json emit_view(const Types& types, const EventDef& event, const std::string& row = {});

/// The event's `gangway::detail::EmitRow` as an expression.
std::string emit_row(const EventDef& event);

/// A call asks and waits; all other events are emitted by their rows.
bool is_call(const EventDef& event);

/// What an argument that holds a whole value is called: after its type, where that has a name.
std::string value_name(const Types& types, const TypeRef& type);

/// `, RoomFull, NotMember`: the errors of an event behind its reply, or the codecs of both.
std::string error_list(const Types& types, const EventDef& event, bool codecs);

}  // namespace gangway::gen::cpp
