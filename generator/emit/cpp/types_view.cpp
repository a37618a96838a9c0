#include "emit/cpp/types_view.h"

#include <algorithm>

#include <fmt/format.h>

#include "emit/cpp/docs.h"
#include "emit/cpp/fields_view.h"
#include "emit/cpp/handlers_view.h"
#include "emit/cpp/names.h"
#include "emit/cpp/space_names.h"

namespace gangway::gen::cpp {
namespace {

/// A view of one declaration in which everything is switched off.
nlohmann::json blank() {
  return {{"is_alias", false},
          {"is_struct", false},
          {"is_enum", false},
          {"is_union", false},
          {"is_error", false},
          {"open", false},
          {"has_doc", false},
          {"doc", nlohmann::json::array()},
          {"name", ""},
          {"full_name", ""},
          {"target", ""},
          {"members", nlohmann::json::array()},
          {"arms", nlohmann::json::array()},
          {"enumerators", nlohmann::json::array()},
          {"tag", ""},
          {"code", ""},
          {"message", ""},
          {"codec", nlohmann::json::object()},
          {"variant", ""},
          {"unknown_index", 0}};
}

class TypesView {
 public:
  explicit TypesView(const Types& types) : types_(types), schema_(types.schema()) {}

  nlohmann::json run() {
    for (const TypeId id : types_.definition_order()) declare(id);
    for (const GatewayDef& gateway : types_.file().gateways) add_gateway(gateway);
    nlohmann::json constants = consts();
    consts_text_ = constants.dump();
    return {{"consts", std::move(constants)},
            {"declarations", declarations_},
            {"structs", structs_},
            {"has_structs", !structs_.empty()},
            {"enums", enums_},
            {"checked", checked_},
            {"uses_constraints", uses_constraints()},
            {"uses_json", uses_json()},
            {"uses_literals", uses_literals_},
            {"includes", standard_includes()}};
  }

 private:
  void add(nlohmann::json view) { declarations_.push_back(std::move(view)); }

  void declare(TypeId id) {
    const TypeDef& type = schema_.type(id);
    nlohmann::json view = blank();
    view["name"] = type_name(type.name);
    view["full_name"] = types_.full_name(id);
    view["doc"] = doc_lines(type.docs);
    if (const auto* alias = std::get_if<AliasDef>(&type.def)) {
      view["is_alias"] = true;
      view["target"] = types_.value(alias->target);
      view["doc"] = doc_lines(type.docs, types_, alias->target);
      if (types_.has_own_codec(*alias)) {
        checked_.push_back(
            {{"name", view["name"]}, {"codec", types_.codec(alias->target, Types::Use::Read)}});
      }
    } else if (const auto* record = std::get_if<StructDef>(&type.def)) {
      describe_struct(view, record->fields, id);
      view["is_error"] = record->is_error;
      view["code"] = type.name;
      view["message"] = literal(first_sentence(type.docs, type.name));
      structs_.push_back({{"name", view["name"]}});
    } else if (const auto* enumeration = std::get_if<EnumDef>(&type.def)) {
      describe_enum(view, *enumeration, type.name);
      enums_.push_back(view);
      return;
    } else {
      describe_union(view, std::get<UnionDef>(type.def));
    }
    add(std::move(view));
  }

  void describe_struct(nlohmann::json& view, const std::vector<FieldDef>& fields,
                       std::optional<TypeId> owner) {
    view["is_struct"] = true;
    view["members"] = member_views(types_, fields, owner);
    view["codec"] = codec_view(types_, fields, owner, "v.");
    note_literals(fields);
  }

  void describe_enum(nlohmann::json& view, const EnumDef& def, const std::string& name) {
    view["is_enum"] = true;
    view["open"] = !def.closed;
    for (const EnumeratorDef& enumerator : def.enumerators) {
      view["enumerators"].push_back({{"doc", doc_lines(enumerator.docs)},
                                     {"name", member(enumerator.name)},
                                     {"wire", enumerator.name},
                                     {"enum_name", type_name(name)}});
    }
  }

  void describe_union(nlohmann::json& view, const UnionDef& def) {
    view["is_union"] = true;
    view["open"] = !def.closed;
    view["tag"] = def.tag;
    view["unknown_index"] = def.arms.size();
    std::string variant;
    for (std::size_t i = 0; i < def.arms.size(); ++i) {
      const ArmDef& arm = def.arms[i];
      variant += fmt::format("{}{}", i == 0 ? "" : ", ", types_.value(arm.type));
      view["arms"].push_back({{"tag", def.tag},
                              {"name", arm.name},
                              {"index", i},
                              {"codec", types_.codec(arm.type, Types::Use::Read)}});
    }
    if (!def.closed) variant += def.arms.empty() ? "gangway::Unknown" : ", gangway::Unknown";
    view["variant"] = variant;
  }

  void add_plain(const std::string& name, const std::vector<FieldDef>& fields, const std::string& about) {
    nlohmann::json view = blank();
    view["name"] = name;
    view["full_name"] = "::" + package_namespace(types_.file().package) + "::" + name;
    view["doc"] = doc_lines({}, about);
    describe_struct(view, fields, std::nullopt);
    add(std::move(view));
  }

  void add_gateway(const GatewayDef& gateway) {
    const std::string prefix = pascal(gateway.name);
    if (gateway.handshake) {
      add_plain(prefix + "Handshake", *gateway.handshake,
                fmt::format("What a client presents to join a namespace of `{}`.", gateway.name));
    }
    if (gateway.session) {
      add_plain(prefix + "Session", *gateway.session,
                fmt::format("What the server keeps about a client of `{}` while it is there.", gateway.name));
    }
    for (const NamespaceDef& space : gateway.namespaces) add_space(gateway, space);
  }

