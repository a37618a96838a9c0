#include "emit/cpp/handlers_view.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <set>

#include <fmt/format.h>

#include "emit/cpp/docs.h"
#include "emit/cpp/event_view.h"
#include "emit/cpp/names.h"
#include "emit/cpp/policy_view.h"
#include "emit/cpp/space_guards.h"
#include "emit/cpp/space_names.h"
#include "emit/cpp/space_pipes.h"

namespace gangway::gen::cpp {
namespace {

std::string optional_number(const std::optional<std::int64_t>& value) {
  return value ? std::to_string(*value) : "std::nullopt";
}

class GatewayView {
 public:
  GatewayView(const Types& types, const GatewayDef& gateway) : types_(types), gateway_(gateway) {}

  nlohmann::json run() {
    nlohmann::json spaces = nlohmann::json::array();
    for (const NamespaceDef& space : gateway_.namespaces) spaces.push_back(space_view(space));
    return {{"name", gateway_name(gateway_.name)},
            {"wire_name", gateway_.name},
            {"id", snake(gateway_.name)},
            {"doc", doc_lines(gateway_.docs)},
            {"path", literal(gateway_.path)},
            {"hash", gateway_.hash},
            {"heartbeat", optional_number(gateway_.heartbeat_ms)},
            {"heartbeat_timeout", optional_number(gateway_.heartbeat_timeout_ms)},
            {"max_payload", optional_number(gateway_.max_payload)},
            {"rates", rates(gateway_rate_row(gateway_), gateway_.policy)},
            {"source", literal(source())},
            {"has_port", gateway_.port.has_value()},
            {"port", gateway_.port.value_or(0)},
            {"has_origins", !gateway_.origins.empty()},
            {"origin_count", gateway_.origins.size()},
            {"origins", origins()},
            {"compression", gateway_.compression},
            {"no_websocket", leaves_out("websocket")},
            {"no_polling", leaves_out("polling")},
            {"spaces", std::move(spaces)}};
  }

 private:
  /// The rate of a gateway or a namespace, where it has one that an event has, too.
  static nlohmann::json rates(const std::string& row, const Policy& policy) {
    nlohmann::json list = nlohmann::json::array();
    if (!row.empty()) list.push_back(rate_view(row, policy.rate->value));
    return list;
  }

  /// What a handler's guards and pipes may not be called.
  static std::set<std::string> taken_methods(const nlohmann::json& ons) {
    std::set<std::string> taken{"after_init",
                                "all",
                                "attach",
                                "call_after_init",
                                "hooks",
                                "instance",
                                "on_open",
                                "on_close",
                                "on_room_created",
                                "on_room_emptied",
                                "on_join_namespace",
                                "on_leave_namespace",
                                "set_hooks",
                                "space",
                                "use"};
    for (const nlohmann::json& each : ons) taken.insert(each["method"].get<std::string>());
    return taken;
  }

  /// Where the gateway is declared: "chat.gw:12".
  [[nodiscard]] std::string source() const {
    const FileDef& file = types_.schema().file(gateway_.origin.file);
    return fmt::format("{}:{}", file_name(file.name), gateway_.origin.line);
  }

  [[nodiscard]] std::string origins() const {
    std::vector<std::string> literals;
    for (const std::string& each : gateway_.origins) literals.push_back(fmt::format("\"{}\"", literal(each)));
    return fmt::format("{{{}}}", fmt::join(literals, ", "));
  }

  /// Whether `@transports` names others only.
  [[nodiscard]] bool leaves_out(std::string_view transport) const {
    const std::vector<std::string>& taken = gateway_.transports;
    return !taken.empty() && std::ranges::find(taken, transport) == taken.end();
  }

