#include <utility>

#include "analysis/paths.h"
#include "analysis/schema_builder.h"

// The part of SchemaBuilder that is about gateways and what is in them.

namespace gangway::gen {
namespace {

/// The strings or words that an annotation lists; empty where it is not there.
std::vector<std::string> listed(const std::vector<ast::Annotation>& list, std::string_view name) {
  std::vector<std::string> result;
  const ast::Annotation* annotation = find_annotation(list, name);
  if (annotation == nullptr) return result;
  for (const ast::Argument& each : annotation->arguments) {
    const bool is_word = each.first->kind == ast::Value::Kind::Name;
    result.push_back(is_word ? each.first->name.text() : each.first->text);
  }
  return result;
}

}  // namespace

PayloadDef SchemaBuilder::payload(const ast::Payload& written) const {
  PayloadDef result;
  if (written.kind == ast::Payload::Kind::Params) {
    result.kind = PayloadDef::Kind::Params;
    result.params = fields(written.params);
  } else if (written.kind != ast::Payload::Kind::None) {
    const bool is_stream = written.kind == ast::Payload::Kind::Stream;
    result.kind = is_stream ? PayloadDef::Kind::Stream : PayloadDef::Kind::Type;
    result.type = type(*written.type);
  }
  return result;
}

EventDef SchemaBuilder::event(const ast::Event& written, const Policy& outer) const {
  auto def = begin<EventDef>(written.preface, written.name);
  def.payload = payload(written.payload);
  def.policy = policies_.of_event(outer, written, written.name.span.file);
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

RoomDef SchemaBuilder::room(const ast::Room& written, const Policy& outer) const {
  auto def = begin<RoomDef>(written.preface, written.name);
  def.keys = fields(written.keys.params);
  for (const ast::Event& each : written.events) def.emits.push_back(event(each, outer));
  return def;
}

std::optional<std::vector<FieldDef>> SchemaBuilder::block(const std::vector<ast::Block>& written) const {
  if (written.empty()) return std::nullopt;
  return fields(written.front().body.fields);
}

NamespaceDef SchemaBuilder::members(NamespaceDef into, const ast::Members& written,
                                    const GatewayDef& gateway) const {
  for (const ast::Room& each : written.rooms) into.rooms.push_back(room(each, into.policy));
  for (const ast::Event& each : written.events) {
    const bool is_on = each.direction == ast::Event::Direction::On;
    (is_on ? into.ons : into.emits).push_back(event(each, into.policy));
  }
  into.handshake = gateway.handshake;
  into.session = gateway.session;
  if (!into.is_root && !written.handshakes.empty()) {
    into.handshake = block(written.handshakes);
    into.own_handshake = true;
  }
  if (!into.is_root && !written.sessions.empty()) {
    into.session = block(written.sessions);
    into.own_session = true;
  }
  return into;
}

GatewayDef SchemaBuilder::gateway(const ast::Declaration& declaration, const ast::Gateway& written) const {
  auto def = begin<GatewayDef>(declaration.preface, declaration.name);
  const std::vector<ast::Annotation>& annotations = declaration.preface.annotations;
  const SourceId file = declaration.name.span.file;
  def.path = gateway_path(declaration);
  def.heartbeat_ms = first_number(annotations, "heartbeat");
  def.heartbeat_timeout_ms = labelled_number(annotations, "heartbeat", "timeout");
  def.max_payload = first_number(annotations, "maxPayload");
  if (const auto port = first_number(annotations, "port")) def.port = static_cast<std::uint16_t>(*port);
  def.origins = listed(annotations, "origins");
  def.transports = listed(annotations, "transports");
  def.compression = find_annotation(annotations, "compression") != nullptr;
  def.denies_by_default = find_annotation(annotations, "denyByDefault") != nullptr;
  def.policy = policies_.inside({}, annotations, Level::Gateway, file);
  def.handshake = block(written.members.handshakes);
  def.session = block(written.members.sessions);

  if (has_root_namespace(written)) {
    NamespaceDef root;
    root.origin = def.origin;
    root.name = "root";
    root.path = "/";
    root.is_root = true;
    root.policy = def.policy;
    def.namespaces.push_back(members(std::move(root), written.members, def));
  }
  for (const ast::Namespace& each : written.namespaces) {
    auto name_space = begin<NamespaceDef>(each.preface, each.name);
    name_space.path = plain_path(each);
    name_space.path_params = fields(each.path_parameters);
    name_space.policy = policies_.inside(def.policy, each.preface.annotations, Level::Namespace, file);
    def.namespaces.push_back(members(std::move(name_space), each.members, def));
  }
  return def;
}

}  // namespace gangway::gen
