#include "schema/dump.h"

#include <string_view>
#include <utility>

#include <nlohmann/json.hpp>

#include "schema/lookup.h"

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
  Json constraints(const Constraints& constraints) const;
  Json policy(const Policy& policy) const;
  Json fields(const std::vector<FieldDef>& fields) const;
  Json block(const std::optional<std::vector<FieldDef>>& block) const {
    return block ? fields(*block) : Json();
  }
  Json event(const EventDef& event) const;
  Json events(const std::vector<EventDef>& events) const;
  Json name_space(const NamespaceDef& name_space) const;
  Json gateway(const GatewayDef& gateway) const;
  std::string full_name(const Origin& origin, const std::string& name) const;
  std::string full_name(TypeId id) const { return full_name(schema_.type(id).origin, schema_.type(id).name); }
  std::string full_name(GuardId id) const {
    return full_name(schema_.guard(id).origin, schema_.guard(id).name);
  }
  std::string full_name(PipeId id) const { return full_name(schema_.pipe(id).origin, schema_.pipe(id).name); }

  const Schema& schema_;
};

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

std::string Dumper::full_name(const Origin& origin, const std::string& name) const {
  const std::string package = dotted(schema_.file(origin.file).package);
  return package.empty() ? name : package + '.' + name;
}

/// `{"min":1,"max":64}`, each key where there is one.
template <class Range, class Write>
Json range(const Range& bounds, Write write) {
  Json json = Json::object();
  if (bounds.min) json["min"] = write(*bounds.min);
  if (bounds.max) json["max"] = write(*bounds.max);
  return json;
}

Json Dumper::constraints(const Constraints& constraints) const {
  const auto count = [](std::uint64_t bound) { return exact(bound); };
  Json json = Json::object();
  if (constraints.trim) json["trim"] = true;
  if (constraints.lowercase) json["lowercase"] = true;
  if (constraints.length) json["length"] = range(*constraints.length, count);
  if (constraints.pattern) {
    json["pattern"] = {{"written", constraints.pattern->written},
                       {"re2", constraints.pattern->re2},
                       {"javascript", constraints.pattern->javascript}};
  }
  if (constraints.format) json["format"] = format_name(*constraints.format);
  if (constraints.size) json["size"] = range(*constraints.size, count);
  if (constraints.range) json["range"] = range(*constraints.range, value);
  if (constraints.items) json["items"] = range(*constraints.items, count);
  if (constraints.unique) json["unique"] = true;
  if (constraints.pipe) json["pipe"] = full_name(*constraints.pipe);
  if (constraints.secret) json["secret"] = true;
  return json;
}

template <class T, class Write>
Json inherited(const Inherited<T>& part, Write write) {
  return {{"value", write(part.value)}, {"from", level_name(part.from)}};
}

Json rate(const Rate& rate) {
  constexpr std::string_view kBy[] = {"connection", "address", "session"};
  Json json = {{"count", exact(rate.count)},
               {"periodMs", exact(rate.period_ms)},
               {"burst", exact(rate.burst)},
               {"by", kBy[static_cast<std::size_t>(rate.by)]}};
  if (rate.by == Rate::By::Session) json["sessionField"] = rate.session_field;
  return json;
}

Json Dumper::policy(const Policy& policy) const {
  const auto number = [](auto n) { return exact(n); };
  Json json = Json::object();
  json["guards"] = Json::array();
  for (const Inherited<GuardUse>& each : policy.guards) {
    Json arguments = Json::array();
    for (const Value& argument : each.value.arguments) arguments.push_back(value(argument));
    json["guards"].push_back({{"guard", full_name(each.value.guard)},
                              {"arguments", std::move(arguments)},
                              {"from", level_name(each.from)}});
  }
  if (policy.rate) json["rate"] = inherited(*policy.rate, rate);
  if (policy.deadline_ms) json["deadlineMs"] = inherited(*policy.deadline_ms, number);
  if (policy.max_payload) json["maxPayload"] = inherited(*policy.max_payload, number);
  if (policy.overflow) json["overflow"] = inherited(*policy.overflow, overflow_name);
  if (policy.concurrent) json["concurrent"] = inherited(*policy.concurrent, number);
  if (policy.is_volatile) json["volatile"] = true;
  if (policy.is_idempotent) json["idempotent"] = true;
  if (policy.latest_key) json["latest"] = *policy.latest_key;
  if (policy.replay_ms) json["replayMs"] = exact(*policy.replay_ms);
  if (policy.is_public) json["public"] = true;
  return json;
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
  if (type.constraints) result["constraints"] = constraints(*type.constraints);
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
    if (field.secret) json["secret"] = true;
    if (field.internal) json["internal"] = true;
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
    case PayloadDef::Kind::Stream:
      json["payload"] = {{"kind", event.payload.kind == PayloadDef::Kind::Stream ? "stream" : "type"},
                         {"type", type(event.payload.type)}};
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
  json["policy"] = policy(event.policy);
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
  json["pathParams"] = fields(name_space.path_params);
  json["root"] = name_space.is_root;
  json["policy"] = policy(name_space.policy);
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
  json["port"] = optional(gateway.port);
  json["origins"] = gateway.origins;
  json["transports"] = gateway.transports;
  json["compression"] = gateway.compression;
  if (gateway.denies_by_default) json["denyByDefault"] = true;
  json["policy"] = policy(gateway.policy);
  json["handshake"] = block(gateway.handshake);
  json["session"] = block(gateway.session);
  json["namespaces"] = Json::array();
  for (const NamespaceDef& each : gateway.namespaces) json["namespaces"].push_back(name_space(each));
  return json;
}

Json Dumper::file(const FileDef& file) const {
  Json json = {{"name", file.name},           {"package", dotted(file.package)}, {"docs", file.docs.text},
               {"requested", file.requested}, {"imports", Json::array()},        {"types", Json::array()},
               {"consts", Json::array()},     {"guards", Json::array()},         {"pipes", Json::array()},
               {"gateways", Json::array()}};
  for (const FileId each : file.imports) json["imports"].push_back(schema_.file(each).name);
  for (const TypeId each : file.types) json["types"].push_back(type_declaration(each));
  for (const ConstDef& each : file.consts) {
    Json constant = begin(each.docs, each.origin, each.name);
    constant["type"] = type(each.type);
    constant["value"] = value(each.value);
    json["consts"].push_back(std::move(constant));
  }
  for (const GuardId id : file.guards) {
    const GuardDef& def = schema_.guard(id);
    Json guard = begin(def.docs, def.origin, def.name);
    guard["params"] = fields(def.params);
    json["guards"].push_back(std::move(guard));
  }
  for (const PipeId id : file.pipes) {
    const PipeDef& def = schema_.pipe(id);
    Json pipe = begin(def.docs, def.origin, def.name);
    pipe["type"] = type(def.type);
    json["pipes"].push_back(std::move(pipe));
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