  nlohmann::json space_view(const NamespaceDef& space) {
    const SpaceNames names = space_names(gateway_, space);
    std::string room_list;
    for (const RoomDef& room : space.rooms) room_list += ", " + room_name(names, room);
    const bool has_path = !names.path.empty();
    nlohmann::json rooms = nlohmann::json::array();
    nlohmann::json rows = nlohmann::json::array();
    for (const RoomDef& room : space.rooms) rooms.push_back(room_view(names, room, rows));
    nlohmann::json ons = nlohmann::json::array();
    for (const EventDef& event : space.ons) {
      ons.push_back(on_view(types_, names, event));
      ons.back()["index"] = ons.size() - 1;
    }
    std::set<std::string> taken = taken_methods(ons);
    const SpaceGuards guards(types_, names, space, taken);
    SpacePipes pipes(types_, names, taken);
    const std::string handshake_walk = pipes.handshake(space);
    nlohmann::json policies = nlohmann::json::array();
    for (std::size_t i = 0; i < space.ons.size(); ++i) {
      const std::string walk = pipes.payload(space.ons[i]);
      const auto policy = policy_view(types_, gateway_, space, names, guards, space.ons[i], !walk.empty());
      ons[i]["has_pipes"] = !walk.empty();
      ons[i]["walk"] = walk;
      ons[i]["has_policy"] = policy.has_value();
      ons[i]["policy"] = policy ? (*policy)["policy"] : "";
      if (policy) policies.push_back(*policy);
    }
    nlohmann::json join_guards = guards.rows(space.policy.guards);
    const bool has_join_guards = !join_guards.empty();
    nlohmann::json emits = nlohmann::json::array();
    for (const EventDef& event : space.emits) emits.push_back(emit_with_row(names, event, rows));
    nlohmann::json calls = nlohmann::json::array();
    std::copy_if(emits.begin(), emits.end(), std::back_inserter(calls),
                 [](const nlohmann::json& emit) { return emit["is_call"].get<bool>(); });
    return {{"doc", doc_lines(space.docs)},
            {"path", space.path},
            {"has_path", has_path},
            {"path_struct", names.path},
            {"room_path", has_path ? fmt::format("const {}& path, ", names.path) : ""},
            {"unused_room_path", has_path ? fmt::format("const {}& /*path*/, ", names.path) : ""},
            {"path_argument", has_path ? "path" : "/*path*/"},
            {"told_path", has_path ? "of, " : ""},
            {"client_rooms", room_list.empty() ? "" : room_list.substr(2)},
            {"broadcast_rooms", room_list},
            {"has_rooms", !space.rooms.empty()},
            {"calls", std::move(calls)},
            {"wire_name", space.name},
            {"id", snake(names.prefix)},
            {"constant", names.prefix},
            {"member", names.member},
            {"handler", names.handler},
            {"client", names.client},
            {"broadcast", names.broadcast},
            {"has_handshake", space.handshake.has_value()},
            {"handshake", names.handshake},
            {"has_session", space.session.has_value()},
            {"session", names.session},
            {"aliases", aliases(names, space)},
            {"rooms", std::move(rooms)},
            {"guards", guards.methods()},
            {"asks", guards.asks()},
            {"rates", rates(space_rate_row(names, space), space.policy)},
            {"policies", std::move(policies)},
            {"pipes", pipes.pipes()},
            {"has_walks", !pipes.walks().empty()},
            {"walks", pipes.walks()},
            {"has_handshake_pipes", !handshake_walk.empty()},
            {"handshake_walk", handshake_walk},
            {"has_join_policy", has_join_guards || !handshake_walk.empty()},
            {"keeps_handshake", space.handshake.has_value() && !guards.asks().empty()},
            {"has_join_guards", has_join_guards},
            {"join_guards", std::move(join_guards)},
            {"has_rows", !rows.empty()},
            {"has_replay", longest_replay(space) > 0},
            {"replay_ms", longest_replay(space)},
            {"rows", std::move(rows)},
            {"has_ons", !space.ons.empty()},
            {"by_length", by_length(names, space)},
            {"ons", std::move(ons)},
            {"emits", std::move(emits)}};
  }

