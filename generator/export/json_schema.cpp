#include "export/json_schema.h"

#include <utility>

#include "export/scalar_schemas.h"
#include "schema/lookup.h"

namespace gangway::gen::exports {
namespace {

/// What a type is called in `$defs`: its name, or its full name where that is not enough.
std::vector<std::string> definition_names(const Schema& schema) {
  std::map<std::string, int> count;
  for (const TypeDef& def : schema.types) ++count[def.name];
  std::vector<std::string> names;
  for (std::size_t i = 0; i < schema.types.size(); ++i) {
    const std::string& name = schema.types[i].name;
    names.push_back(count[name] == 1 ? name : full_name(schema, static_cast<TypeId>(i)));
  }
  return names;
}

Json nullable(Json json) {
  if (json.is_object() && json.size() >= 1 && json.contains("type") && json["type"].is_string() &&
      !json.contains("enum")) {
    json["type"] = {json["type"], "null"};
    return json;
  }
  if (json.empty()) return json;  // any JSON, null included
  return {{"anyOf", {std::move(json), {{"type", "null"}}}}};
}

}  // namespace

Json annotations(const Docs& docs) {
  std::string text = docs.text;
  const auto add = [&text](const std::string& line) { text.append(text.empty() ? "" : "\n\n").append(line); };
  if (docs.since) add("Since " + *docs.since + '.');
  if (docs.deprecated) add("Deprecated: " + *docs.deprecated);
  Json json = Json::object();
  if (!text.empty()) json["description"] = text;
  if (docs.deprecated) json["deprecated"] = true;
  return json;
}

Json wire_value(const Schema& schema, const TypeRef& type, const Value& value) {
  struct Writer {
    const Schema& schema;
    TypeRef type;
    Json operator()(std::nullptr_t) const { return nullptr; }
    Json operator()(bool b) const { return b; }
    Json operator()(std::int64_t i) const { return is_text() ? Json(std::to_string(i)) : Json(i); }
    Json operator()(std::uint64_t i) const { return is_text() ? Json(std::to_string(i)) : Json(i); }
    Json operator()(double d) const { return d; }
    Json operator()(const std::string& s) const { return s; }
    Json operator()(const EnumeratorRef& e) const { return e.name; }
    Json operator()(const std::vector<Value>& list) const {
      if (type.kind == TypeRef::Kind::Map) return Json::object();
      Json json = Json::array();
      for (const Value& each : list) json.push_back(wire_value(schema, type.element.front(), each));
      return json;
    }
    bool is_text() const {
      return type.kind == TypeRef::Kind::Scalar && (type.scalar == Scalar::I64 || type.scalar == Scalar::U64);
    }
  };
  return std::visit(Writer{schema, behind_aliases(schema, type)}, value.data);
}

Schemas::Schemas(const Schema& schema, Dialect dialect)
    : schema_(schema), dialect_(dialect), names_(definition_names(schema)) {}

Json Schemas::beside(Json json, const Json& more) const {
  if (more.empty()) return json;
  if (dialect_ == Dialect::AsyncApi && json.contains("$ref")) {
    json = {{"allOf", Json::array({std::move(json)})}};
  }
  for (const auto& [key, value] : more.items()) {
    // Two descriptions: the one of the place says more than the one of the type.
    json[key] = value;
  }
  return json;
}

Json Schemas::reference(TypeId id) {
  if (known_.insert(id).second) wanted_.push_back(id);
  const char* prefix = dialect_ == Dialect::AsyncApi ? "#/components/schemas/" : "#/$defs/";
  return {{"$ref", prefix + name(id)}};
}

Json Schemas::type(const TypeRef& type) {
  Json json;
  switch (type.kind) {
    case TypeRef::Kind::Scalar:
      json = scalar_schema(type.scalar);
      break;
    case TypeRef::Kind::Named:
      json = reference(type.named);
      break;
    case TypeRef::Kind::List:
      json = {{"type", "array"}, {"items", this->type(type.element.front())}};
      break;
    case TypeRef::Kind::Map:
      json = {{"type", "object"}, {"additionalProperties", this->type(type.element.front())}};
      break;
  }
  if (type.constraints) {
    json = beside(std::move(json),
                  constraint_keywords(schema_, *type.constraints, behind_aliases(schema_, type)));
  }
  return type.nullable ? nullable(std::move(json)) : json;
}

Json Schemas::field(const FieldDef& field) {
  Json more = annotations(field.docs);
  if (field.default_value) more["default"] = wire_value(schema_, field.type, *field.default_value);
  return beside(type(field.type), more);
}

Json Schemas::fields(const std::vector<FieldDef>& fields) {
  Json json = {{"type", "object"}, {"properties", Json::object()}};
  Json required = Json::array();
  for (const FieldDef& each : fields) {
    if (each.internal) continue;
    json["properties"][each.name] = field(each);
    if (!each.optional && !each.default_value) required.push_back(each.name);
  }
  if (!required.empty()) json["required"] = std::move(required);
  return json;
}

Json Schemas::payload(const PayloadDef& payload) {
  return payload.kind == PayloadDef::Kind::Params ? fields(payload.params) : type(payload.type);
}

Json Schemas::enumeration(const EnumDef& enumeration) {
  Json json = {{"type", "string"}};
  bool has_docs = !enumeration.closed;
  for (const EnumeratorDef& each : enumeration.enumerators) {
    has_docs = has_docs || !annotations(each.docs).empty();
  }
  if (!has_docs) {
    for (const EnumeratorDef& each : enumeration.enumerators) json["enum"].push_back(each.name);
    return json;
  }
  for (const EnumeratorDef& each : enumeration.enumerators) {
    json["anyOf"].push_back(beside({{"const", each.name}}, annotations(each.docs)));
  }
  if (!enumeration.closed) {
    json["anyOf"].push_back({{"type", "string"}, {"description", "A name that is newer than this schema."}});
  }
  return json;
}

Json Schemas::choice(const UnionDef& choice) {
  Json json = {{"type", "object"}, {"required", {choice.tag}}, {"oneOf", Json::array()}};
  Json names = Json::array();
  for (const ArmDef& arm : choice.arms) {
    names.push_back(arm.name);
    const Json tag = {{"properties", {{choice.tag, {{"const", arm.name}}}}}, {"required", {choice.tag}}};
    json["oneOf"].push_back(beside({{"allOf", Json::array({type(arm.type), tag})}}, annotations(arm.docs)));
  }
  if (!choice.closed) {
    const Json other = {{"type", "string"}, {"not", {{"enum", std::move(names)}}}};
    json["oneOf"].push_back({{"properties", {{choice.tag, other}}},
                             {"required", {choice.tag}},
                             {"description", "An arm that is newer than this schema."}});
  }
  return json;
}

Json Schemas::declaration(TypeId id) {
  const TypeDef& def = schema_.type(id);
  Json json;
  if (const auto* alias = std::get_if<AliasDef>(&def.def)) {
    json = type(alias->target);
  } else if (const auto* structure = std::get_if<StructDef>(&def.def)) {
    json = fields(structure->fields);
  } else if (const auto* each = std::get_if<EnumDef>(&def.def)) {
    json = enumeration(*each);
  } else {
    json = choice(std::get<UnionDef>(def.def));
  }
  Json titled = {{"title", def.name}};
  titled.update(beside(std::move(json), annotations(def.docs)));
  return titled;
}

Json Schemas::definitions() {
  // Writing one may ask for others, which are added behind.
  for (std::size_t i = 0; i < wanted_.size(); ++i) done_[wanted_[i]] = declaration(wanted_[i]);
  wanted_.clear();
  std::map<std::string, Json> by_name;
  for (const auto& [id, json] : done_) by_name[name(id)] = json;
  Json all = Json::object();
  for (auto& [name, json] : by_name) all[name] = std::move(json);
  return all;
}

namespace {

/// Everything of one gateway that crosses the wire, as definitions of their own.
class PayloadDefinitions {
 public:
  PayloadDefinitions(Schemas& schemas, Json& defs) : schemas_(schemas), defs_(defs) {}

