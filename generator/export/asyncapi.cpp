#include "export/asyncapi.h"

#include <string>
#include <utility>

#include "export/frames.h"
#include "export/json_schema.h"
#include "schema/lookup.h"

namespace gangway::gen::exports {
namespace {

Json pointer_to(const std::string& path) { return {{"$ref", path}}; }

/// The address of a namespace: the gateway's path and its own, "/" for nothing in either.
std::string address_of(const GatewayDef& gateway, const NamespaceDef& name_space) {
  if (name_space.path == "/") return gateway.path;
  return gateway.path == "/" ? name_space.path : gateway.path + name_space.path;
}

class Document {
 public:
  Document(const Schema& schema, const GatewayDef& gateway)
      : schema_(schema), gateway_(gateway), schemas_(schema, Dialect::AsyncApi), frames_(schema, schemas_) {}

  Json write();

 private:
  /// The operation of one event, whose messages are added to the channel that is being written.
  void event(const NamespaceDef& name_space, const EventDef& event, bool is_on, const RoomDef* room);
  void join(const NamespaceDef& name_space);
  Json security_of(const NamespaceDef& name_space);
  Json channel(const NamespaceDef& name_space);
  /// Adds a message to the channel; the reference to it.
  Json message(const std::string& key, const std::string& name, const std::string& title, Frame frame,
               bool is_call);
  Json info() const;
  Json server() const;

