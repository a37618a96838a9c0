#include "lint/places.h"

#include <set>
#include <utility>

namespace gangway::gen::lint_detail {
namespace {

Place place_of(const FieldDef& field) {
  return {&field.type, field.origin, field.name, &field.docs, &field, field.origin, field.name, false};
}

template <class Def>
Place place_of(const Def& def, const TypeRef& type) {
  return {&type, def.origin, def.name, &def.docs, nullptr, def.origin, def.name, false};
}

bool has_type(const ReplyDef& reply) {
  return reply.kind == ReplyDef::Kind::Value || reply.kind == ReplyDef::Kind::Stream;
}

void add_fields(std::vector<Place>& places, const std::vector<FieldDef>& fields) {
  for (const FieldDef& each : fields) places.push_back(place_of(each));
}

void add_payload(std::vector<Place>& places, const EventDef& event) {
  using Kind = PayloadDef::Kind;
  const std::size_t begin = places.size();
  add_fields(places, event.payload.params);
  if (event.payload.kind == Kind::Type || event.payload.kind == Kind::Stream) {
    places.push_back(place_of(event, event.payload.type));
  }
  for (std::size_t i = begin; i < places.size(); ++i) {
    places[i].via = event.origin;
    places[i].via_name = event.name;
  }
}

void add_reply(std::vector<Place>& places, const EventDef& event) {
  if (has_type(event.reply)) places.push_back(place_of(event, event.reply.type));
}

void add_own_blocks(std::vector<Place>& places, const NamespaceDef& space) {
  if (space.own_handshake && space.handshake) add_fields(places, *space.handshake);
  add_fields(places, space.path_params);
}

/// Follows named types to what they are made of.
class Walk {
 public:
  explicit Walk(const Schema& schema) : schema_(schema) {}

  void enter_all(std::vector<Place> roots) {
    for (Place& each : roots) enter(std::move(each));
  }
  void enter_error(TypeId id, const EventDef& event) { enter_named(id, false, event.origin, event.name); }
  std::vector<Place> places() && { return std::move(places_); }

 private:
  void enter(Place place) {
    places_.push_back(place);
    for_each_part(*place.type, [&](const TypeRef& part) {
      const bool is_bound = has_bound(part) || (&part == place.type && place.is_bound);
      if (part.kind == TypeRef::Kind::Named) enter_named(part.named, is_bound, place.via, place.via_name);
    });
  }

  void enter_named(TypeId id, bool is_bound, const Origin& via, const std::string& via_name) {
    const TypeDef& type = schema_.type(id);
    const bool is_alias = std::holds_alternative<AliasDef>(type.def);
    if (!visited_.insert({id, is_alias && is_bound}).second) return;
    const auto enter_part = [&](Place place) {
      place.via = via;
      place.via_name = via_name;
      enter(std::move(place));
    };
    if (const auto* alias = std::get_if<AliasDef>(&type.def)) {
      Place place = place_of(type, alias->target);
      place.is_bound = is_bound;
      enter_part(std::move(place));
    } else if (const auto* structure = std::get_if<StructDef>(&type.def)) {
      for (const FieldDef& each : structure->fields) enter_part(place_of(each));
    } else if (const auto* choice = std::get_if<UnionDef>(&type.def)) {
      for (const ArmDef& each : choice->arms) enter_part(place_of(each, each.type));
    }
  }

  const Schema& schema_;
  std::vector<Place> places_;
  std::set<std::pair<TypeId, bool>> visited_;
};

template <class Visit>
void for_each_space(const Schema& schema, Visit visit) {
  for (const FileDef& file : schema.files) {
    for (const GatewayDef& gateway : file.gateways) {
      for (const NamespaceDef& space : gateway.namespaces) visit(gateway, space);
    }
  }
}

void add_type(std::vector<Place>& places, const TypeDef& type) {
  if (const auto* alias = std::get_if<AliasDef>(&type.def)) places.push_back(place_of(type, alias->target));
  if (const auto* structure = std::get_if<StructDef>(&type.def)) add_fields(places, structure->fields);
  if (const auto* choice = std::get_if<UnionDef>(&type.def)) {
    for (const ArmDef& each : choice->arms) places.push_back(place_of(each, each.type));
  }
}

}  // namespace

void for_each_part(const TypeRef& type, const std::function<void(const TypeRef&)>& visit) {
  visit(type);
  for (const TypeRef& each : type.element) for_each_part(each, visit);
}

bool has_bound(const TypeRef& type) {
  const Constraints* constraints = type.constraints.get();
  if (constraints == nullptr) return false;
  const auto has_max = [](const std::optional<CountRange>& range) { return range && range->max; };
  // Every `@format` has a length that no value of it exceeds.
  return constraints->format || has_max(constraints->length) || has_max(constraints->size) ||
         has_max(constraints->items);
}

std::vector<Place> written_places(const Schema& schema) {
  std::vector<Place> places;
  for (const TypeDef& type : schema.types) add_type(places, type);
  for (const GuardDef& guard : schema.guards) add_fields(places, guard.params);
  for (const PipeDef& pipe : schema.pipes) places.push_back(place_of(pipe, pipe.type));
  for (const FileDef& file : schema.files) {
    for (const ConstDef& each : file.consts) places.push_back(place_of(each, each.type));
    for (const GatewayDef& gateway : file.gateways) {
      if (gateway.handshake) add_fields(places, *gateway.handshake);
      if (gateway.session) add_fields(places, *gateway.session);
    }
  }
  for_each_space(schema, [&](const GatewayDef&, const NamespaceDef& space) {
    add_own_blocks(places, space);
    if (space.own_session && space.session) add_fields(places, *space.session);
    const auto add_events = [&](const std::vector<EventDef>& events) {
      for (const EventDef& each : events) {
        add_payload(places, each);
        add_reply(places, each);
      }
    };
    add_events(space.ons);
    add_events(space.emits);
    for (const RoomDef& room : space.rooms) {
      add_fields(places, room.keys);
      add_events(room.emits);
    }
  });
  return places;
}

std::vector<Place> places_from_clients(const Schema& schema) {
  Walk walk(schema);
  const GatewayDef* last = nullptr;
  for_each_space(schema, [&](const GatewayDef& gateway, const NamespaceDef& space) {
    std::vector<Place> roots;
    if (&gateway != last && gateway.handshake) add_fields(roots, *gateway.handshake);
    last = &gateway;
    add_own_blocks(roots, space);
    for (const EventDef& each : space.ons) add_payload(roots, each);
    for (const EventDef& each : space.emits) add_reply(roots, each);
    walk.enter_all(std::move(roots));
    for (const EventDef& each : space.emits) {
      for (const TypeId error : each.throws) walk.enter_error(error, each);
    }
  });
  return std::move(walk).places();
}

std::vector<Place> places_from_servers(const Schema& schema) {
  Walk walk(schema);
  for_each_space(schema, [&](const GatewayDef&, const NamespaceDef& space) {
    std::vector<Place> roots;
    for (const EventDef& each : space.emits) add_payload(roots, each);
    for (const RoomDef& room : space.rooms) {
      for (const EventDef& each : room.emits) add_payload(roots, each);
    }
    for (const EventDef& each : space.ons) add_reply(roots, each);
    walk.enter_all(std::move(roots));
    for (const EventDef& each : space.ons) {
      for (const TypeId error : each.throws) walk.enter_error(error, each);
    }
  });
  return std::move(walk).places();
}

}  // namespace gangway::gen::lint_detail
