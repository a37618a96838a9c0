#include "diff/compare_gateways.h"

#include <algorithm>
#include <utility>

#include "diff/event_texts.h"
#include "diff/reading.h"
#include "schema/lookup.h"

namespace gangway::gen {
namespace {

/// `place` as what this side sends.
Place sent_by(Place place, Senders senders) {
  for (auto& [gateway, known] : place.uses) known = senders;
  return place;
}

/// "/doc/{id}" -> "/doc/{}"
std::string without_names(std::string_view path) {
  std::string result;
  bool is_name = false;
  for (const char c : path) {
    is_name = is_name && c != '}';
    if (!is_name) result += c;
    is_name = is_name || c == '{';
  }
  return result;
}

bool may_all_be_left_out(const std::vector<FieldDef>& fields) {
  return std::all_of(fields.begin(), fields.end(),
                     [](const FieldDef& each) { return each.optional || each.default_value; });
}

}  // namespace

void GatewayComparison::all() {
  for (const auto& [left, right] : pair_gateways(before_, now_)) {
    const GatewayDef& either = right != nullptr ? *right : *left;
    const Place place = Place{{}, {{either.name, kClients}}, {}, {}}.part(either.name, left, right);
    if (left == nullptr) {
      out_.add("GW6001", place);
    } else if (right == nullptr) {
      out_.add("GW6002", place);
    } else {
      if (left->name != right->name) out_.add("GW6004", place, left->name, right->name);
      if (left->path != right->path) out_.add("GW6003", place, left->path, right->path);
      gateway(*left, *right);
    }
  }
}

void GatewayComparison::gateway(const GatewayDef& before, const GatewayDef& now) {
  const Place place = Place{{}, {{now.name, kClients}}, {}, {}}.part(now.name, &before, &now);
  out_.docs(place, before.docs, now.docs);
  policies_.gateway(place, before, now);
  handshake(place, before.handshake, now.handshake);
  session(place, before.session, now.session);
  for (const auto& [left, right] : pair_namespaces(before, now)) {
    const NamespaceDef& either = right != nullptr ? *right : *left;
    const Place inner = place.part('.' + either.name, left, right);
    if (left == nullptr) {
      out_.add("GW6005", inner);
    } else if (right == nullptr) {
      out_.add("GW6006", inner);
    } else {
      name_space(inner, *left, *right);
    }
  }
}

void GatewayComparison::name_space(const Place& place, const NamespaceDef& before, const NamespaceDef& now) {
  if (before.name != now.name) out_.add("GW6008", place, before.name, now.name);
  const std::string old_params = fields_text(before_, before.path_params);
  const std::string new_params = fields_text(now_, now.path_params);
  // An address shows what a parameter is, not what it is called.
  const bool same_types =
      std::equal(before.path_params.begin(), before.path_params.end(), now.path_params.begin(),
                 now.path_params.end(), [&](const FieldDef& a, const FieldDef& b) {
                   return type_text(before_, behind_aliases(before_, a.type)) ==
                          type_text(now_, behind_aliases(now_, b.type));
                 });
  if (!same_types) {
    out_.add("GW6009", place, old_params, new_params);
  } else if (without_names(before.path) != without_names(now.path)) {
    out_.add("GW6007", place, before.path, now.path);
  } else if (old_params != new_params) {
    out_.add("GW6010", place, old_params, new_params);
  }
  out_.docs(place, before.docs, now.docs);
  policies_.inherited(place, before.policy, now.policy, Level::Namespace);
  // One that comes from the gateway was compared there.
  if (before.own_handshake || now.own_handshake) handshake(place, before.handshake, now.handshake);
  if (before.own_session || now.own_session) session(place, before.session, now.session);
  rooms(place, before, now);

  const auto listed = [](const std::vector<EventDef>& events, const std::string& room) {
    std::vector<RoomEvent> all;
    for (const EventDef& each : events) all.push_back({&each, room});
    return all;
  };
  const auto emits = [&](const NamespaceDef& def) {
    std::vector<RoomEvent> all = listed(def.emits, "");
    for (const RoomDef& room : def.rooms) {
      const auto more = listed(room.emits, room.name);
      all.insert(all.end(), more.begin(), more.end());
    }
    return all;
  };
  events(place, listed(before.ons, ""), listed(now.ons, ""), true);
  events(place, emits(before), emits(now), false);
}

void GatewayComparison::handshake(const Place& place, const std::optional<std::vector<FieldDef>>& before,
                                  const std::optional<std::vector<FieldDef>>& now) {
  const Place inner = sent_by(place, kClients);
  if (before && now) {
    Place fields = inner;
    fields.name += ".handshake";
    types_.fields(fields, *before, *now, {});
  } else if (now) {
    out_.add("GW6031", inner).first = breaks_if(!may_all_be_left_out(*now));
  } else if (before) {
    out_.add("GW6032", inner).second = breaks_if(!may_all_be_left_out(*before));
  }
}

void GatewayComparison::session(const Place& place, const std::optional<std::vector<FieldDef>>& before,
                                const std::optional<std::vector<FieldDef>>& now) {
  const auto text = [](const Schema& schema, const std::optional<std::vector<FieldDef>>& fields) {
    return fields ? "`{ " + fields_text(schema, *fields) + " }`" : "none";
  };
  const std::string was = text(before_, before);
  const std::string is = text(now_, now);
  if (was != is) out_.add("GW6033", place, was, is);
}

void GatewayComparison::rooms(const Place& place, const NamespaceDef& before, const NamespaceDef& now) {
  for (const auto& [left, right] : side_by_side(before.rooms, now.rooms)) {
    const Place inner = place.part('.' + (right ? right->name : left->name), left, right);
    if (left == nullptr) {
      out_.add("GW6034", inner);
    } else if (right == nullptr) {
      out_.add("GW6035", inner);
    } else {
      const std::string was = fields_text(before_, left->keys);
      const std::string is = fields_text(now_, right->keys);
      if (was != is) out_.add("GW6036", inner, was, is);
      out_.docs(inner, left->docs, right->docs);
    }
  }
}

// --- events

void GatewayComparison::events(const Place& place, const std::vector<RoomEvent>& before,
                               const std::vector<RoomEvent>& now, bool is_on) {
  std::vector<RoomEvent> gone;
  for (const RoomEvent& left : before) {
    const bool is_there = std::any_of(
        now.begin(), now.end(), [&](const RoomEvent& each) { return each.event->name == left.event->name; });
    if (!is_there) gone.push_back(left);
  }
  const auto target = [](const RoomEvent& each) {
    return each.room.empty() ? std::string("the namespace") : "room `" + each.room + '`';
  };
  for (const RoomEvent& right : now) {
    const auto left = std::find_if(before.begin(), before.end(), [&](const RoomEvent& each) {
      return each.event->name == right.event->name;
    });
    if (left != before.end()) {
      const Place inner = place.part('.' + right.event->name, left->event, right.event);
      if (left->room != right.room) out_.add("GW6018", inner, target(*left), target(right));
      event(inner, *left->event, *right.event, is_on);
      continue;
    }
    // One that is gone and looks the same: it was called differently.
    const auto same = std::find_if(gone.begin(), gone.end(), [&](const RoomEvent& each) {
      return payload_text(before_, each.event->payload) == payload_text(now_, right.event->payload) &&
             reply_text(before_, each.event->reply) == reply_text(now_, right.event->reply) &&
             each.room == right.room;
    });
    if (same != gone.end()) {
      const Place inner = place.part('.' + right.event->name, same->event, right.event);
      out_.add("GW6017", inner, same->event->name, right.event->name);
      gone.erase(same);
      continue;
    }
    const bool is_asked = right.event->reply.kind != ReplyDef::Kind::None;
    out_.add(is_on ? "GW6011" : (is_asked ? "GW6013" : "GW6012"),
             place.part('.' + right.event->name, static_cast<const EventDef*>(nullptr), right.event));
  }
  for (const RoomEvent& left : gone) {
    const bool is_asked = left.event->reply.kind != ReplyDef::Kind::None;
    out_.add(is_on ? "GW6014" : (is_asked ? "GW6016" : "GW6015"),
             place.part('.' + left.event->name, left.event, static_cast<const EventDef*>(nullptr)));
  }
}

void GatewayComparison::event(const Place& place, const EventDef& before, const EventDef& now, bool is_on) {
  out_.docs(place, before.docs, now.docs);
  payload(sent_by(place, is_on ? kClients : kServer), before, now, is_on);
  reply(sent_by(place, is_on ? kServer : kClients), before, now, is_on);
  errors(place, before, now);
  policies_.inherited(place, before.policy, now.policy, Level::Event);
  policies_.event(place, before.policy, now.policy);
}

void GatewayComparison::payload(const Place& place, const EventDef& before, const EventDef& now, bool is_on) {
  using Kind = PayloadDef::Kind;
  const PayloadDef& left = before.payload;
  const PayloadDef& right = now.payload;
  const std::string was = payload_text(before_, left);
  const std::string is = payload_text(now_, right);
  if (left.kind == right.kind) {
    if (right.kind == Kind::Params) types_.fields(place, left.params, right.params, {});
    if (right.kind == Kind::Type || right.kind == Kind::Stream) {
      types_.type(place, "GW6021", left.type, right.type, {});
    }
    return;
  }
  if (left.kind == Kind::Stream || right.kind == Kind::Stream) {
    out_.add("GW6022", place, was, is);
    return;
  }
  const auto* old_fields = fields_of(before_, left);
  const auto* new_fields = fields_of(now_, right);
  if (old_fields != nullptr && new_fields != nullptr) {
    // A struct's name is not on the wire: its fields are the parameters.
    out_.add("GW6019", place, was, is);
    types_.fields(place, *old_fields, *new_fields, {});
    return;
  }
  // Who expects nothing skips what comes. Who expects fields that may all be left out does without, in the
  // server; clients want the object.
  const auto reads_nothing = [is_on](const std::vector<FieldDef>* fields) {
    return is_on && fields != nullptr && may_all_be_left_out(*fields);
  };
  Change& change = out_.add("GW6021", place, was, is);
  change.first =
      breaks_if(right.kind != Kind::None && !(left.kind == Kind::None && reads_nothing(new_fields)));
  change.second =
      breaks_if(left.kind != Kind::None && !(right.kind == Kind::None && reads_nothing(old_fields)));
}

void GatewayComparison::reply(const Place& place, const EventDef& before, const EventDef& now, bool is_on) {
  using Kind = ReplyDef::Kind;
  const ReplyDef& left = before.reply;
  const ReplyDef& right = now.reply;
  const std::string was = reply_text(before_, left);
  const std::string is = reply_text(now_, right);
  if (left.kind == right.kind) {
    if (right.kind == Kind::Value || right.kind == Kind::Stream) {
      types_.type(place, "GW6023", left.type, right.type, {});
    }
  } else if (left.kind == Kind::Stream || right.kind == Kind::Stream) {
    out_.add("GW6024", place, was, is);
  } else if (!is_on && (left.kind == Kind::None || right.kind == Kind::None)) {
    out_.add("GW6027", place, was, is);
  } else if (left.kind == Kind::None && right.kind == Kind::Empty) {
    out_.add("GW6025", place);
  } else if (left.kind == Kind::Empty && right.kind == Kind::None) {
    out_.add("GW6026", place);
  } else {
    // Every call is answered, with a value or without; who expects none takes any.
    Change& change = out_.add("GW6023", place, was, is);
    change.first = breaks_if(right.kind == Kind::Value);
    change.second = breaks_if(left.kind == Kind::Value);
  }
}

void GatewayComparison::errors(const Place& place, const EventDef& before, const EventDef& now) {
  const auto name_in = [](const Schema& schema, const std::vector<TypeId>& ids, const std::string& name) {
    return std::any_of(ids.begin(), ids.end(), [&](TypeId id) { return schema.type(id).name == name; });
  };
  for (const TypeId id : now.throws) {
    const std::string& name = now_.type(id).name;
    if (!name_in(before_, before.throws, name)) out_.add("GW6028", place, "", name);
  }
  for (const TypeId id : before.throws) {
    const std::string& name = before_.type(id).name;
    if (!name_in(now_, now.throws, name)) out_.add("GW6029", place, name, "");
  }
}

}  // namespace gangway::gen