  const Schema& schema_;
  const GatewayDef& gateway_;
  Schemas schemas_;
  Frames frames_;
  std::string channel_;  ///< The name of the channel that is being written.
  Json messages_;
  Json operations_ = Json::object();
  Json security_ = Json::object();
};

Json Document::info() const {
  const FileDef& file = schema_.file(gateway_.origin.file);
  std::string description = gateway_.docs.text.empty() ? file.docs.text : gateway_.docs.text;
  description +=
      (description.empty() ? "" : "\n\n") +
      ("Package `" + dotted(file.package) + "`. The version is the hash of what crosses the wire.");
  return {{"title", gateway_.name}, {"version", gateway_.hash}, {"description", description}};
}

Json Document::server() const {
  return {{"host", "localhost:" + std::to_string(gateway_.port.value_or(8080))},
          {"protocol", "ws"},
          {"description",
           "Where the application listens; TLS (wss) and the port are its own choice. "
           "WebSocket subprotocol `gangway.v1`, or none for plain frames."}};
}

Json Document::message(const std::string& key, const std::string& name, const std::string& title, Frame frame,
                       bool is_call) {
  Json message = {{"name", name}, {"title", title}};
  if (is_call) {
    message["correlationId"] = {{"location", "$message.payload#/id"},
                                {"description", "An event and all that answers it have the same id."}};
  }
  message["payload"] = std::move(frame.schema);
  message["examples"] = Json::array({{{"payload", std::move(frame.example)}}});
  messages_[key] = std::move(message);
  return pointer_to("#/channels/" + channel_ + "/messages/" + key);
}

void Document::event(const NamespaceDef& name_space, const EventDef& event, bool is_on, const RoomDef* room) {
  const std::string key = (is_on ? "on." : "emit.") + event.name;
  const bool is_call = event.reply.kind != ReplyDef::Kind::None;
  const bool takes_stream = event.payload.kind == PayloadDef::Kind::Stream;
  Json sent = Json::array({message(key, event.name, event.name, frames_.event(event), is_call)});
  if (takes_stream) {
    sent.push_back(message(key + ".value", event.name, event.name + ": one value",
                           frames_.item(event.payload.type, event.name), true));
    sent.push_back(message(key + ".done", event.name, event.name + ": no more values", Frames::end(), true));
  }
  Json operation = {{"action", is_on ? "receive" : "send"},
                    {"channel", pointer_to("#/channels/" + channel_)},
                    {"title", event.name}};
  operation.update(annotations(event.docs));
  if (operation.contains("deprecated")) {
    operation.erase("deprecated");
    operation["x-deprecated"] = true;
  }
  if (room != nullptr) {
    Json keys = Json::object();
    for (const FieldDef& each : room->keys) keys[each.name] = type_text(schema_, each.type);
    operation["x-gangway-room"] = {{"name", room->name}, {"keys", std::move(keys)}};
  }
  operation["messages"] = std::move(sent);
  if (is_call) {
    Json answers = Json::array();
    if (event.reply.kind == ReplyDef::Kind::Stream) {
      answers.push_back(message(key + ".item", event.name, event.name + ": one item",
                                frames_.item(event.reply.type, event.name), true));
      answers.push_back(message(key + ".end", event.name, event.name + ": the end", Frames::end(), true));
    } else {
      const bool is_empty = event.reply.kind == ReplyDef::Kind::Empty;
      answers.push_back(message(key + ".reply", event.name,
                                event.name + (is_empty ? ": acknowledged" : ": the answer"),
                                frames_.reply(event), true));
    }
    answers.push_back(
        message(key + ".error", event.name, event.name + ": refused", frames_.error(event), true));
    operation["reply"] = {{"channel", pointer_to("#/channels/" + channel_)},
                          {"messages", std::move(answers)}};
  }
  operations_[name_space.name + '.' + key] = std::move(operation);
}

/// The handshake as security: in the plain dialect its fields are parameters of the address, which is what
/// AsyncAPI can say. Secret ones if there are any, else those that must be given.
Json Document::security_of(const NamespaceDef& name_space) {
  Json names = Json::array();
  if (!name_space.handshake) return names;
  bool has_secrets = false;
  for (const FieldDef& field : *name_space.handshake) has_secrets = has_secrets || field.secret;
  for (const FieldDef& field : *name_space.handshake) {
    const bool is_required = !field.optional && !field.default_value;
    if (has_secrets ? !field.secret : !is_required) continue;
    const std::string name = name_space.name + '.' + field.name;
    std::string description = "Of the handshake: in the `join` frame, or, in plain frames, in the address.";
    if (!field.docs.text.empty()) description = field.docs.text + "\n\n" + description;
    security_[name] = {
        {"type", "httpApiKey"}, {"name", field.name}, {"in", "query"}, {"description", description}};
    names.push_back(pointer_to("#/components/securitySchemes/" + name));
  }
  return names;
}

void Document::join(const NamespaceDef& name_space) {
  Json operation = {
      {"action", "receive"},
      {"channel", pointer_to("#/channels/" + channel_)},
      {"title", "join"},
      {"description", "Asks to join `" + name_space.path +
                          "`: the first frame of a client. With plain frames joining is implied, and the "
                          "handshake is read from the address."}};
  if (Json security = security_of(name_space); !security.empty()) operation["security"] = std::move(security);
  operation["messages"] = Json::array({message("join", "join", "join", frames_.join(name_space), false)});
  const Json answers = {message("joined", "joined", "joined", Frames::joined(), false),
                        message("refused", "refused", "join refused", Frames::refused(), false)};
  operation["reply"] = {{"channel", pointer_to("#/channels/" + channel_)}, {"messages", answers}};
  operations_[name_space.name + ".join"] = std::move(operation);
}

Json Document::channel(const NamespaceDef& name_space) {
  channel_ = name_space.name;
  messages_ = Json::object();
  Json channel = {{"address", address_of(gateway_, name_space)}, {"title", name_space.name}};
  if (const Json docs = annotations(name_space.docs); docs.contains("description")) {
    channel["description"] = docs["description"];
  }
  join(name_space);
  for (const EventDef& each : name_space.ons) event(name_space, each, true, nullptr);
  for (const EventDef& each : name_space.emits) event(name_space, each, false, nullptr);
  for (const RoomDef& room : name_space.rooms) {
    for (const EventDef& each : room.emits) event(name_space, each, false, &room);
  }
  channel["messages"] = std::move(messages_);
  for (const FieldDef& param : name_space.path_params) {
    const std::string description =
        param.docs.text.empty() ? "A " + type_text(schema_, param.type) + '.' : param.docs.text;
    channel["parameters"][param.name] = {{"description", description}};
  }
  Json binding = {{"method", "GET"}, {"bindingVersion", "0.1.0"}};
  if (name_space.handshake) binding["query"] = schemas_.fields(*name_space.handshake);
  channel["bindings"] = {{"ws", std::move(binding)}};
  return channel;
}

Json Document::write() {
  Json channels = Json::object();
  for (const NamespaceDef& each : gateway_.namespaces) channels[each.name] = channel(each);
  Json json = {{"asyncapi", "3.0.0"},
               {"info", info()},
               {"defaultContentType", "application/json"},
               {"servers", {{"gateway", server()}}},
               {"channels", std::move(channels)},
               {"operations", std::move(operations_)}};
  Json schemas = schemas_.definitions();
  schemas[kCommonError] = Frames::common_error();
  json["components"] = {{"schemas", std::move(schemas)}};
  if (!security_.empty()) json["components"]["securitySchemes"] = std::move(security_);
  return json;
}

}  // namespace

Json asyncapi(const Schema& schema, const GatewayDef& gateway) { return Document(schema, gateway).write(); }

}  // namespace gangway::gen::exports
