#include "emit/description.h"

#include <algorithm>
#include <array>
#include <map>
#include <string_view>
#include <utility>
#include <vector>

#include "emit/example_value.h"
#include "schema/dump.h"
#include "schema/lookup.h"
#include "schema/visible.h"

namespace gangway::gen {
namespace {

using Json = nlohmann::ordered_json;

template <std::size_t N>
bool is_one_of(std::string_view key, const std::array<std::string_view, N>& keys) {
  return std::find(keys.begin(), keys.end(), key) != keys.end();
}

/// What clients have no use for, or may not know.
bool is_left_out(std::string_view key) {
  return is_one_of(key, std::to_array<std::string_view>({"line", "reserved", "session", "ownSession",
                                                         "ownHandshake", "re2", "internal"}));
}

/// Values of the schema's author, in which nothing is left out.
bool is_value(std::string_view key) {
  return is_one_of(key, std::to_array<std::string_view>({"default", "arguments", "range", "example"}));
}

bool says_nothing(const Json& json) {
  return json.is_null() || json == Json(false) || json == Json("") ||
         ((json.is_array() || json.is_object()) && json.empty());
}

Json compact(const Json& json);

Json compact_object(const Json& object) {
  Json result = Json::object();
  for (const auto& [key, value] : object.items()) {
    if (is_left_out(key)) continue;
    if (is_value(key)) {
      result[key] = value;
      continue;
    }
    Json kept = compact(value);
    // An empty handshake is one, too; a list of fields that is empty is a struct all the same.
    const bool is_kept = key == "handshake" ? !kept.is_null() : !says_nothing(kept);
    if (is_kept) result[key] = std::move(kept);
  }
  return result;
}

Json compact(const Json& json) {
  if (json.is_object()) return compact_object(json);
  if (!json.is_array()) return json;
  Json result = Json::array();
  for (const Json& each : json) result.push_back(compact(each));
  return result;
}

/// The dump of a schema, and the way from its parts to those of the schema.
class Describer {
 public:
  explicit Describer(const Schema& schema)
      : schema_(without_internal_fields(schema)), examples_(schema_), ir_(Json::parse(dump(schema_))) {
    for (std::size_t i = 0; i < schema_.types.size(); ++i) {
      const auto id = static_cast<TypeId>(i);
      ids_.emplace(full_name(schema_, id), id);
    }
    for (const Json& file : ir_["files"]) {
      const auto package = file["package"].get<std::string>();
      for (const Json& type : file["types"]) {
        const auto name = type["name"].get<std::string>();
        types_.emplace(package.empty() ? name : package + '.' + name, &type);
      }
    }
  }

  Json describe(const GatewayDef& gateway) {
    const auto file = static_cast<std::size_t>(gateway.origin.file);
    const auto& all = schema_.files[file].gateways;
    const auto at = std::find_if(all.begin(), all.end(),
                                 [&](const GatewayDef& each) { return each.name == gateway.name; }) -
                    all.begin();
    Json described = compact(ir_["files"][file]["gateways"][static_cast<std::size_t>(at)]);
    add_examples(described, all[static_cast<std::size_t>(at)]);
    need(described);
    Json types = Json::object();
    while (!wanted_.empty()) {
      const std::string name = std::exchange(wanted_, {wanted_.begin() + 1, wanted_.end()}).front();
      Json type = compact(*types_.at(name));
      TypeRef itself;
      itself.kind = TypeRef::Kind::Named;
      itself.named = ids_.at(name);
      type["example"] = examples_.value(itself, type["name"].get<std::string>());
      need(type);
      types[name] = std::move(type);
    }
    return {{"version", kIrVersion},
            {"package", dotted(schema_.files[file].package)},
            {"gateway", std::move(described)},
            {"types", std::move(types)}};
  }

 private:
  void add_examples(Json& gateway, const GatewayDef& def) const {
    for (std::size_t i = 0; i < def.namespaces.size(); ++i) {
      Json& space = gateway["namespaces"][i];
      const NamespaceDef& of = def.namespaces[i];
      if (of.handshake) space["handshakeExample"] = examples_.fields(*of.handshake);
      if (!of.path_params.empty()) space["pathExample"] = examples_.fields(of.path_params);
      add_examples(space, "ons", of.ons);
      add_examples(space, "emits", of.emits);
      for (std::size_t r = 0; r < of.rooms.size(); ++r)
        add_examples(space["rooms"][r], "emits", of.rooms[r].emits);
    }
  }

  void add_examples(Json& where, const char* key, const std::vector<EventDef>& events) const {
    for (std::size_t i = 0; i < events.size(); ++i) {
      Json& event = where[key][i];
      if (events[i].payload.kind != PayloadDef::Kind::None)
        event["example"] = examples_.payload(events[i].payload, events[i].name);
      if (events[i].reply.kind == ReplyDef::Kind::Value || events[i].reply.kind == ReplyDef::Kind::Stream)
        event["replyExample"] = examples_.value(events[i].reply.type, events[i].name);
    }
  }

  /// Notes the types that stand in `json`.
  void need(const Json& json) {
    if (json.is_object()) {
      for (const auto& [key, value] : json.items()) {
        if (is_value(key) || key == "constraints" || key == "policy") continue;
        if (key == "type" && value.is_string()) need(value.get<std::string>());
        if (key == "throws") {
          for (const Json& error : value) need(error.get<std::string>());
        }
        need(value);
      }
    } else if (json.is_array()) {
      for (const Json& each : json) need(each);
    }
  }
  void need(const std::string& name) {
    if (std::find(known_.begin(), known_.end(), name) != known_.end()) return;
    known_.push_back(name);
    wanted_.push_back(name);
  }

  Schema schema_;
  ExampleValues examples_;
  Json ir_;
  std::map<std::string, TypeId> ids_;
  std::map<std::string, const Json*> types_;
  std::vector<std::string> known_;
  std::vector<std::string> wanted_;
};

}  // namespace

Json description(const Schema& schema, const GatewayDef& gateway) {
  return Describer(schema).describe(gateway);
}

std::string description_text(const Schema& schema, const GatewayDef& gateway) {
  Json json = description(schema, gateway);
  const Json spaces = std::exchange(json["gateway"]["namespaces"], Json::array());
  std::string head = json["gateway"].dump();
  const std::string none = "\"namespaces\":[]";
  std::string lines;
  for (const Json& space : spaces) lines += (lines.empty() ? "\n" : ",\n") + space.dump();
  head.replace(head.rfind(none), none.size(), "\"namespaces\":[" + lines + "]");

  std::string types;
  for (const auto& [name, type] : json["types"].items())
    types += (types.empty() ? "\n" : ",\n") + Json(name).dump() + ":" + type.dump();
  return "{\"version\":" + json["version"].dump() + ",\"package\":" + json["package"].dump() +
         ",\n\"gateway\":" + head + ",\n\"types\":{" + types + "}}";
}

}  // namespace gangway::gen
