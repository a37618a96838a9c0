#include "analysis/build_schema.h"

#include <string>
#include <utility>

#include "analysis/builtin_annotations.h"
#include "analysis/paths.h"

namespace gangway::gen {
namespace {

std::vector<std::string> words(const std::vector<ast::Name>& names) {
  std::vector<std::string> result;
  for (const ast::Name& name : names) result.push_back(name.text);
  return result;
}

class SchemaBuilder {
 public:
  SchemaBuilder(const Program& program, const Symbols& symbols, const Bindings& bindings)
      : program_(program), symbols_(symbols), bindings_(bindings) {}

  Schema build();

 private:
  Origin origin(Span span) const {
    return {static_cast<FileId>(span.file), program_.sources.begin_of(span).line, span.begin,
            span.end - span.begin};
  }
  TypeRef type(const ast::Type& written) const { return bindings_.types.at(&written); }
  Value value(const ast::Value& written) const { return bindings_.values.at(&written); }

  /// What `XDef`s have in common: docs, origin, name.
  template <class Def>
  Def begin(const ast::Preface& preface, const ast::Name& name) const;

  FileDef file(const ast::File& written) const;
  TypeDef type_declaration(const Symbol& symbol) const;
  std::vector<FieldDef> fields(const std::vector<ast::Field>& written) const;
  PayloadDef payload(const ast::Payload& written) const;
  EventDef event(const ast::Event& written) const;
  RoomDef room(const ast::Room& written) const;
  std::optional<std::vector<FieldDef>> block(const std::vector<ast::Block>& written) const;
  NamespaceDef members(NamespaceDef into, const ast::Members& written, const GatewayDef& gateway,
                       bool is_root) const;
  GatewayDef gateway(const ast::Declaration& declaration, const ast::Gateway& written) const;

