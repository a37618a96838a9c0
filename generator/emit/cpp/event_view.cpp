#include "emit/cpp/event_view.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "emit/cpp/docs.h"
#include "emit/cpp/fields_view.h"
#include "emit/cpp/names.h"

namespace gangway::gen::cpp {
namespace {

/// The hooks of a handler, which an event's method may not replace.
constexpr std::array kHooks = {"on_join_namespace", "on_leave_namespace", "on_open",
                               "on_close",          "on_room_created",    "on_room_emptied"};
/// What the client and broadcast classes have of their own.
constexpr std::array kOwn = {
    "address",    "audience", "connected", "count",   "disconnect", "emit_event", "except",       "handshake",
    "header",     "id",       "in",        "in_room", "is_in",      "join",       "join_room",    "leave",
    "leave_room", "local",    "member",    "path",    "path_data",  "session",    "session_data", "set_user",
    "sid",        "resumed",  "sockets",   "space",   "trace",      "user",       "with"};

template <std::size_t N>
std::string apart_from(const std::array<const char*, N>& taken, std::string name) {
  if (std::find(taken.begin(), taken.end(), name) != taken.end()) name += '_';
  return name;
}

/// `a, b` with defaults at the end of the list, where the author gave some.
std::string arguments(const Types& types, const std::vector<FieldDef>& params) {
  std::vector<std::string> list;
  bool may_default = true;
  for (auto param = params.rbegin(); param != params.rend(); ++param) {
    std::string text = types.parameter(*param) + " " + argument(param->name);
    if (may_default && param->default_value) {
      text += " = " + types.constant(*param->default_value, param->type);
    } else if (may_default && param->optional) {
      text += " = {}";
    } else {
      may_default = false;
    }
    list.push_back(std::move(text));
  }
  std::string joined;
  for (auto text = list.rbegin(); text != list.rend(); ++text) joined += (joined.empty() ? "" : ", ") + *text;
  return joined;
}

std::string without_defaults(const Types& types, const std::vector<FieldDef>& params) {
  std::string joined;
  for (const FieldDef& param : params) {
    joined +=
        fmt::format("{}{} {}", joined.empty() ? "" : ", ", types.parameter(param), argument(param.name));
  }
  return joined;
}

/// What `@latest` goes by, where that is part of the payload.
struct LatestKey {
  std::string codec;
  std::string value;
};

/// Nothing without `@latest`, and where its key is one of the room: the runtime knows the rooms.
std::optional<LatestKey> latest_key(const Types& types, const EventDef& event, const std::string& value) {
  if (!event.policy.latest_key) return std::nullopt;
  const bool is_struct = event.payload.kind == PayloadDef::Kind::Type;
  const std::vector<FieldDef>* fields = &event.payload.params;
  if (is_struct) {
    const TypeRef& type = types.expanded(event.payload.type);
    if (type.kind != TypeRef::Kind::Named) return std::nullopt;
    const auto* structure = std::get_if<StructDef>(&types.schema().type(type.named).def);
    if (structure == nullptr) return std::nullopt;
    fields = &structure->fields;
  }
  const auto field = std::find_if(fields->begin(), fields->end(), [&](const FieldDef& each) {
    return each.name == *event.policy.latest_key;
  });
  if (field == fields->end()) return std::nullopt;
  return LatestKey{types.codec(field->type, Types::Use::Write),
                   is_struct ? value + "." + member(field->name) : argument(field->name)};
}

}  // namespace

std::string value_name(const Types& types, const TypeRef& type) {
  return type.kind == TypeRef::Kind::Named ? argument(types.schema().type(type.named).name) : "value";
}

std::string error_list(const Types& types, const EventDef& event, bool codecs) {
  std::string list;
  for (const TypeId id : event.throws) list += ", " + (codecs ? types.codec_name(id) : types.name(id));
  return list;
}

nlohmann::json on_view(const Types& types, const SpaceNames& names, const EventDef& event) {
  std::string payload_type;
  std::string payload_codec;
  std::string payload_name;
  if (event.payload.kind == PayloadDef::Kind::Params) {
    payload_type = params_name(names, event);
    payload_codec = "codec::" + payload_type;
    payload_name = argument(event.name);
  } else if (event.payload.kind == PayloadDef::Kind::Type) {
    payload_type = types.value(event.payload.type);
    payload_codec = types.codec(event.payload.type, Types::Use::Read);
    payload_name = value_name(types, event.payload.type);
  } else if (event.payload.kind == PayloadDef::Kind::Stream) {
    payload_type = fmt::format("gangway::ClientStream<{}>", types.value(event.payload.type));
    payload_codec = types.codec(event.payload.type, Types::Use::Read);
    payload_name = "items";
  }
  if (payload_name == "client") payload_name += '_';

  const bool has_argument = event.payload.kind != PayloadDef::Kind::None;
  const bool takes_stream = event.payload.kind == PayloadDef::Kind::Stream;
  const bool has_value =
      event.reply.kind == ReplyDef::Kind::Value || event.reply.kind == ReplyDef::Kind::Stream;
  const bool is_stream = event.reply.kind == ReplyDef::Kind::Stream;
  const std::string result = has_value ? types.value(event.reply.type) : "void";
  std::string rewrite;
  if (event.reply.kind == ReplyDef::Kind::Value) {
    rewrite = fmt::format("gangway::detail::rewrite<{}, {}>", types.codec(event.reply.type, Types::Use::Read),
                          types.codec(event.reply.type, Types::Use::Write));
  }
  return {{"doc", doc_lines(event.docs, fmt::format("A client sends `{}`.", event.name))},
          {"event", event.name},
          {"method", apart_from(kHooks, "on_" + snake(event.name))},
          {"has_argument", has_argument},
          {"has_payload", has_argument && !takes_stream},
          {"has_no_payload", !has_argument},
          {"takes_stream", takes_stream},
          {"payload_type", payload_type},
          {"payload_codec", payload_codec},
          {"payload_name", payload_name},
          {"may_be_left_out", event.payload.kind == PayloadDef::Kind::Params ? "true" : "false"},
          {"is_stream", is_stream},
          {"answer_by", is_stream ? "stream" : "reply"},
          {"has_rewrite", !rewrite.empty()},
          {"rewrite", rewrite},
          {"result", fmt::format("gangway::{}<{}{}>", is_stream ? "Stream" : "Reply", result,
                                 error_list(types, event, false))},
          {"codecs", (has_value ? types.codec(event.reply.type, Types::Use::Write) : "gangway::codec::Void") +
                         error_list(types, event, true)}};
}

bool is_call(const EventDef& event) { return event.reply.kind != ReplyDef::Kind::None; }

std::string emit_row(const EventDef& event) {
  const Policy& policy = event.policy;
  std::string row = fmt::format("gangway::detail::EmitRow{{.name = \"{}\"", event.name);
  if (policy.overflow && policy.overflow->value != Overflow::Close) {
    row += fmt::format(", .overflow = gangway::detail::Overflow::{}",
                       policy.overflow->value == Overflow::DropOldest ? "DropOldest" : "DropNewest");
  }
  if (policy.is_volatile) row += ", .is_volatile = true";
  if (policy.latest_key) row += ", .is_latest = true";
  if (policy.replay_ms) row += fmt::format(", .replay_ms = {}", *policy.replay_ms);
  return row + "}";
}

nlohmann::json emit_view(const Types& types, const EventDef& event, const std::string& row) {
  std::string declared;
  std::string defined;
  std::string passed;
  std::string value_expression;
  std::string value_codec;
  if (event.payload.kind == PayloadDef::Kind::Params) {
    declared = arguments(types, event.payload.params);
    defined = without_defaults(types, event.payload.params);
    for (const FieldDef& param : event.payload.params) {
      passed += (passed.empty() ? "" : ", ") + argument(param.name);
    }
  } else if (event.payload.kind == PayloadDef::Kind::Type) {
    passed = value_expression = value_name(types, event.payload.type);
    value_codec = types.codec(event.payload.type, Types::Use::Write);
    declared = defined = types.parameter(event.payload.type) + " " + value_expression;
  }
  const bool has_value = event.reply.kind == ReplyDef::Kind::Value;
  const std::optional<LatestKey> key = latest_key(types, event, value_expression);
  return {
      {"doc", doc_lines(event.docs)},
      {"event", event.name},
      {"method", apart_from(kOwn, method(event.name))},
      {"arguments", declared},
      {"parameters", defined},
      {"passed", passed},
      {"is_call", is_call(event)},
      {"emitted", row + (key ? ", write, write_key" : ", write")},
      {"has_key", key.has_value()},
      {"key_codec", key ? key->codec : ""},
      {"key_value", key ? key->value : ""},
      {"answer", has_value ? types.value(event.reply.type) : "void"},
      {"timeout", event.policy.deadline_ms ? fmt::format(".with_timeout(std::chrono::milliseconds({}))",
                                                         event.policy.deadline_ms->value)
                                           : ""},
      {"room_call", has_value ? fmt::format("room_call<{}>", types.codec(event.reply.type, Types::Use::Read))
                              : "room_call"},
      {"call", has_value ? fmt::format("server_call<{}>", types.codec(event.reply.type, Types::Use::Read))
                         : "server_call"},
      {"has_no_payload", event.payload.kind == PayloadDef::Kind::None},
      {"has_value", event.payload.kind == PayloadDef::Kind::Type},
      {"has_params", event.payload.kind == PayloadDef::Kind::Params},
      {"value", value_expression},
      {"codec", value_codec},
      {"fields", codec_view(types, event.payload.params, std::nullopt, "")}};
}

}  // namespace gangway::gen::cpp
