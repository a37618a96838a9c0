#pragma once

#include <string_view>
#include <variant>
#include <vector>

#include "syntax/ast.h"

namespace gangway::gen {

// Visits the parts of a file in the order in which they were written, so that passes hold only what they
// check.

/// `visit(const ast::Event&, const ast::Room* room)` for every event of `members`.
template <class Visit>
void for_each_event(const ast::Members& members, Visit visit) {
  for (const ast::Event& event : members.events) visit(event, static_cast<const ast::Room*>(nullptr));
  for (const ast::Room& room : members.rooms) {
    for (const ast::Event& event : room.events) visit(event, &room);
  }
}

/// `visit(const ast::Members&)` for the gateway's own members and those of each namespace.
template <class Visit>
void for_each_members(const ast::Gateway& gateway, Visit visit) {
  visit(gateway.members);
  for (const ast::Namespace& each : gateway.namespaces) visit(each.members);
}

/// Where a list of fields stands.
enum class FieldsRole { Struct, Error, Guard, Handshake, Session, Event, RoomKeys, Path };

/// The word for one of the fields there: "field", "parameter", "key".
constexpr std::string_view field_word(FieldsRole role) {
  switch (role) {
    case FieldsRole::Guard:
    case FieldsRole::Event:
    case FieldsRole::Path:
      return "parameter";
    case FieldsRole::RoomKeys:
      return "key";
    default:
      return "field";
  }
}

/// `visit(FieldsRole, std::string_view owner, const std::vector<ast::Field>&, const std::vector<ast::Name>&
/// reserved)` for every list of fields, parameters and keys of `declaration`.
template <class Visit>
void for_each_fields(const ast::Declaration& declaration, Visit visit) {
  const std::vector<ast::Name> none;
  const std::string_view name = declaration.name.text;
  if (const auto* s = std::get_if<ast::Struct>(&declaration.what)) {
    visit(FieldsRole::Struct, name, s->body.fields, s->body.reserved);
  } else if (const auto* e = std::get_if<ast::Error>(&declaration.what)) {
    visit(FieldsRole::Error, name, e->body.fields, e->body.reserved);
  } else if (const auto* g = std::get_if<ast::Guard>(&declaration.what)) {
    visit(FieldsRole::Guard, name, g->payload.params, none);
  } else if (const auto* gateway = std::get_if<ast::Gateway>(&declaration.what)) {
    for_each_members(*gateway, [&](const ast::Members& members) {
      for (const ast::Block& b : members.handshakes) {
        visit(FieldsRole::Handshake, std::string_view("handshake"), b.body.fields, b.body.reserved);
      }
      for (const ast::Block& b : members.sessions) {
        visit(FieldsRole::Session, std::string_view("session"), b.body.fields, b.body.reserved);
      }
      for (const ast::Room& room : members.rooms) {
        visit(FieldsRole::RoomKeys, std::string_view(room.name.text), room.keys.params, none);
      }
      for_each_event(members, [&](const ast::Event& event, const ast::Room*) {
        visit(FieldsRole::Event, std::string_view(event.name.text), event.payload.params, none);
      });
    });
    for (const ast::Namespace& each : gateway->namespaces) {
      visit(FieldsRole::Path, std::string_view(each.name.text), each.path_parameters, none);
    }
  }
}

/// `visit(const ast::Type&)` for every type that is written in `declaration`, outermost only: the arguments
/// of a list or a map are part of its type. The type of `-> void` is not one.
template <class Visit>
void for_each_type(const ast::Declaration& declaration, Visit visit) {
  for_each_fields(declaration, [&](FieldsRole, std::string_view, const auto& fields, const auto&) {
    for (const ast::Field& field : fields) visit(field.type);
  });
  if (const auto* alias = std::get_if<ast::TypeAlias>(&declaration.what)) visit(alias->target);
  if (const auto* constant = std::get_if<ast::Const>(&declaration.what)) visit(constant->type);
  if (const auto* pipe = std::get_if<ast::Pipe>(&declaration.what)) visit(pipe->type);
  if (const auto* guard = std::get_if<ast::Guard>(&declaration.what)) {
    if (guard->payload.type) visit(*guard->payload.type);
  }
  if (const auto* choice = std::get_if<ast::Union>(&declaration.what)) {
    for (const ast::Arm& arm : choice->arms) visit(arm.type);
  }
  if (const auto* gateway = std::get_if<ast::Gateway>(&declaration.what)) {
    for_each_members(*gateway, [&](const ast::Members& members) {
      for (const ast::Room& room : members.rooms) {
        if (room.keys.type) visit(*room.keys.type);
      }
      for_each_event(members, [&](const ast::Event& event, const ast::Room*) {
        if (event.payload.type) visit(*event.payload.type);
        if (event.reply && !event.reply->is_void) visit(event.reply->type);
      });
    });
  }
}

}  // namespace gangway::gen
