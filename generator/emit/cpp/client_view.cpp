#include "emit/cpp/client_view.h"

#include <algorithm>

#include <set>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "emit/cpp/docs.h"
#include "emit/cpp/event_view.h"
#include "emit/cpp/fields_view.h"
#include "emit/cpp/names.h"
#include "emit/cpp/space_names.h"

namespace gangway::gen::cpp {
namespace {

using Json = nlohmann::json;

/// What gangway::client::Gateway has, and so is no name for a namespace's member.
const std::set<std::string> kOfGateway = {"close",    "core", "handshake", "instance",
                                          "on_state", "open", "state"};
/// The same of gangway::client::Namespace, for methods.
const std::set<std::string> kOfNamespace = {"is_joined",         "join_namespace",    "leave_namespace",
                                            "membership",        "on_left_namespace", "on_resume_namespace",
                                            "refresh_namespace", "set_handshake"};

std::string apart_from(const std::set<std::string>& taken, std::string name) {
  return taken.contains(name) ? name + '_' : name;
}

bool has_value(const ReplyDef& reply) {
  return reply.kind == ReplyDef::Kind::Value || reply.kind == ReplyDef::Kind::Stream;
}

/// Whether clients have anything to present: a handshake without fields is none.
bool asks_something(const std::optional<std::vector<FieldDef>>& handshake) {
  return handshake && !handshake->empty();
}

class SpaceView {
 public:
  SpaceView(const Types& types, const GatewayDef& gateway, const NamespaceDef& space)
      : types_(types), space_(space), names_(space_names(gateway, space)) {}

  Json run() {
    for (const RoomDef& room : space_.rooms) {
      for (const EventDef& event : room.emits) incoming(event);
    }
    for (const EventDef& event : space_.emits) incoming(event);
    Json calls = Json::array();
    for (const EventDef& event : space_.ons) calls.push_back(outgoing(event));
    return {{"doc", doc_lines(space_.docs)},
            {"path", literal(space_.path)},
            {"api", names_.prefix + "Api"},
            {"has_path", !space_.path_params.empty()},
            {"path_struct", names_.prefix + "Path"},
            {"has_own_handshake", space_.own_handshake && asks_something(space_.handshake)},
            {"has_shared_handshake", !space_.own_handshake && asks_something(space_.handshake)},
            {"handshake", names_.handshake},
            {"structs", std::move(structs_)},
            {"events", std::move(events_)},
            {"asks", std::move(asks_)},
            {"calls", std::move(calls)}};
  }

  [[nodiscard]] const SpaceNames& names() const { return names_; }

 private:
  /// What the server sends, or asks.
  void incoming(const EventDef& event) {
    const bool is_call = event.reply.kind != ReplyDef::Kind::None;
    std::string type;
    std::string codec = "gangway::client::NoValue";
    if (event.payload.kind == PayloadDef::Kind::Params) {
      type = safe(names_.prefix + pascal(event.name) + "Event");
      codec = type + "Codec";
      structs_.push_back(
          {{"name", type},
           {"doc", doc_lines({}, fmt::format("What `{}` of `{}` carries.", event.name, space_.path))},
           {"codec_name", codec},
           {"members", member_views(types_, event.payload.params, std::nullopt)},
           {"codec", codec_view(types_, event.payload.params, std::nullopt, "v.")}});
    } else if (event.payload.kind == PayloadDef::Kind::Type) {
      type = types_.value(event.payload.type);
      codec = types_.codec(event.payload.type, Types::Use::Read);
    }
    const std::string name = (is_call ? "handle_" : "on_") + snake(event.name);
    const bool answers = event.reply.kind == ReplyDef::Kind::Value;
    incoming_.insert(name);
    const std::string result =
        fmt::format("gangway::Reply<{}{}>", answers ? types_.value(event.reply.type) : "void",
                    error_list(types_, event, false));
    const std::string arguments = type.empty() ? "" : is_call ? type : fmt::format("const {}&", type);
    Json view = {{"doc", doc_lines(event.docs, fmt::format("The server {} `{}`.", is_call ? "asks" : "sends",
                                                           event.name))},
                 {"event", event.name},
                 {"method", name},
                 {"function", fmt::format("std::function<{}({})>", is_call ? result : "void", arguments)},
                 {"codecs", codec}};
    if (is_call) {
      view["codecs"] =
          codec + ", " +
          (answers ? types_.codec(event.reply.type, Types::Use::Write) : "gangway::client::NoValue") +
          error_list(types_, event, true);
    }
    (is_call ? asks_ : events_).push_back(std::move(view));
  }

