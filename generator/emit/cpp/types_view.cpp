#include "emit/cpp/types_view.h"

#include <algorithm>
#include <set>
#include <utility>

#include <fmt/format.h>

#include "emit/cpp/docs.h"
#include "emit/cpp/fields_view.h"
#include "emit/cpp/handlers_view.h"
#include "emit/cpp/names.h"
#include "emit/cpp/space_names.h"

namespace gangway::gen::cpp {
namespace {

using Json = nlohmann::json;

/// A view of one declaration: of the four switches its template asks for, none is on. What only one kind of
/// declaration has is put in by whoever switches that kind on.
Json blank(std::string name, std::string full_name, Json doc) {
  Json view = Json::object();
  for (const char* off : {"is_alias", "is_struct", "is_enum", "is_union"}) view[off] = false;
  view["name"] = std::move(name);
  view["full_name"] = std::move(full_name);
  view["doc"] = std::move(doc);
  return view;
}

class TypesView {
 public:
  explicit TypesView(const Types& types) : types_(types), schema_(types.schema()) {}

  Json run() {
    for (const TypeId id : types_.definition_order()) declare(id);
    for (const GatewayDef& gateway : types_.file().gateways) add_gateway(gateway);
    consts();
    Json view = Json::object();
    view["uses_json"] = mentions("nlohmann::json") || events_use_json();
    view["includes"] = standard_includes();
    view["uses_literals"] = uses_literals_;
    view["has_structs"] = !structs_.empty();
    view["uses_constraints"] = uses_constraints();
    view["checked"] = std::move(checked_);
    view["consts"] = std::move(consts_);
    view["declarations"] = std::move(declarations_);
    view["structs"] = std::move(structs_);
    view["enums"] = std::move(enums_);
    return view;
  }

 private:
  void add(Json view) { declarations_.push_back(std::move(view)); }

  void declare(TypeId id) {
    const TypeDef& type = schema_.type(id);
    Json view = blank(type_name(type.name), types_.full_name(id), doc_lines(type.docs));
    if (const auto* alias = std::get_if<AliasDef>(&type.def)) {
      view["is_alias"] = true;
      view["target"] = note_spelling(types_.value(alias->target));
      view["doc"] = doc_lines(type.docs, types_, alias->target);
      if (types_.has_own_codec(*alias)) {
        checked_.push_back(
            {{"name", view["name"]}, {"codec", types_.codec(alias->target, Types::Use::Read)}});
      }
    } else if (const auto* record = std::get_if<StructDef>(&type.def)) {
      describe_struct(view, record->fields, id);
      view["is_error"] = record->is_error;
      if (record->is_error) {
        view["code"] = type.name;
        view["message"] = literal(first_sentence(type.docs, type.name));
      }
      structs_.push_back(Json::object({{"name", view["name"]}}));
    } else if (const auto* enumeration = std::get_if<EnumDef>(&type.def)) {
      describe_enum(view, *enumeration, type.name);
      enums_.push_back(std::move(view));
      return;
    } else {
      describe_union(view, std::get<UnionDef>(type.def));
    }
    add(std::move(view));
  }

  void describe_struct(Json& view, const std::vector<FieldDef>& fields, std::optional<TypeId> owner) {
    view["is_struct"] = true;
    view["members"] = member_views(types_, fields, owner);
    for (const Json& member : view["members"]) {
      note_spelling(member["type"].get_ref<const std::string&>());
      note_spelling(member["initialiser"].get_ref<const std::string&>());
    }
    view["codec"] = codec_view(types_, fields, owner, "v.");
    view["has_constructor"] = false;
    note_literals(fields);
  }

  void describe_enum(Json& view, const EnumDef& def, const std::string& name) {
    view["is_enum"] = true;
    view["enumerators"] = Json::array();
    view["open"] = !def.closed;
    for (const EnumeratorDef& enumerator : def.enumerators) {
      view["enumerators"].push_back({{"doc", doc_lines(enumerator.docs)},
                                     {"name", member(enumerator.name)},
                                     {"wire", enumerator.name},
                                     {"enum_name", type_name(name)}});
    }
  }

  void describe_union(Json& view, const UnionDef& def) {
    view["is_union"] = true;
    has_unions_ = true;
    view["open"] = !def.closed;
    view["tag"] = def.tag;
    view["arms"] = Json::array();
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
    view["variant"] = note_spelling(variant);
  }

  void add_plain(const std::string& name, const std::vector<FieldDef>& fields, const std::string& about) {
    Json view =
        blank(name, "::" + package_namespace(types_.file().package) + "::" + name, doc_lines({}, about));
    view["is_error"] = false;
    describe_struct(view, fields, std::nullopt);
    add(std::move(view));
  }

