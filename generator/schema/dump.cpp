#include "schema/dump.h"

#include <nlohmann/json.hpp>

namespace gangway::gen {
namespace {

using Json = nlohmann::ordered_json;

class Dumper {
 public:
  explicit Dumper(const Schema& schema) : schema_(schema) {}

  Json schema() const;

 private:
  Json file(const FileDef& file) const;
  Json type_declaration(TypeId id) const;
  Json type(const TypeRef& type) const;
  Json fields(const std::vector<FieldDef>& fields) const;
  Json block(const std::optional<std::vector<FieldDef>>& block) const {
    return block ? fields(*block) : Json();
  }
  Json event(const EventDef& event) const;
  Json events(const std::vector<EventDef>& events) const;
  Json name_space(const NamespaceDef& name_space) const;
  Json gateway(const GatewayDef& gateway) const;
  std::string full_name(TypeId id) const;

  const Schema& schema_;
};

std::string dotted(const std::vector<std::string>& parts) {
  std::string text;
  for (const std::string& part : parts) text.append(text.empty() ? "" : ".").append(part);
  return text;
}

template <class T>
Json optional(const std::optional<T>& value) {
  return value ? Json(*value) : Json();
}

Json begin(const Docs& docs, const Origin& origin, const std::string& name) {
  return {{"name", name},
          {"line", origin.line},
          {"docs", docs.text},
          {"deprecated", optional(docs.deprecated)},
          {"since", optional(docs.since)}};
}

/// Integers that a double does not keep exact are written as strings, for readers in JavaScript.
template <class Integer>
Json exact(Integer i) {
  constexpr std::int64_t kSafe = (std::int64_t{1} << 53) - 1;
  const bool is_safe = std::cmp_less_equal(i, kSafe) && std::cmp_greater_equal(i, -kSafe);
  return is_safe ? Json(i) : Json(std::to_string(i));
}

Json value(const Value& written) {
  struct Writer {
    Json operator()(std::nullptr_t) const { return nullptr; }
    Json operator()(bool b) const { return b; }
    Json operator()(std::int64_t i) const { return exact(i); }
    Json operator()(std::uint64_t i) const { return exact(i); }
    Json operator()(double d) const { return d; }
    Json operator()(const std::string& s) const { return s; }
    Json operator()(const EnumeratorRef& e) const { return {{"enumerator", e.name}}; }
    Json operator()(const std::vector<Value>& list) const {
      Json result = Json::array();
      for (const Value& each : list) result.push_back(value(each));
      return result;
    }
  };
  return std::visit(Writer{}, written.data);
}

std::string Dumper::full_name(TypeId id) const {
  const std::string package = dotted(schema_.home(id).package);
  return package.empty() ? schema_.type(id).name : package + '.' + schema_.type(id).name;
}

Json Dumper::type(const TypeRef& type) const {
  Json result;
  switch (type.kind) {
    case TypeRef::Kind::Scalar:
      result = {{"kind", "scalar"}, {"scalar", scalar_name(type.scalar)}};
      break;
    case TypeRef::Kind::Named:
      result = {{"kind", "named"}, {"type", full_name(type.named)}};
      break;
    case TypeRef::Kind::List:
      result = {{"kind", "list"}, {"element", this->type(type.element.front())}};
      break;
    case TypeRef::Kind::Map:
      result = {{"kind", "map"}, {"element", this->type(type.element.front())}};
      break;
  }
  result["nullable"] = type.nullable;
  return result;
}

Json Dumper::fields(const std::vector<FieldDef>& fields) const {
  Json result = Json::array();
  for (const FieldDef& field : fields) {
    Json json = begin(field.docs, field.origin, field.name);
    json["type"] = type(field.type);
    json["optional"] = field.optional;
    // A default of null is a default, so the key is there exactly when there is one.
    if (field.default_value) json["default"] = value(*field.default_value);
    result.push_back(std::move(json));
  }
  return result;
}

Json Dumper::type_declaration(TypeId id) const {
  const TypeDef& def = schema_.type(id);
  Json json = begin(def.docs, def.origin, def.name);
  if (const auto* alias = std::get_if<AliasDef>(&def.def)) {
    json["kind"] = "alias";
    json["target"] = type(alias->target);
  } else if (const auto* structure = std::get_if<StructDef>(&def.def)) {
    json["kind"] = structure->is_error ? "error" : "struct";
    json["fields"] = fields(structure->fields);
    json["reserved"] = structure->reserved;
  } else if (const auto* enumeration = std::get_if<EnumDef>(&def.def)) {
    json["kind"] = "enum";
    json["closed"] = enumeration->closed;
    json["enumerators"] = Json::array();
    for (const EnumeratorDef& each : enumeration->enumerators) {
      json["enumerators"].push_back(begin(each.docs, each.origin, each.name));
    }
    json["reserved"] = enumeration->reserved;
  } else if (const auto* choice = std::get_if<UnionDef>(&def.def)) {
    json["kind"] = "union";
    json["closed"] = choice->closed;
    json["tag"] = choice->tag;
    json["arms"] = Json::array();
    for (const ArmDef& each : choice->arms) {
      Json arm = begin(each.docs, each.origin, each.name);
      arm["type"] = type(each.type);
      json["arms"].push_back(std::move(arm));
    }
    json["reserved"] = choice->reserved;
  }
  return json;
}

Json Dumper::event(const EventDef& event) const {
  Json json = begin(event.docs, event.origin, event.name);
  switch (event.payload.kind) {
    case PayloadDef::Kind::None:
      json["payload"] = {{"kind", "none"}};
      break;
    case PayloadDef::Kind::Params:
      json["payload"] = {{"kind", "params"}, {"params", fields(event.payload.params)}};
      break;
    case PayloadDef::Kind::Type:
      json["payload"] = {{"kind", "type"}, {"type", type(event.payload.type)}};
      break;
  }
  switch (event.reply.kind) {
    case ReplyDef::Kind::None:
      json["reply"] = {{"kind", "none"}};
      break;
    case ReplyDef::Kind::Empty:
      json["reply"] = {{"kind", "empty"}};
      break;
    case ReplyDef::Kind::Value:
      json["reply"] = {{"kind", "value"}, {"type", type(event.reply.type)}};
      break;
    case ReplyDef::Kind::Stream:
      json["reply"] = {{"kind", "stream"}, {"type", type(event.reply.type)}};
      break;
  }
  json["throws"] = Json::array();
  for (const TypeId error : event.throws) json["throws"].push_back(full_name(error));
  return json;
}

Json Dumper::events(const std::vector<EventDef>& events) const {
  Json result = Json::array();
  for (const EventDef& each : events) result.push_back(event(each));
  return result;
}

Json Dumper::name_space(const NamespaceDef& name_space) const {
  Json json = begin(name_space.docs, name_space.origin, name_space.name);
  json["path"] = name_space.path;
  json["root"] = name_space.is_root;
  json["handshake"] = block(name_space.handshake);
  json["ownHandshake"] = name_space.own_handshake;
  json["session"] = block(name_space.session);
  json["ownSession"] = name_space.own_session;
  json["ons"] = events(name_space.ons);
  json["emits"] = events(name_space.emits);
  json["rooms"] = Json::array();
  for (const RoomDef& each : name_space.rooms) {
    Json room = begin(each.docs, each.origin, each.name);
    room["keys"] = fields(each.keys);
    room["emits"] = events(each.emits);
    json["rooms"].push_back(std::move(room));
  }
  return json;
}

Json Dumper::gateway(const GatewayDef& gateway) const {
  Json json = begin(gateway.docs, gateway.origin, gateway.name);
  json["path"] = gateway.path;
  json["hash"] = gateway.hash;
  json["heartbeatMs"] = optional(gateway.heartbeat_ms);
  json["heartbeatTimeoutMs"] = optional(gateway.heartbeat_timeout_ms);
  json["maxPayload"] = optional(gateway.max_payload);
  json["handshake"] = block(gateway.handshake);
  json["session"] = block(gateway.session);
  json["namespaces"] = Json::array();
  for (const NamespaceDef& each : gateway.namespaces) json["namespaces"].push_back(name_space(each));
  return json;
}

Json Dumper::file(const FileDef& file) const {
  Json json = {{"name", file.name},           {"package", dotted(file.package)}, {"docs", file.docs.text},
               {"requested", file.requested}, {"imports", Json::array()},        {"types", Json::array()},
               {"consts", Json::array()},     {"gateways", Json::array()}};
  for (const FileId each : file.imports) json["imports"].push_back(schema_.file(each).name);
  for (const TypeId each : file.types) json["types"].push_back(type_declaration(each));
  for (const ConstDef& each : file.consts) {
    Json constant = begin(each.docs, each.origin, each.name);
    constant["type"] = type(each.type);
    constant["value"] = value(each.value);
    json["consts"].push_back(std::move(constant));
  }
  for (const GatewayDef& each : file.gateways) json["gateways"].push_back(gateway(each));
  return json;
}

Json Dumper::schema() const {
  Json json = {{"version", kIrVersion}, {"files", Json::array()}};
  for (const FileDef& each : schema_.files) json["files"].push_back(file(each));
  return json;
}

}  // namespace

std::string dump(const Schema& schema) { return Dumper(schema).schema().dump(2) + '\n'; }

}  // namespace gangway::gen
