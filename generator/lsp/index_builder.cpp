#include "lsp/index_builder.h"

#include <algorithm>
#include <utility>

#include "analysis/builtin_types.h"

namespace gangway::gen::lsp {

IndexBuilder::IndexBuilder(const Analysis& analysis)
    : analysis_(analysis), facts_(analysis.symbols, analysis.bindings) {}

void IndexBuilder::run() {
  add_declarations();
  for (const ast::File& file : analysis_.program.files) {
    file_ = file.source;
    for (const ast::Import& import : file.imports) {
      if (import.target) occurrences.push_back({import.path.span, *import.target});
    }
    for (const ast::Declaration& declaration : file.declarations) visit(declaration);
  }
}

/// First all that other names can refer to, wherever it stands.
void IndexBuilder::add_declarations() {
  for (const ast::File& file : analysis_.program.files) {
    for (const ast::Declaration& each : file.declarations) {
      const EntityId id =
          declare(Entity::Kind::Declaration, each.name.text, each.name.span, std::nullopt, &each);
      declarations_.emplace(&each, id);
      if (const auto* choices = std::get_if<ast::Enum>(&each.what)) {
        for (const ast::Enumerator& one : choices->enumerators)
          members_.emplace(&one, declare(Entity::Kind::Enumerator, one.name.text, one.name.span, id, &one));
      } else if (const auto* sum = std::get_if<ast::Union>(&each.what)) {
        for (const ast::Arm& arm : sum->arms)
          members_.emplace(&arm, declare(Entity::Kind::Arm, arm.name.text, arm.name.span, id, &arm));
      } else if (const auto* record = std::get_if<ast::Struct>(&each.what)) {
        for (const ast::Field& field : record->body.fields)
          members_.emplace(&field,
                           declare(Entity::Kind::Field, field.name.text, field.name.span, id, &field));
      }
    }
  }
}

EntityId IndexBuilder::declare(Entity::Kind kind, const std::string& name, Span at, Parent parent,
                               Entity::Node node) {
  const auto id = static_cast<EntityId>(entities.size());
  entities.push_back({kind, name, at, parent, node});
  occurrences.push_back({at, id, true});
  return id;
}

const Symbol* IndexBuilder::find(const ast::QualifiedName& name) const {
  if (name.parts.empty()) return nullptr;
  const Lookup found = analysis_.symbols.find(file_, name);
  return found.other == nullptr ? found.symbol : nullptr;
}

void IndexBuilder::mention(const ast::QualifiedName& name, const Symbol& symbol) {
  mention(name.last().span, declarations_.at(symbol.declaration));
}

void IndexBuilder::visit(const ast::Declaration& declaration) {
  const EntityId id = declarations_.at(&declaration);
  const auto& what = declaration.what;
  const auto* gateway = std::get_if<ast::Gateway>(&what);
  if (gateway == nullptr) visit(declaration.preface.annotations);
  if (const auto* alias = std::get_if<ast::TypeAlias>(&what)) visit(alias->target);
  if (const auto* constant = std::get_if<ast::Const>(&what)) {
    visit(constant->type);
    visit_value(constant->value, analysis_.bindings.find(constant->type));
  }
  if (const auto* record = std::get_if<ast::Struct>(&what))
    visit_fields(record->body.fields, Entity::Kind::Field, id);
  if (const auto* error = std::get_if<ast::Error>(&what))
    visit_fields(error->body.fields, Entity::Kind::Field, id);
  if (const auto* choices = std::get_if<ast::Enum>(&what)) {
    for (const ast::Enumerator& one : choices->enumerators) visit(one.preface.annotations);
  }
  if (const auto* sum = std::get_if<ast::Union>(&what)) {
    for (const ast::Arm& arm : sum->arms) {
      visit(arm.preface.annotations);
      visit(arm.type);
    }
  }
  if (const auto* pipe = std::get_if<ast::Pipe>(&what)) visit(pipe->type);
  if (const auto* guard = std::get_if<ast::Guard>(&what)) visit(guard->payload, Entity::Kind::Parameter, id);
  if (gateway == nullptr) return;
  // Members first: annotations refer to the fields of sessions.
  visit(gateway->members, gateway->members.sessions, id);
  visit(declaration.preface.annotations, {.sessions = &gateway->members.sessions});
  for (const ast::Namespace& each : gateway->namespaces) {
    const EntityId space = declare(Entity::Kind::Namespace, each.name.text, each.name.span, id, &each);
    const auto& sessions = each.members.sessions.empty() ? gateway->members.sessions : each.members.sessions;
    visit_fields(each.path_parameters, Entity::Kind::Parameter, space);
    visit(each.members, sessions, space);
    visit(each.preface.annotations, {.sessions = &sessions});
  }
}

void IndexBuilder::visit(const ast::Members& members, const std::vector<ast::Block>& sessions,
                         EntityId parent) {
  for (const auto* blocks : {&members.handshakes, &members.sessions}) {
    for (const ast::Block& block : *blocks) {
      const bool is_session = blocks == &members.sessions;
      const EntityId id =
          declare(Entity::Kind::Block, is_session ? "session" : "handshake", block.keyword, parent, &block);
      visit(block.preface.annotations);
      visit_fields(block.body.fields, Entity::Kind::Field, id);
    }
  }
  for (const ast::Room& room : members.rooms) {
    const EntityId id = declare(Entity::Kind::Room, room.name.text, room.name.span, parent, &room);
    visit(room.preface.annotations);
    visit(room.keys, Entity::Kind::Key, id);
    for (const ast::Event& event : room.events) visit(event, {.sessions = &sessions}, id);
  }
  for (const ast::Event& event : members.events) visit(event, {.sessions = &sessions}, parent);
}

void IndexBuilder::visit(const ast::Event& event, Scope scope, EntityId parent) {
  const EntityId id = declare(Entity::Kind::Event, event.name.text, event.name.span, parent, &event);
  visit(event.payload, Entity::Kind::Parameter, id);
  scope.parameters = &event.payload.params;
  scope.payload = event.payload.type ? &*event.payload.type : nullptr;
  visit(event.preface.annotations, scope);
  if (event.reply) visit(event.reply->type);
  for (const ast::QualifiedName& name : event.throws) {
    const Symbol* symbol = find(name);
    if (symbol != nullptr && symbol->as<ast::Error>() != nullptr) mention(name, *symbol);
  }
}

void IndexBuilder::visit(const ast::Payload& payload, Entity::Kind kind, EntityId parent) {
  visit_fields(payload.params, kind, parent);
  if (payload.type) visit(*payload.type);
}

void IndexBuilder::visit_fields(const std::vector<ast::Field>& fields, Entity::Kind kind, EntityId parent) {
  for (const ast::Field& field : fields) {
    if (!members_.contains(&field)) {
      members_.emplace(&field, declare(kind, field.name.text, field.name.span, parent, &field));
    }
    visit(field.preface.annotations);
    // `{page}` in a path has the type string, which is not written anywhere.
    if (field.type.span != field.name.span) visit(field.type);
    if (field.default_value) visit_value(*field.default_value, analysis_.bindings.find(field.type));
  }
}

void IndexBuilder::visit(const ast::Type& type) {
  if (type.name.parts.empty()) return;
  if (type.name.is_simple() && is_builtin_type(type.name.last().text)) {
    occurrences.push_back({type.name.span, BuiltinType{type.name.last().text}});
  } else if (const Symbol* symbol = find(type.name)) {
    mention(type.name, *symbol);
  }
  for (const ast::Type& argument : type.arguments) visit(argument);
  visit(type.annotations);
}

void IndexBuilder::visit(const std::vector<ast::Annotation>& annotations, const Scope& scope) {
  const std::vector<AnnotationSpec>& specs = annotation_specs();
  for (const ast::Annotation& each : annotations) {
    const std::string name = each.name.text();
    const auto spec = std::find_if(specs.begin(), specs.end(), [&](const auto& s) { return s.name == name; });
    if (spec == specs.end()) continue;
    occurrences.push_back({{each.span.file, each.span.begin, each.name.span.end}, AnnotationName{name}});
    for (const ast::Argument& argument : each.arguments) {
      if (argument.first) visit_argument(*argument.first, spec->shape, scope);
      if (argument.second) visit_argument(*argument.second, spec->shape, scope);
    }
  }
}

void IndexBuilder::visit_argument(const ast::Value& value, Shape shape, const Scope& scope) {
  if (shape == Shape::Guards) return visit_guard(value);
  if (value.kind != ast::Value::Kind::Name) return;
  const ast::QualifiedName& name = value.name;
  if (shape == Shape::Rate) {
    if (name.parts.size() != 2 || name.parts[0].text != "session" || scope.sessions == nullptr) return;
    for (const ast::Block& session : *scope.sessions) visit_field_name(name.last(), session.body.fields);
  } else if (shape == Shape::Key) {
    if (scope.parameters != nullptr) visit_field_name(name.last(), *scope.parameters);
    const TypeRef* type = scope.payload == nullptr ? nullptr : analysis_.bindings.find(*scope.payload);
    const auto base = type == nullptr ? std::nullopt : facts_.expanded(*type);
    const Symbol* symbol = base ? facts_.symbol(*base) : nullptr;
    const auto* record = symbol == nullptr ? nullptr : symbol->as<ast::Struct>();
    if (record != nullptr) visit_field_name(name.last(), record->body.fields);
  } else if (shape != Shape::Word && shape != Shape::Words) {
    if (const Symbol* symbol = find(name)) mention(name, *symbol);
  }
}

void IndexBuilder::visit_guard(const ast::Value& guard) {
  const Symbol* symbol = find(guard.name);
  const auto* declared = symbol == nullptr ? nullptr : symbol->as<ast::Guard>();
  if (declared == nullptr) return;
  mention(guard.name, *symbol);
  const std::vector<ast::Field>& params = declared->payload.params;
  for (std::size_t i = 0; i < guard.arguments.size(); ++i) {
    const ast::Argument& argument = guard.arguments[i];
    if (!argument.first) continue;
    const ast::Field* param = i < params.size() ? &params[i] : nullptr;
    visit_value(*argument.first, param == nullptr ? nullptr : analysis_.bindings.find(param->type));
  }
}

void IndexBuilder::visit_value(const ast::Value& value, const TypeRef* type) {
  const auto base = type == nullptr ? std::nullopt : facts_.expanded(*type);
  if (value.kind == ast::Value::Kind::List) {
    const TypeRef* element = base && !base->element.empty() ? &base->element.front() : nullptr;
    for (const ast::Value& each : value.elements) visit_value(each, element);
  }
  if (value.kind != ast::Value::Kind::Name) return;
  const Symbol* named = base ? facts_.symbol(*base) : nullptr;
  if (const auto* choices = named == nullptr ? nullptr : named->as<ast::Enum>()) {
    for (const ast::Enumerator& one : choices->enumerators) {
      if (value.is_word(one.name.text)) return mention(value.span, members_.at(&one));
    }
    return;
  }
  const Symbol* symbol = find(value.name);
  if (symbol != nullptr && symbol->as<ast::Const>() != nullptr) mention(value.name, *symbol);
}

void IndexBuilder::visit_field_name(const ast::Name& name, const std::vector<ast::Field>& fields) {
  const auto found = std::find_if(fields.begin(), fields.end(),
                                  [&](const ast::Field& field) { return field.name.text == name.text; });
  if (found == fields.end()) return;
  if (const auto known = members_.find(&*found); known != members_.end()) mention(name.span, known->second);
}

}  // namespace gangway::gen::lsp
