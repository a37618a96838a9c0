#include "emit/ts/socketio_events.h"

#include <map>

#include "emit/ts/docs.h"
#include "emit/ts/events.h"
#include "schema/socketio_names.h"

namespace gangway::gen::ts {
namespace {

using nlohmann::json;

/// Members of a map of events. Two things of one name, such as an event and the items of a stream, are one
/// member, whose listeners get either.
class EventMap {
 public:
  void add(const std::string& name, json doc, std::vector<Piece> arguments) {
    if (is_reserved_by_socketio(name)) {
      reserved_ += (reserved_.empty() ? "`" : ", `") + name + "`";
      return;
    }
    const auto [found, is_new] = places_.try_emplace(name, members_.size());
    if (is_new) members_.push_back({name, std::move(doc), {}});
    members_[found->second].signatures.push_back(std::move(arguments));
  }

  [[nodiscard]] const std::string& reserved() const { return reserved_; }

  [[nodiscard]] json members() const {
    json out = json::array();
    for (const Member& each : members_) out.push_back({{"doc", each.doc}, {"member", written(each)}});
    return out;
  }

 private:
  struct Member {
    std::string name;
    json doc;
    std::vector<std::vector<Piece>> signatures;
  };

  static std::string written(const Member& member) {
    Piece all{.open = member.name + ": (", .items = {}, .close = ") => void"};
    if (member.signatures.size() == 1) {
      all.items = member.signatures.front();
      if (all.items.empty()) all = text(all.open + all.close);
      return print(all, 2, {}, ";");
    }
    std::string either;
    for (const std::vector<Piece>& signature : member.signatures) {
      const Piece tuple{.open = "[", .items = signature, .close = "]"};
      either += (either.empty() ? "" : " | ") + (signature.empty() ? "[]" : print(tuple, 4));
    }
    all.items.push_back(text("...either: " + either));
    return print(all, 2, {}, ";");
  }

  std::vector<Member> members_;
  std::map<std::string, std::size_t> places_;
  std::string reserved_;
};

std::vector<Piece> data_argument(const PayloadDef& payload, Form form, TypeMapper& mapper) {
  if (payload.kind == PayloadDef::Kind::None) return {};
  return {labelled("data: ", payload_type(payload, form, mapper))};
}

/// What an event of the server carries: its payload, and of one that is replayed where in the events it is.
std::vector<Piece> emitted_arguments(const EventDef& event, TypeMapper& mapper) {
  std::vector<Piece> arguments = data_argument(event.payload, Form::Read, mapper);
  if (event.policy.replay_ms) arguments.push_back(text("offset?: gw.Offset"));
  return arguments;
}

/// `ack: (answer: gw.Ack<T, E>) => void`, as `event` has it. `form` is that of the answer.
Piece ack_argument(const EventDef& event, const std::string& name, Form form, TypeMapper& mapper) {
  std::string errors;
  for (const TypeId id : event.throws) errors += (errors.empty() ? "" : " | ") + mapper.error_class(id);
  const auto of = [&](const std::string& value) {
    return value.empty() ? errors : errors.empty() ? value : value + ", " + errors;
  };
  std::string answer;
  switch (event.reply.kind) {
    case ReplyDef::Kind::None:
      break;
    case ReplyDef::Kind::Empty:
      answer = "failure?: gw.Refused" + (errors.empty() ? "" : "<" + errors + ">");
      break;
    case ReplyDef::Kind::Value:
      answer = "answer: gw.Ack<" + of(mapper.type(event.reply.type, form)) + ">";
      break;
    case ReplyDef::Kind::Stream:
      answer = "failure?: gw.StreamEnd<" + of(mapper.type(event.reply.type, form)) + ">";
      break;
  }
  return text(name + ": (" + answer + ") => void");
}

std::string left_out(const std::string& streams, const std::string& reserved) {
  std::string said;
  if (!streams.empty()) said = "Not here, as Socket.IO has no streams of clients: " + streams + ".";
  if (reserved.empty()) return said;
  return said + (said.empty() ? "" : "\n") +
         "Not here, as Socket.IO keeps such names for itself: " + reserved + ".";
}

json map_view(const std::string& said, const std::string& streams, const EventMap& events) {
  const std::string also = left_out(streams, events.reserved());
  json members = events.members();
  return {{"doc", doc_lines({}, also.empty() ? said : said + "\n" + also)},
          {"is_empty", members.empty()},
          {"members", std::move(members)}};
}

}  // namespace

json server_to_client_view(const NamespaceDef& ns, TypeMapper& mapper) {
  EventMap events;
  for (const RoomDef& room : ns.rooms) {
    for (const EventDef& event : room.emits) {
      events.add(event.name, doc_lines(event.docs, {}, "Sent to the room `" + room.name + "`."),
                 emitted_arguments(event, mapper));
    }
  }
  for (const EventDef& event : ns.emits) {
    std::vector<Piece> arguments = emitted_arguments(event, mapper);
    if (event.reply.kind != ReplyDef::Kind::None)
      arguments.push_back(ack_argument(event, "ack", Form::Init, mapper));
    events.add(event.name, doc_lines(event.docs), std::move(arguments));
  }
  for (const EventDef& event : ns.ons) {
    if (event.reply.kind != ReplyDef::Kind::Stream || event.payload.kind == PayloadDef::Kind::Stream)
      continue;
    events.add(event.name, doc_lines({}, "An item of what `" + event.name + "` is answered with."),
               {text("item: " + mapper.type(event.reply.type, Form::Read))});
  }
  events.add("exception", doc_lines({}, "An event failed for which no acknowledgement was asked."),
             {text("failure: gw.Exception")});
  return map_view("What the server sends in `" + ns.path + "`.", {}, events);
}

json client_to_server_view(const NamespaceDef& ns, TypeMapper& mapper) {
  EventMap events;
  std::string streams;
  for (const EventDef& event : ns.ons) {
    if (event.payload.kind == PayloadDef::Kind::Stream) {
      streams += (streams.empty() ? "`" : ", `") + event.name + "`";
      continue;
    }
    std::vector<Piece> arguments = data_argument(event.payload, Form::Init, mapper);
    if (event.reply.kind != ReplyDef::Kind::None)
      arguments.push_back(ack_argument(event, "ack", Form::Read, mapper));
    const char* also = event.policy.is_volatile ? "To be sent at once or not at all: `socket.volatile.emit`."
                       : event.policy.is_idempotent ? "Safe to repeat where no answer came."
                                                    : "";
    events.add(event.name, doc_lines(event.docs, {}, also), std::move(arguments));
  }
  return map_view("What clients send in `" + ns.path + "`.", streams, events);
}

}  // namespace gangway::gen::ts