  void add_space(const GatewayDef& gateway, const NamespaceDef& space) {
    const SpaceNames names = space_names(gateway, space);
    if (space.own_handshake) {
      add_plain(names.handshake, *space.handshake,
                fmt::format("What a client presents to join `{}`.", space.path));
    }
    if (space.own_session) {
      add_plain(names.session, *space.session,
                fmt::format("What the server keeps about a client of `{}` while it is there.", space.path));
    }
    for (const RoomDef& room : space.rooms) {
      add_plain(room_name(names, room), room.keys,
                fmt::format("Names a room `{}` of `{}`.", room.name, space.path));
    }
    for (const EventDef& event : space.ons) {
      if (event.payload.kind != PayloadDef::Kind::Params) continue;
      add_plain(params_name(names, event), event.payload.params,
                fmt::format("What `{}` of `{}` carries.", event.name, space.path));
    }
  }

  nlohmann::json consts() {
    nlohmann::json views = nlohmann::json::array();
    for (const ConstDef& def : types_.file().consts) {
      const bool text =
          types_.value(def.type) == "std::string" || types_.parameter(def.type) == "std::string_view";
      // What has no constexpr constructor is made when the program starts.
      const bool literal_type = text || std::holds_alternative<bool>(def.value.data) ||
                                std::holds_alternative<std::int64_t>(def.value.data) ||
                                std::holds_alternative<std::uint64_t>(def.value.data) ||
                                std::holds_alternative<double>(def.value.data);
      views.push_back({{"doc", doc_lines(def.docs)},
                       {"qualifier", literal_type ? "constexpr" : "const"},
                       {"type", text ? "std::string_view" : types_.value(def.type)},
                       {"name", safe(def.name)},
                       {"value", types_.constant(def.value, def.type)}});
      note_literal(def.value, def.type);
    }
    return views;
  }

  void note_literal(const Value& value, const TypeRef& type) {
    if (types_.constant(value, type).find("gangway::literal::") != std::string::npos) uses_literals_ = true;
  }
  void note_literals(const std::vector<FieldDef>& fields) {
    for (const FieldDef& field : fields) {
      if (field.default_value) note_literal(*field.default_value, field.type);
    }
  }

  /// The standard headers that the generated headers need, by what their declarations say.
  [[nodiscard]] nlohmann::json standard_includes() const {
    const std::string text = declarations_.dump() + consts_text_ + gateway_views(types_).dump();
    const auto mentions = [&](std::string_view name) { return text.find(name) != std::string::npos; };
    nlohmann::json includes = nlohmann::json::array();
    if (mentions("int8_t") || mentions("int16_t") || mentions("int32_t") || mentions("int64_t")) {
      includes.push_back("cstdint");
    }
    if (mentions("std::numeric_limits")) includes.push_back("limits");
    if (mentions("std::map")) includes.push_back("map");
    if (mentions("std::optional") || mentions("std::nullopt")) includes.push_back("optional");
    if (mentions("std::string")) includes.push_back("string");
    if (!enums_.empty() || mentions("std::string_view")) includes.push_back("string_view");
    if (mentions("\"is_union\":true")) includes.push_back("variant");
    if (mentions("std::vector")) includes.push_back("vector");
    return includes;
  }

  [[nodiscard]] bool uses_constraints() const {
    const auto mentions = [](const nlohmann::json& view) {
      return view.dump().find("gangway::codec::Checked<") != std::string::npos;
    };
    return mentions(checked_) || mentions(declarations_) || mentions(gateway_views(types_));
  }

  [[nodiscard]] bool uses_json() const {
    const auto mentions = [](const nlohmann::json& declaration) {
      if (declaration["target"].get_ref<const std::string&>().find("nlohmann::json") != std::string::npos)
        return true;
      for (const auto& field : declaration["members"]) {
        if (field["type"].get_ref<const std::string&>().find("nlohmann::json") != std::string::npos)
          return true;
      }
      return false;
    };
    if (std::any_of(declarations_.begin(), declarations_.end(), mentions)) return true;
    return events_use_json();
  }

  /// A handler's signature may name the type where no struct does: `on put(json)`.
  [[nodiscard]] bool events_use_json() const {
    const auto is_json = [&](const TypeRef& type) {
      return types_.value(type).find("nlohmann::json") != std::string::npos;
    };
    const auto uses = [&](const EventDef& event) {
      if (event.payload.kind == PayloadDef::Kind::Type && is_json(event.payload.type)) return true;
      for (const FieldDef& field : event.payload.params) {
        if (is_json(field.type)) return true;
      }
      const bool has_type =
          event.reply.kind == ReplyDef::Kind::Value || event.reply.kind == ReplyDef::Kind::Stream;
      return has_type && is_json(event.reply.type);
    };
    for (const GatewayDef& gateway : types_.file().gateways) {
      for (const NamespaceDef& space : gateway.namespaces) {
        if (std::any_of(space.ons.begin(), space.ons.end(), uses)) return true;
        if (std::any_of(space.emits.begin(), space.emits.end(), uses)) return true;
        for (const RoomDef& room : space.rooms) {
          if (std::any_of(room.emits.begin(), room.emits.end(), uses)) return true;
        }
      }
    }
    return false;
  }

  const Types& types_;
  const Schema& schema_;
  nlohmann::json declarations_ = nlohmann::json::array();
  nlohmann::json structs_ = nlohmann::json::array();
  nlohmann::json enums_ = nlohmann::json::array();
  nlohmann::json checked_ = nlohmann::json::array();  ///< Codecs of aliases with constraints.
  bool uses_literals_ = false;
  std::string consts_text_;
};

}  // namespace

nlohmann::json types_view(const Types& types) { return TypesView(types).run(); }

}  // namespace gangway::gen::cpp