  void gateway(const GatewayDef& gateway) {
    for (const NamespaceDef& each : gateway.namespaces) {
      const std::string prefix = gateway.name + '.' + each.name + '.';
      if (each.handshake) {
        add(prefix + "handshake", schemas_.fields(*each.handshake), "To join `" + each.path + "`.");
      }
      for (const EventDef& on : each.ons) event(prefix + "on.", on, "A client sends `" + on.name + "`.");
      for (const EventDef& emit : each.emits)
        event(prefix + "emit.", emit, "The server sends `" + emit.name + "`.");
      for (const RoomDef& room : each.rooms) {
        for (const EventDef& emit : room.emits) {
          event(prefix + "emit.", emit,
                "The server sends `" + emit.name + "` to a room `" + room.name + "`.");
        }
      }
    }
  }

 private:
  void add(const std::string& name, Json json, const std::string& otherwise) {
    if (!json.contains("description") && !json.contains("$ref")) json["description"] = otherwise;
    defs_[name] = std::move(json);
  }

  void event(const std::string& prefix, const EventDef& event, const std::string& what) {
    if (event.payload.kind != PayloadDef::Kind::None) {
      Json json = schemas_.payload(event.payload);
      const Json docs = annotations(event.docs);
      if (!json.contains("$ref")) json.update(docs);
      add(prefix + event.name + ".payload", std::move(json), what);
    }
    if (event.reply.kind == ReplyDef::Kind::Value) {
      add(prefix + event.name + ".reply", schemas_.type(event.reply.type), "The answer.");
    } else if (event.reply.kind == ReplyDef::Kind::Stream) {
      add(prefix + event.name + ".item", schemas_.type(event.reply.type), "One item of the answer.");
    }
    for (const TypeId error : event.throws) schemas_.reference(error);
  }

  Schemas& schemas_;
  Json& defs_;
};

}  // namespace

Json json_schema(const Schema& schema, const GatewayDef* only) {
  Schemas schemas(schema, Dialect::JsonSchema);
  Json payloads = Json::object();
  PayloadDefinitions definitions(schemas, payloads);
  std::string title;
  std::string description;
  for (const FileDef& file : schema.files) {
    if (!file.requested) continue;
    if (title.empty()) {
      title = dotted(file.package);
      description = file.docs.text;
    }
    for (const GatewayDef& gateway : file.gateways) {
      if (only == nullptr || only == &gateway) definitions.gateway(gateway);
    }
    // A file of types alone is exported for its types.
    for (const TypeId id : file.types) {
      if (only == nullptr) schemas.reference(id);
    }
  }
  Json json = {{"$schema", "https://json-schema.org/draft/2020-12/schema"}};
  json["title"] = only == nullptr ? title : title + '.' + only->name;
  if (!description.empty()) json["description"] = description;
  Json defs = schemas.definitions();
  for (auto& [name, each] : payloads.items()) defs[name] = std::move(each);
  json["$defs"] = std::move(defs);
  return json;
}

}  // namespace gangway::gen::exports
