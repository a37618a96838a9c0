#include "emit/ts/events.h"

#include <utility>

#include "emit/ts/docs.h"

namespace gangway::gen::ts {
namespace {

using nlohmann::json;

Piece payload_codec(const PayloadDef& payload, TypeMapper& mapper) {
  switch (payload.kind) {
    case PayloadDef::Kind::None:
      return text("gw.nothing");
    case PayloadDef::Kind::Params:
      return mapper.struct_codec(payload.params);
    case PayloadDef::Kind::Stream:
    case PayloadDef::Kind::Type:
      return text(mapper.codec(payload.type));
  }
  return {};
}

bool has_value(const ReplyDef& reply) {
  return reply.kind == ReplyDef::Kind::Value || reply.kind == ReplyDef::Kind::Stream;
}

std::string reply_type(const ReplyDef& reply, Form form, TypeMapper& mapper) {
  return has_value(reply) ? mapper.type(reply.type, form) : "void";
}

std::string reply_codec(const ReplyDef& reply, TypeMapper& mapper) {
  return has_value(reply) ? mapper.codec(reply.type) : "gw.nothing";
}

/// What a method for `event` returns.
std::string return_type(const EventDef& event, TypeMapper& mapper) {
  if (event.reply.kind == ReplyDef::Kind::None) return "void";
  std::string errors;
  for (const TypeId id : event.throws) errors += (errors.empty() ? ", " : " | ") + mapper.error_class(id);
  const char* wrapper = event.reply.kind == ReplyDef::Kind::Stream ? "gw.Stream<" : "gw.Reply<";
  return wrapper + reply_type(event.reply, Form::Read, mapper) + errors + ">";
}

/// How the body of a method for `event` begins: what the base class has for its kind.
const char* sender(const EventDef& event) {
  const bool is_streamed = event.reply.kind == ReplyDef::Kind::Stream;
  if (event.reply.kind == ReplyDef::Kind::None) return "this.$send(";
  if (event.payload.kind == PayloadDef::Kind::Stream) {
    return is_streamed ? "return this.$exchange(" : "return this.$upload(";
  }
  return is_streamed ? "return this.$stream(" : "return this.$call(";
}

}  // namespace

Piece payload_type(const PayloadDef& payload, Form form, TypeMapper& mapper) {
  switch (payload.kind) {
    case PayloadDef::Kind::None:
      return text("void");
    case PayloadDef::Kind::Params:
      return mapper.object_type(payload.params, form);
    case PayloadDef::Kind::Stream:
      return text("gw.Items<" + mapper.type(payload.type, form) + ">");
    case PayloadDef::Kind::Type:
      return text(mapper.type(payload.type, form));
  }
  return {};
}

Piece labelled(std::string before, Piece piece) {
  piece.open = std::move(before) + piece.open;
  return piece;
}

json call_views(const std::vector<EventDef>& ons, TypeMapper& mapper) {
  json out = json::array();
  for (const EventDef& event : ons) {
    const bool is_answered = event.reply.kind != ReplyDef::Kind::None;
    const char* maker = is_answered                ? "gw.call("
                        : event.policy.is_volatile ? "gw.volatileEvent("
                                                   : "gw.event(";
    Piece def{.open = maker, .items = {}, .close = ")"};
    def.items.push_back(text(quote(event.name)));
    def.items.push_back(payload_codec(event.payload, mapper));
    if (is_answered) def.items.push_back(text(reply_codec(event.reply, mapper)));
    for (const TypeId id : event.throws) def.items.push_back(text(mapper.error_class(id)));
    if (event.policy.is_idempotent) def = {.open = "gw.idempotent(", .items = {std::move(def)}, .close = ")"};
    def.open = event.name + ": " + def.open;
    out.push_back({{"line", pure(print(def, 2, {}, ","))}});
  }
  return out;
}

json method_views(const std::vector<EventDef>& ons, const std::string& calls, TypeMapper& mapper) {
  json out = json::array();
  for (const EventDef& event : ons) {
    const bool is_answered = event.reply.kind != ReplyDef::Kind::None;
    const bool has_data = event.payload.kind != PayloadDef::Kind::None;
    Piece signature{.open = method_name(event.name) + "(", .items = {}, .close = ")"};
    if (has_data) {
      const bool is_streamed = event.payload.kind == PayloadDef::Kind::Stream;
      Piece data =
          labelled(is_streamed ? "items: " : "data: ", payload_type(event.payload, Form::Init, mapper));
      const bool may_be_left_out =
          event.payload.kind == PayloadDef::Kind::Params && can_be_empty(event.payload.params);
      if (may_be_left_out) data.close += " = {}";
      signature.items.push_back(std::move(data));
    }
    if (is_answered) signature.items.push_back(text("options?: gw.CallOptions"));

    const std::string given = event.payload.kind == PayloadDef::Kind::Stream ? ", items" : ", data";
    const std::string body = sender(event) + calls + "." + event.name + (has_data ? given : ", undefined") +
                             (is_answered ? ", options);" : ");");
    const char* also = event.policy.is_idempotent
                           ? "Safe to repeat: made again where the connection is lost before the answer."
                           : "";
    out.push_back({{"doc", doc_lines(event.docs, {}, also)},
                   {"signature", print(signature, 2, {}, ": " + return_type(event, mapper) + " {")},
                   {"body", body}});
  }
  return out;
}

json emit_views(const std::vector<Incoming>& emits, TypeMapper& mapper) {
  json out = json::array();
  for (const auto& [event, room] : emits) {
    const std::string where = room == nullptr ? "" : "Sent to the room `" + room->name + "`.";
    const Piece type = labelled(event->name + ": ", payload_type(event->payload, Form::Read, mapper));
    out.push_back({{"doc", doc_lines(event->docs, {}, where)}, {"member", print(type, 2, {}, ";")}});
  }
  return out;
}

json ask_views(const std::vector<Incoming>& asks, TypeMapper& mapper) {
  json out = json::array();
  for (const auto& [event, room] : asks) {
    Piece type{.open = event->name + ": {", .items = {}, .close = "}", .separator = ';', .spaced = true};
    type.items.push_back(labelled("data: ", payload_type(event->payload, Form::Read, mapper)));
    type.items.push_back(text("reply: " + reply_type(event->reply, Form::Init, mapper)));
    out.push_back({{"doc", doc_lines(event->docs)}, {"member", print(type, 2, {}, ";")}});
  }
  return out;
}

Piece incomings_piece(const std::vector<Incoming>& emits, const std::vector<Incoming>& asks,
                      TypeMapper& mapper) {
  Piece emit_codecs{
      .open = "emits: {", .items = {}, .close = "}", .spaced = true, .is_broken = !emits.empty()};
  for (const auto& [event, room] : emits) {
    emit_codecs.items.push_back(labelled(event->name + ": ", payload_codec(event->payload, mapper)));
  }
  Piece ask_codecs{.open = "asks: {", .items = {}, .close = "}", .spaced = true, .is_broken = !asks.empty()};
  for (const auto& [event, room] : asks) {
    Piece ask{.open = event->name + ": gw.ask(", .items = {}, .close = ")"};
    ask.items.push_back(payload_codec(event->payload, mapper));
    ask.items.push_back(text(reply_codec(event->reply, mapper)));
    ask_codecs.items.push_back(std::move(ask));
  }
  return {
      .open = "{", .items = {std::move(emit_codecs), std::move(ask_codecs)}, .close = "}", .spaced = true};
}

}  // namespace gangway::gen::ts
