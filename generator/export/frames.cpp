#include "export/frames.h"

#include <utility>

namespace gangway::gen::exports {
namespace {

constexpr int kExampleId = 7;

Json object(Json properties, Json required) {
  return {{"type", "object"}, {"required", std::move(required)}, {"properties", std::move(properties)}};
}

Json id_schema() {
  return {{"type", "integer"},
          {"minimum", 1},
          {"maximum", 9007199254740991},
          {"description", "The caller's own number for the call; what answers it carries the same."}};
}

Json is(const Json& value) { return {{"const", value}}; }

Json common_error_reference() { return {{"$ref", std::string("#/components/schemas/") + kCommonError}}; }

}  // namespace

Frame Frames::event(const EventDef& event) {
  Frame frame;
  Json properties = {{"event", is(event.name)}};
  Json required = {"event"};
  frame.example = {{"event", event.name}};
  if (event.reply.kind != ReplyDef::Kind::None || event.payload.kind == PayloadDef::Kind::Stream) {
    properties["id"] = id_schema();
    frame.example["id"] = kExampleId;
    if (event.payload.kind == PayloadDef::Kind::Stream) required.push_back("id");
  }
  const bool has_data =
      event.payload.kind == PayloadDef::Kind::Params || event.payload.kind == PayloadDef::Kind::Type;
  if (has_data) {
    Json data = schemas_.payload(event.payload);
    const bool may_be_left_out = event.payload.kind == PayloadDef::Kind::Params && !data.contains("required");
    properties["data"] = std::move(data);
    if (!may_be_left_out) required.push_back("data");
    frame.example["data"] = examples_.payload(event.payload, event.name);
  }
  frame.schema = object(std::move(properties), std::move(required));
  return frame;
}

Frame Frames::item(const TypeRef& type, const std::string& name) {
  return {object({{"id", id_schema()}, {"item", schemas_.type(type)}}, {"id", "item"}),
          {{"id", kExampleId}, {"item", examples_.value(type, name)}}};
}

Frame Frames::end() {
  return {object({{"id", id_schema()}, {"end", is(true)}}, {"id", "end"}),
          {{"id", kExampleId}, {"end", true}}};
}

Frame Frames::reply(const EventDef& event) {
  if (event.reply.kind != ReplyDef::Kind::Value) {
    return {object({{"id", id_schema()}}, Json::array({"id"})), {{"id", kExampleId}}};
  }
  return {object({{"id", id_schema()}, {"data", schemas_.type(event.reply.type)}}, {"id", "data"}),
          {{"id", kExampleId}, {"data", examples_.value(event.reply.type, event.name)}}};
}

Frame Frames::error(const EventDef& event) {
  Frame frame;
  Json kinds = Json::array();
  for (const TypeId id : event.throws) {
    const TypeDef& def = schema_.type(id);
    Json data = schemas_.reference(id);
    kinds.push_back(object({{"code", is(def.name)}, {"message", {{"type", "string"}}}, {"data", data}},
                           {"code", "message"}));
    if (frame.example.is_null()) {
      frame.example = {{"code", def.name},
                       {"message", def.docs.text.empty() ? def.name : def.docs.text},
                       {"data", examples_.fields(std::get<StructDef>(def.def).fields)}};
    }
  }
  if (frame.example.is_null()) frame.example = refused().example["error"];
  kinds.push_back(common_error_reference());
  Json error = kinds.size() == 1 ? kinds.front() : Json{{"oneOf", std::move(kinds)}};
  frame.schema = object({{"id", id_schema()}, {"error", std::move(error)}}, {"id", "error"});
  frame.example = {{"id", kExampleId}, {"error", std::move(frame.example)}};
  return frame;
}

Frame Frames::join(const NamespaceDef& name_space) {
  Json handshake = {{"type", "object"}};
  Json example = Json::object();
  if (name_space.handshake) {
    handshake = schemas_.fields(*name_space.handshake);
    example = examples_.fields(*name_space.handshake);
  }
  const Json schema_hash = {{"type", "string"}, {"description", "The hash of the client's schema."}};
  return {object({{"join", std::move(handshake)}, {"schema", schema_hash}}, Json::array({"join"})),
          {{"join", std::move(example)}}};
}

Frame Frames::joined() {
  const Json sid = {{"type", "string"}};
  const Json resumed = {{"type", "boolean"}};
  const Json joined = {{"type", "object"}, {"properties", {{"sid", sid}, {"resumed", resumed}}}};
  return {object({{"joined", joined}}, Json::array({"joined"})), {{"joined", {{"sid", "c-1"}}}}};
}

Frame Frames::refused() {
  return {object({{"error", common_error_reference()}}, Json::array({"error"})),
          {{"error", {{"code", "unauthenticated"}, {"message", "the handshake was refused"}}}}};
}

Json Frames::common_error() {
  const Json codes = {"unknown_event", "unknown_namespace", "invalid_payload",   "unauthenticated",
                      "forbidden",     "rate_limited",      "deadline_exceeded", "overloaded",
                      "cancelled",     "unavailable",       "internal"};
  const Json path = {{"type", "string"}, {"description", "invalid_payload: a JSON Pointer to the spot."}};
  const Json rule = {{"type", "string"}, {"description", "invalid_payload: the rule that is broken."}};
  const Json wait = {{"type", "number"}, {"description", "rate_limited: milliseconds to wait."}};
  const Json data = {{"type", "object"},
                     {"properties", {{"path", path}, {"rule", rule}, {"retryAfter", wait}}}};
  Json error = object(
      {{"code", {{"type", "string"}, {"enum", codes}}}, {"message", {{"type", "string"}}}, {"data", data}},
      {"code", "message"});
  error["description"] = "What any event may be refused with.";
  return error;
}

}  // namespace gangway::gen::exports
