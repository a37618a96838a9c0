#include "export/reference.h"

#include <memory>
#include <utility>
#include <vector>

#include "emit/example_value.h"
#include "export/policy_facts.h"
#include "export/reference_types.h"
#include "schema/lookup.h"

namespace gangway::gen::exports {
namespace {

using nlohmann::json;

class Reference {
 public:
  Reference(const Schema& schema, MarkupKind kind)
      : schema_(schema), markup_(kind), types_(schema, markup_), examples_(schema) {}

  json document(const GatewayDef* only);

 private:
  json gateway(const GatewayDef& gateway);
  json name_space(const GatewayDef& gateway, const NamespaceDef& name_space);
  json event(const std::string& prefix, const EventDef& event, bool is_on);
  json events(const std::string& prefix, const std::vector<EventDef>& events, bool is_on);
  json room(const std::string& prefix, const RoomDef& room);
  json example(const std::string& label, const ExampleValues::Json& value) const;
  [[nodiscard]] std::string signature(const EventDef& event, bool is_on) const;

  const Schema& schema_;
  Markup markup_;
  TypeReference types_;
  ExampleValues examples_;
};

json Reference::example(const std::string& label, const ExampleValues::Json& value) const {
  return {{"label", label}, {"text", markup_.block(value.dump(2))}};
}

std::string Reference::signature(const EventDef& event, bool is_on) const {
  std::string text = (is_on ? "on " : "emit ") + event.name + '(';
  if (event.payload.kind == PayloadDef::Kind::Stream) text += "stream ";
  if (event.payload.kind == PayloadDef::Kind::Type || event.payload.kind == PayloadDef::Kind::Stream) {
    text += type_text(schema_, event.payload.type);
  }
  bool is_first = true;
  for (const FieldDef& each : event.payload.params) {
    text +=
        (is_first ? "" : ", ") + each.name + (each.optional ? "?: " : ": ") + type_text(schema_, each.type);
    if (each.default_value) text += " = " + value_text(*each.default_value);
    is_first = false;
  }
  text += ')';
  if (event.reply.kind == ReplyDef::Kind::Empty) text += " -> void";
  if (event.reply.kind == ReplyDef::Kind::Stream) text += " -> stream ";
  if (event.reply.kind == ReplyDef::Kind::Value) text += " -> ";
  if (event.reply.kind == ReplyDef::Kind::Value || event.reply.kind == ReplyDef::Kind::Stream) {
    text += type_text(schema_, event.reply.type);
  }
  return text;
}

json Reference::event(const std::string& prefix, const EventDef& event, bool is_on) {
  json view = types_.begin(event.docs, event.name, prefix + (is_on ? "-on-" : "-emit-") + event.name);
  view["signature"] = markup_.block(signature(event, is_on));
  view["facts"] = facts(schema_, markup_, event.policy);
  view["fields"] = types_.fields(event.payload.params);
  view["has_fields"] = !event.payload.params.empty();
  const bool has_type =
      event.payload.kind == PayloadDef::Kind::Type || event.payload.kind == PayloadDef::Kind::Stream;
  view["has_payload_type"] = has_type;
  view["payload_type"] = has_type ? types_.type(event.payload.type) : "";
  view["payload_word"] = event.payload.kind == PayloadDef::Kind::Stream ? "A stream of" : "Carries";
  const bool has_reply =
      event.reply.kind == ReplyDef::Kind::Value || event.reply.kind == ReplyDef::Kind::Stream;
  view["has_reply"] = event.reply.kind != ReplyDef::Kind::None;
  view["reply"] = has_reply ? types_.type(event.reply.type) : markup_.text("an acknowledgement");
  view["reply_word"] = event.reply.kind == ReplyDef::Kind::Stream ? "a stream of" : "";
  view["errors"] = json::array();
  for (const TypeId id : event.throws) view["errors"].push_back({{"link", types_.named(id)}});
  view["has_errors"] = !event.throws.empty();
  view["examples"] = json::array();
  if (event.payload.kind != PayloadDef::Kind::None) {
    view["examples"].push_back(example("Payload", examples_.payload(event.payload, event.name)));
  }
  if (has_reply) view["examples"].push_back(example("Reply", examples_.value(event.reply.type, event.name)));
  return view;
}

json Reference::events(const std::string& prefix, const std::vector<EventDef>& events, bool is_on) {
  json views = json::array();
  for (const EventDef& each : events) views.push_back(event(prefix, each, is_on));
  return views;
}

json Reference::room(const std::string& prefix, const RoomDef& room) {
  json view = types_.begin(room.docs, room.name, prefix + "-room-" + room.name);
  std::string keys;
  for (const FieldDef& each : room.keys) {
    keys += (keys.empty() ? "" : ", ") + each.name + ": " + type_text(schema_, each.type);
  }
  view["signature"] = markup_.block("room " + room.name + '(' + keys + ')');
  view["emits"] = events(prefix, room.emits, false);
  return view;
}

json Reference::name_space(const GatewayDef& gateway, const NamespaceDef& name_space) {
  const std::string prefix = gateway.name + '-' + name_space.name;
  const std::string path = gateway.path == "/"  ? name_space.path
                           : name_space.is_root ? gateway.path
                                                : gateway.path + name_space.path;
  json view = types_.begin(name_space.docs, name_space.name, prefix);
  view["path"] = markup_.code(path);
  view["has_path_params"] = !name_space.path_params.empty();
  view["path_params"] = types_.fields(name_space.path_params);
  const std::vector<FieldDef> none;
  view["handshake"] = types_.fields(name_space.handshake.value_or(none));
  view["has_handshake"] = name_space.handshake && !name_space.handshake->empty();
  view["ons"] = events(prefix, name_space.ons, true);
  view["has_ons"] = !name_space.ons.empty();
  view["emits"] = events(prefix, name_space.emits, false);
  view["has_emits"] = !name_space.emits.empty();
  view["rooms"] = json::array();
  for (const RoomDef& each : name_space.rooms) view["rooms"].push_back(room(prefix, each));
  view["has_rooms"] = !name_space.rooms.empty();
  return view;
}

json Reference::gateway(const GatewayDef& gateway) {
  json view = types_.begin(gateway.docs, gateway.name, gateway.name);
  view["facts"] = facts(markup_, gateway);
  view["namespaces"] = json::array();
  for (const NamespaceDef& each : gateway.namespaces) {
    view["namespaces"].push_back(name_space(gateway, each));
  }
  return view;
}

json Reference::document(const GatewayDef* only) {
  json view = {{"gateways", json::array()}, {"consts", json::array()}};
  std::string title;
  std::string docs;
  for (const FileDef& file : schema_.files) {
    if (file.requested && title.empty()) {
      title = dotted(file.package);
      docs = file.docs.text;
    }
    for (const GatewayDef& each : file.gateways) {
      const bool is_wanted = only == nullptr ? file.requested : only == &each;
      if (is_wanted) view["gateways"].push_back(gateway(each));
    }
    for (const ConstDef& each : file.consts) {
      if (file.requested && only == nullptr) view["consts"].push_back(types_.constant(each));
    }
  }
  view["title"] = markup_.text(only == nullptr ? title : title + '.' + only->name);
  view["doc"] = markup_.docs(docs);
  view["has_doc"] = !docs.empty();
  view["has_consts"] = !view["consts"].empty();
  // What the gateways refer to, and, where all is asked for, the rest of the requested files.
  if (only == nullptr) {
    for (const FileDef& file : schema_.files) {
      for (const TypeId id : file.types) {
        if (file.requested) types_.want(id);
      }
    }
  }
  view["types"] = types_.declarations();
  view["has_types"] = !view["types"].empty();
  return view;
}

}  // namespace

View reference(const Schema& schema, const GatewayDef* only, MarkupKind kind) {
  const bool is_html = kind == MarkupKind::Html;
  return {is_html ? "docs/reference.html.mustache" : "docs/reference.md.mustache",
          is_html ? "reference.html" : "reference.md",
          std::make_shared<const json>(Reference(schema, kind).document(only))};
}

}  // namespace gangway::gen::exports