  /// What names a room or an instance is made where it is used, also within `co_await` expressions, so it is
  /// no aggregate: GCC 12 destroys one that is made there twice.
  void add_name(const std::string& name, const std::vector<FieldDef>& keys, const std::string& about) {
    add_plain(name, keys, about);
    if (keys.empty()) return;
    std::string parameters;
    std::string initialisers;
    for (const FieldDef& key : keys) {
      const std::string name_of_key = member(key.name);
      const std::string parameter = "the_" + name_of_key;  // one called as the member would shadow it
      const std::string_view comma = parameters.empty() ? "" : ", ";
      parameters += fmt::format("{}{} {}", comma, types_.field(key, std::nullopt).type, parameter);
      initialisers += fmt::format("{}{}(std::move({}))", comma, name_of_key, parameter);
    }
    has_constructors_ = true;
    Json& view = declarations_.back();
    view["has_constructor"] = true;
    view["qualifier"] = keys.size() == 1 ? "explicit " : "";
    view["parameters"] = parameters;
    view["initialisers"] = initialisers;
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
    if (!space.path_params.empty()) {
      add_name(names.path, space.path_params, fmt::format("Names an instance of `{}`.", space.path));
    }
    for (const RoomDef& room : space.rooms) {
      add_name(room_name(names, room), room.keys,
               fmt::format("Names a room `{}` of `{}`.", room.name, space.path));
    }
    for (const EventDef& event : space.ons) {
      if (event.payload.kind != PayloadDef::Kind::Params) continue;
      add_plain(params_name(names, event), event.payload.params,
                fmt::format("What `{}` of `{}` carries.", event.name, space.path));
    }
  }

  void consts() {
    for (const ConstDef& def : types_.file().consts) {
      const bool text =
          types_.value(def.type) == "std::string" || types_.parameter(def.type) == "std::string_view";
      // What has no constexpr constructor is made when the program starts.
      const bool literal_type = text || std::holds_alternative<bool>(def.value.data) ||
                                std::holds_alternative<std::int64_t>(def.value.data) ||
                                std::holds_alternative<std::uint64_t>(def.value.data) ||
                                std::holds_alternative<double>(def.value.data);
      consts_.push_back({{"doc", doc_lines(def.docs)},
                         {"qualifier", literal_type ? "constexpr" : "const"},
                         {"type", note_spelling(text ? "std::string_view" : types_.value(def.type))},
                         {"name", safe(def.name)},
                         {"value", note_spelling(types_.constant(def.value, def.type))}});
      note_literal(def.value, def.type);
    }
  }

  void note_literal(const Value& value, const TypeRef& type) {
    if (types_.constant(value, type).find("gangway::literal::") != std::string::npos) uses_literals_ = true;
  }
  void note_literals(const std::vector<FieldDef>& fields) {
    for (const FieldDef& field : fields) {
      if (field.default_value) note_literal(*field.default_value, field.type);
    }
  }

  /// Keeps what the headers say of types and values, to see what they have to include.
  std::string note_spelling(std::string spelling) {
    spellings_.insert(spelling);
    return spelling;
  }
  [[nodiscard]] bool mentions(std::string_view name) const {
    return std::any_of(spellings_.begin(), spellings_.end(),
                       [&](const std::string& each) { return each.find(name) != std::string::npos; });
  }

  /// The standard headers that the generated headers need, by what their declarations say.
  [[nodiscard]] Json standard_includes() {
    const std::string gateways = gateway_views(types_).dump();
    if (gateways.find("gangway::literal::") != std::string::npos) uses_literals_ = true;
    note_spelling(gateways);
    Json includes = Json::array();
    if (mentions("int8_t") || mentions("int16_t") || mentions("int32_t") || mentions("int64_t")) {
      includes.push_back("cstdint");
    }
    if (mentions("std::numeric_limits")) includes.push_back("limits");
    if (mentions("std::map")) includes.push_back("map");
    if (mentions("std::optional") || mentions("std::nullopt")) includes.push_back("optional");
    if (mentions("std::string")) includes.push_back("string");
    if (!enums_.empty() || mentions("std::string_view")) includes.push_back("string_view");
    if (has_constructors_) includes.push_back("utility");
    if (has_unions_) includes.push_back("variant");
    if (mentions("std::vector")) includes.push_back("vector");
    return includes;
  }

  [[nodiscard]] bool uses_constraints() const {
    const auto is_checked = [](const std::string& codec) {
      return codec.find("gangway::codec::Checked<") != std::string::npos;
    };
    const auto reads_checked = [&](const Json& view) {
      if (!view.contains("codec")) return false;
      const auto& reads = view["codec"]["reads"];
      return std::any_of(reads.begin(), reads.end(), [&](const Json& read) {
        return is_checked(read["codec"].get_ref<const std::string&>());
      });
    };
    return is_checked(checked_.dump()) || is_checked(gateway_views(types_).dump()) ||
           std::any_of(declarations_.begin(), declarations_.end(), reads_checked);
  }

  /// A handler's signature may name the type where no struct does: `on put(json)`.
  [[nodiscard]] bool events_use_json() const {
    const auto is_json = [&](const TypeRef& type) {
      return types_.value(type).find("nlohmann::json") != std::string::npos;
    };
    const auto uses = [&](const EventDef& event) {
      const bool carries_type =
          event.payload.kind == PayloadDef::Kind::Type || event.payload.kind == PayloadDef::Kind::Stream;
      if (carries_type && is_json(event.payload.type)) return true;
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
  Json declarations_ = Json::array();
  Json structs_ = Json::array();
  Json enums_ = Json::array();
  Json consts_ = Json::array();
  Json checked_ = Json::array();  ///< Codecs of aliases with constraints.
  std::set<std::string> spellings_;
  bool has_unions_ = false;
  bool has_constructors_ = false;
  bool uses_literals_ = false;
};

}  // namespace

nlohmann::json types_view(const Types& types) { return TypesView(types).run(); }

}  // namespace gangway::gen::cpp