  const Program& program_;
  const Symbols& symbols_;
  const Bindings& bindings_;
};

Docs docs_of(const ast::Preface& preface) {
  return {preface.docs, string_argument(preface.annotations, "deprecated"),
          string_argument(preface.annotations, "since")};
}

template <class Def>
Def SchemaBuilder::begin(const ast::Preface& preface, const ast::Name& name) const {
  Def def;
  def.docs = docs_of(preface);
  def.origin = origin(name.span);
  def.name = name.text;
  return def;
}

std::vector<FieldDef> SchemaBuilder::fields(const std::vector<ast::Field>& written) const {
  std::vector<FieldDef> result;
  for (const ast::Field& each : written) {
    auto def = begin<FieldDef>(each.preface, each.name);
    def.type = type(each.type);
    def.optional = each.question_mark.has_value();
    if (each.default_value) def.default_value = value(*each.default_value);
    result.push_back(std::move(def));
  }
  return result;
}

TypeDef SchemaBuilder::type_declaration(const Symbol& symbol) const {
  auto def = begin<TypeDef>(symbol.declaration->preface, symbol.declaration->name);
  if (const auto* alias = symbol.as<ast::TypeAlias>()) {
    def.def = AliasDef{type(alias->target)};
  } else if (const auto* structure = symbol.as<ast::Struct>()) {
    def.def = StructDef{fields(structure->body.fields), words(structure->body.reserved), false};
  } else if (const auto* error = symbol.as<ast::Error>()) {
    def.def = StructDef{fields(error->body.fields), words(error->body.reserved), true};
  } else if (const auto* enumeration = symbol.as<ast::Enum>()) {
    EnumDef built{enumeration->closed, {}, words(enumeration->reserved)};
    for (const ast::Enumerator& each : enumeration->enumerators) {
      built.enumerators.push_back(begin<EnumeratorDef>(each.preface, each.name));
    }
    def.def = std::move(built);
  } else if (const auto* choice = symbol.as<ast::Union>()) {
    UnionDef built{choice->closed, choice->tag.text, {}, words(choice->reserved)};
    for (const ast::Arm& each : choice->arms) {
      auto arm = begin<ArmDef>(each.preface, each.name);
      arm.type = type(each.type);
      built.arms.push_back(std::move(arm));
    }
    def.def = std::move(built);
  }
  return def;
}

PayloadDef SchemaBuilder::payload(const ast::Payload& written) const {
  PayloadDef result;
  if (written.kind == ast::Payload::Kind::Params) {
    result.kind = PayloadDef::Kind::Params;
    result.params = fields(written.params);
  } else if (written.kind == ast::Payload::Kind::Type) {
    result.kind = PayloadDef::Kind::Type;
    result.type = type(*written.type);
  }
  return result;
}

EventDef SchemaBuilder::event(const ast::Event& written) const {
  auto def = begin<EventDef>(written.preface, written.name);
  def.payload = payload(written.payload);
  for (const ast::QualifiedName& error : written.throws) def.throws.push_back(bindings_.errors.at(&error));
  if (!written.reply) {
    if (!written.throws.empty()) def.reply.kind = ReplyDef::Kind::Empty;
  } else if (written.reply->is_void) {
    def.reply.kind = ReplyDef::Kind::Empty;
  } else {
    def.reply.kind = written.reply->is_stream ? ReplyDef::Kind::Stream : ReplyDef::Kind::Value;
    def.reply.type = type(written.reply->type);
  }
  return def;
}

RoomDef SchemaBuilder::room(const ast::Room& written) const {
  auto def = begin<RoomDef>(written.preface, written.name);
  def.keys = fields(written.keys.params);
  for (const ast::Event& each : written.events) def.emits.push_back(event(each));
  return def;
}

std::optional<std::vector<FieldDef>> SchemaBuilder::block(const std::vector<ast::Block>& written) const {
  if (written.empty()) return std::nullopt;
  return fields(written.front().body.fields);
}

NamespaceDef SchemaBuilder::members(NamespaceDef into, const ast::Members& written, const GatewayDef& gateway,
                                    bool is_root) const {
  for (const ast::Room& each : written.rooms) into.rooms.push_back(room(each));
  for (const ast::Event& each : written.events) {
    (each.direction == ast::Event::Direction::On ? into.ons : into.emits).push_back(event(each));
  }
  into.handshake = gateway.handshake;
  into.session = gateway.session;
  if (!is_root && !written.handshakes.empty()) {
    into.handshake = block(written.handshakes);
    into.own_handshake = true;
  }
  if (!is_root && !written.sessions.empty()) {
    into.session = block(written.sessions);
    into.own_session = true;
  }
  return into;
}

GatewayDef SchemaBuilder::gateway(const ast::Declaration& declaration, const ast::Gateway& written) const {
  auto def = begin<GatewayDef>(declaration.preface, declaration.name);
  const std::vector<ast::Annotation>& annotations = declaration.preface.annotations;
  def.path = gateway_path(declaration);
  def.heartbeat_ms = first_number(annotations, "heartbeat");
  def.heartbeat_timeout_ms = labelled_number(annotations, "heartbeat", "timeout");
  def.max_payload = first_number(annotations, "maxPayload");
  def.handshake = block(written.members.handshakes);
  def.session = block(written.members.sessions);

  if (has_root_namespace(written)) {
    NamespaceDef root;
    root.origin = def.origin;
    root.name = "root";
    root.path = "/";
    root.is_root = true;
    def.namespaces.push_back(members(std::move(root), written.members, def, true));
  }
  for (const ast::Namespace& each : written.namespaces) {
    auto name_space = begin<NamespaceDef>(each.preface, each.name);
    name_space.path = namespace_path(each);
    def.namespaces.push_back(members(std::move(name_space), each.members, def, false));
  }
  return def;
}

FileDef SchemaBuilder::file(const ast::File& written) const {
  const SourceFile& source = program_.sources.file(written.source);
  FileDef def;
  def.name = source.name;
  def.requested = source.requested;
  if (written.package) {
    def.package = words(written.package->name.parts);
    def.docs.text = written.package->docs;
  }
  for (const ast::Import& import : written.imports) {
    if (import.target) def.imports.push_back(static_cast<FileId>(*import.target));
  }
  return def;
}

Schema SchemaBuilder::build() {
  Schema schema;
  for (const ast::File& each : program_.files) schema.files.push_back(file(each));
  for (const Symbol& symbol : symbols_.all()) {
    FileDef& home = schema.files[static_cast<std::size_t>(symbol.file)];
    if (symbol.type) {
      home.types.push_back(*symbol.type);
      schema.types.push_back(type_declaration(symbol));
    } else if (const auto* constant = symbol.as<ast::Const>()) {
      auto def = begin<ConstDef>(symbol.declaration->preface, symbol.declaration->name);
      def.type = type(constant->type);
      def.value = value(constant->value);
      home.consts.push_back(std::move(def));
    } else if (const auto* written = symbol.as<ast::Gateway>()) {
      home.gateways.push_back(gateway(*symbol.declaration, *written));
    }
  }
  return schema;
}

}  // namespace

Schema build_schema(const Program& program, const Symbols& symbols, const Bindings& bindings) {
  return SchemaBuilder(program, symbols, bindings).build();
}

}  // namespace gangway::gen