  static std::int64_t longest_replay(const NamespaceDef& space) {
    std::int64_t longest = 0;
    const auto look = [&](const std::vector<EventDef>& emits) {
      for (const EventDef& event : emits) longest = std::max(longest, event.policy.replay_ms.value_or(0));
    };
    look(space.emits);
    for (const RoomDef& room : space.rooms) look(room.emits);
    return longest;
  }

  /// The event's view; unless it is a call, its row joins `rows`.
  nlohmann::json emit_with_row(const SpaceNames& names, const EventDef& event, nlohmann::json& rows) {
    const std::string row = fmt::format("k{}Emits[{}]", names.prefix, rows.size());
    if (!is_call(event)) rows.push_back({{"row", emit_row(event)}});
    return emit_view(types_, event, row);
  }

  nlohmann::json room_view(const SpaceNames& names, const RoomDef& room, nlohmann::json& rows) {
    nlohmann::json emits = nlohmann::json::array();
    for (const EventDef& event : room.emits) emits.push_back(emit_with_row(names, event, rows));
    return {{"doc", doc_lines(room.docs)},
            {"room_name", room.name},
            {"key", room_name(names, room)},
            {"room_broadcast", room_broadcast_name(names, room)},
            {"emits", std::move(emits)}};
  }

  /// Short names inside the handler class: `Join` for `ChatJoin`. Left out where a type of the package has
  /// the name, which must go on meaning that type.
  nlohmann::json aliases(const SpaceNames& names, const NamespaceDef& space) {
    std::map<std::string, std::string> wanted;
    if (!names.handshake.empty()) wanted["Handshake"] = names.handshake;
    if (!names.session.empty()) wanted["Session"] = names.session;
    if (!names.path.empty()) wanted["Path"] = names.path;
    for (const RoomDef& room : space.rooms) wanted[pascal(room.name)] = room_name(names, room);
    for (const EventDef& event : space.ons) {
      if (event.payload.kind == PayloadDef::Kind::Params)
        wanted[pascal(event.name)] = params_name(names, event);
    }
    nlohmann::json views = nlohmann::json::array();
    for (const auto& [alias, target] : wanted) {
      if (!is_taken(alias)) views.push_back({{"alias", alias}, {"target", target}});
    }
    return views;
  }

  bool is_taken(const std::string& name) const {
    const Schema& schema = types_.schema();
    const bool type = std::any_of(schema.types.begin(), schema.types.end(), [&](const TypeDef& def) {
      return def.name == name && schema.file(def.origin.file).package == types_.file().package;
    });
    const bool gateway = std::any_of(types_.file().gateways.begin(), types_.file().gateways.end(),
                                     [&](const GatewayDef& def) { return def.name == name; });
    return type || gateway || type_name(name) != name;
  }

  static nlohmann::json by_length(const SpaceNames& names, const NamespaceDef& space) {
    std::map<std::size_t, nlohmann::json> groups;
    for (std::size_t i = 0; i < space.ons.size(); ++i) {
      auto& group = groups.try_emplace(space.ons[i].name.size(), nlohmann::json::array()).first->second;
      group.push_back(
          {{"event", space.ons[i].name}, {"route", fmt::format("k{}Routes[{}]", names.prefix, i)}});
    }
    nlohmann::json views = nlohmann::json::array();
    for (auto& [length, events] : groups)
      views.push_back({{"length", length}, {"events", std::move(events)}});
    return views;
  }

  const Types& types_;
  const GatewayDef& gateway_;
};

}  // namespace

nlohmann::json gateway_views(const Types& types) {
  nlohmann::json views = nlohmann::json::array();
  for (const GatewayDef& gateway : types.file().gateways) views.push_back(GatewayView(types, gateway).run());
  return views;
}

}  // namespace gangway::gen::cpp