  /// What the client sends, or calls.
  Json outgoing(const EventDef& event) {
    std::string type;
    std::string codec;
    std::string name;
    if (event.payload.kind == PayloadDef::Kind::Params) {
      const std::string params = params_name(names_, event);
      type = fmt::format("const {}&", params);
      codec = "codec::" + params;
      name = argument(event.name);
    } else if (event.payload.kind == PayloadDef::Kind::Type) {
      type = types_.parameter(event.payload.type);
      codec = types_.codec(event.payload.type, Types::Use::Write);
      name = value_name(types_, event.payload.type);
    }
    if (name == "options") name += '_';
    const bool is_call = event.reply.kind != ReplyDef::Kind::None;
    const bool is_stream = event.reply.kind == ReplyDef::Kind::Stream;
    const std::string value = has_value(event.reply) ? types_.value(event.reply.type) : "void";
    const std::string codecs = (has_value(event.reply) ? types_.codec(event.reply.type, Types::Use::Read)
                                                       : "gangway::client::NoValue") +
                               error_list(types_, event, true);
    const bool takes_stream = event.payload.kind == PayloadDef::Kind::Stream;
    const std::string payload = type.empty() ? "" : type + " " + name;
    const std::string_view comma = payload.empty() || !is_call ? "" : ", ";
    const std::string_view options = is_call ? "gangway::client::CallOptions options" : "";
    const std::string declared = fmt::format("{}{}{}{}", payload, comma, options, is_call ? " = {}" : "");
    const char* wrapper =
        takes_stream ? (is_stream ? "Exchange" : "Upload") : (is_stream ? "Stream" : "Call");
    const char* function =
        takes_stream ? (is_stream ? "exchange" : "upload") : (is_stream ? "stream" : "call");
    const std::string sent = takes_stream ? types_.value(event.payload.type) + ", " : "";
    const std::string sent_codec =
        takes_stream ? types_.codec(event.payload.type, Types::Use::Write) + ", " : "";
    std::string method = apart_from(kOfNamespace, cpp::method(event.name));
    return {{"doc", doc_lines(event.docs, fmt::format("Sends `{}`.", event.name))},
            {"event", event.name},
            {"method", apart_from(incoming_, std::move(method))},
            {"arguments", declared},
            {"parameters", fmt::format("{}{}{}", payload, comma, options)},
            {"result", is_call ? fmt::format("gangway::client::{}<{}{}{}>", wrapper, sent, value,
                                             error_list(types_, event, false))
                               : "void"},
            {"is_call", is_call},
            {"call", fmt::format("{}<{}{}>", function, sent_codec, codecs)},
            {"takes_stream", takes_stream},
            {"has_payload", !type.empty()},
            {"codec", codec},
            {"value", name}};
  }

  const Types& types_;
  const NamespaceDef& space_;
  SpaceNames names_;
  Json structs_ = Json::array();
  Json events_ = Json::array();
  Json asks_ = Json::array();
  std::set<std::string> incoming_;  ///< The methods for what the server sends, which keep their names.
};

Json gateway_view(const Types& types, const GatewayDef& gateway) {
  Json spaces = Json::array();
  bool shares_handshake = false;
  std::vector<std::string> made;
  for (const NamespaceDef& space : gateway.namespaces) {
    SpaceView view(types, gateway, space);
    spaces.push_back(view.run());
    Json& last = spaces.back();
    const bool shares = last["has_shared_handshake"].get<bool>();
    shares_handshake = shares_handshake || shares;
    const bool is_dynamic = !space.path_params.empty();
    last["member"] = apart_from(kOfGateway, is_dynamic ? method(space.name) : view.names().member);
    last["presented"] = shares ? ", this->handshake()" : "";
    if (is_dynamic) continue;  // a function gives its instances
    // In braces: some names are macros where a parenthesis follows.
    made.push_back(fmt::format("{}{{open(\"{}\"{})}}", last["member"].get<std::string>(), literal(space.path),
                               last["presented"].get<std::string>()));
  }
  made.insert(
      made.begin(),
      fmt::format(R"(Gateway(target, {{.name = "{}", .path = "{}", .schema = "{}"}}{}))", gateway.name,
                  literal(gateway.path), gateway.hash, shares_handshake ? ", text_of(handshake)" : ""));
  Json initialisers = Json::array();
  for (const std::string& each : made) {
    initialisers.push_back({{"lead", initialisers.empty() ? ": " : "  "},
                            {"made", each},
                            {"end", initialisers.size() + 1 == made.size() ? " {}" : ","}});
  }
  return {{"name", pascal(gateway.name) + "ClientApi"},
          {"wire_name", gateway.name},
          {"doc", doc_lines(gateway.docs)},
          {"path", literal(gateway.path)},
          {"hash", gateway.hash},
          {"has_handshake", shares_handshake},
          {"handshake_type", pascal(gateway.name) + "Handshake"},
          {"initialisers", std::move(initialisers)},
          {"spaces", std::move(spaces)}};
}

}  // namespace

Json client_views(const Types& types) {
  Json views = Json::array();
  for (const GatewayDef& gateway : types.file().gateways) views.push_back(gateway_view(types, gateway));
  return views;
}

}  // namespace gangway::gen::cpp
