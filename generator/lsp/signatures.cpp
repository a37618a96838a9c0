#include "lsp/signatures.h"

#include <string_view>

#include <fmt/format.h>

#include "analysis/builtin_types.h"
#include "emit/cpp/event_view.h"
#include "emit/cpp/names.h"
#include "emit/cpp/space_names.h"
#include "emit/cpp/types.h"
#include "emit/ts/declarations.h"
#include "emit/ts/events.h"
#include "emit/ts/types.h"
#include "lsp/schema_lookup.h"

namespace gangway::gen::lsp {
namespace {

/// So many members are shown of what has more.
constexpr std::size_t kMostMembers = 16;

/// `head { … }` with one line for each member.
std::string braced(const std::string& head, const std::vector<std::string>& members, std::string_view end) {
  if (members.empty()) return fmt::format("{} {{}}{}", head, end);
  std::string text = head + " {\n";
  for (std::size_t i = 0; i < members.size() && i < kMostMembers; ++i) text += "  " + members[i] + "\n";
  if (members.size() > kMostMembers) text += fmt::format("  // and {} more\n", members.size() - kMostMembers);
  return text + "}" + std::string(end);
}

std::string without(std::string text, std::string_view end) {
  if (text.ends_with(end)) text.resize(text.size() - end.size());
  return text;
}

class CppSignature {
 public:
  CppSignature(const Schema& schema, FileId file) : schema_(schema), types_(schema, file) {}

  [[nodiscard]] std::string of(const InSchema& found, const Entity& entity) const {
    if (found.field != nullptr) return field(found);
    if (found.event != nullptr) return event(found);
    if (found.room != nullptr) return room(found);
    if (entity.kind == Entity::Kind::Block) return block(found, entity);
    if (found.space != nullptr && entity.kind == Entity::Kind::Namespace) {
      return fmt::format("class {} : public gangway::Handler",
                         cpp::space_names(*found.gateway, *found.space).handler);
    }
    if (found.gateway != nullptr) return gateway(*found.gateway);
    if (found.constant != nullptr) {
      return fmt::format("inline constexpr {} {} = {};", types_.value(found.constant->type),
                         cpp::safe(found.constant->name),
                         types_.constant(found.constant->value, found.constant->type));
    }
    return found.type ? type(*found.type, entity) : "";
  }

 private:
  std::string type(TypeId id, const Entity& entity) const {
    const TypeDef& def = schema_.type(id);
    const std::string name = cpp::safe(def.name);
    if (entity.kind == Entity::Kind::Enumerator) return name + "::" + cpp::member(entity.name);
    if (const auto* alias = std::get_if<AliasDef>(&def.def))
      return fmt::format("using {} = {};", name, types_.value(alias->target));
    if (const auto* record = std::get_if<StructDef>(&def.def)) return structure(name, record->fields, id);
    if (const auto* choices = std::get_if<EnumDef>(&def.def)) {
      std::vector<std::string> members;
      for (const EnumeratorDef& one : choices->enumerators) members.push_back(cpp::member(one.name) + ",");
      const std::string open = choices->closed ? "" : fmt::format("  // values: gangway::Open<{}>", name);
      return braced("enum class " + name, members, ";" + open);
    }
    const auto& sum = std::get<UnionDef>(def.def);
    std::string arms;
    for (const ArmDef& arm : sum.arms) {
      if (entity.kind == Entity::Kind::Arm && arm.name == entity.name)
        return fmt::format("std::get<{}>(value)", types_.value(arm.type));
      arms += (arms.empty() ? "" : ", ") + types_.value(arm.type);
    }
    if (!sum.closed) arms += arms.empty() ? "gangway::Unknown" : ", gangway::Unknown";
    return fmt::format("using {} = std::variant<{}>;", name, arms);
  }

  std::string member(const FieldDef& field, std::optional<TypeId> owner) const {
    const cpp::Types::Field spelt = types_.field(field, owner);
    return fmt::format("{} {}{};", spelt.type, cpp::member(field.name), spelt.initialiser);
  }

  std::string structure(const std::string& name, const std::vector<FieldDef>& fields,
                        std::optional<TypeId> owner) const {
    std::vector<std::string> members;
    for (const FieldDef& field : fields) members.push_back(member(field, owner));
    return braced("struct " + name, members, ";");
  }

  std::string field(const InSchema& found) const { return member(*found.field, found.type); }

  std::string event(const InSchema& found) const {
    const cpp::SpaceNames names = cpp::space_names(*found.gateway, *found.space);
    if (found.is_on) {
      const nlohmann::json view = cpp::on_view(types_, names, *found.event);
      const auto text = [&](const char* key) { return view.at(key).get<std::string>(); };
      const std::string payload = view.at("has_payload").get<bool>()
                                      ? fmt::format(", {} {}", text("payload_type"), text("payload_name"))
                                      : "";
      return fmt::format("// {}\nvirtual {} {}({} client{}) = 0;", names.handler, text("result"),
                         text("method"), names.client, payload);
    }
    const nlohmann::json view = cpp::emit_view(types_, *found.event);
    const auto text = [&](const char* key) { return view.at(key).get<std::string>(); };
    const std::string call = fmt::format("{}({})", text("method"), text("arguments"));
    if (found.room != nullptr)
      return fmt::format("// {}\nvoid {} const;", cpp::room_broadcast_name(names, *found.room), call);
    if (view.at("is_call").get<bool>())
      return fmt::format("// {}\ngangway::ServerCall<{}> {} const;", names.client, text("answer"), call);
    return fmt::format("// {}\ngangway::EmitStatus {} const;\n// {}\nvoid {} const;", names.client, call,
                       names.broadcast, call);
  }

  std::string room(const InSchema& found) const {
    const cpp::SpaceNames names = cpp::space_names(*found.gateway, *found.space);
    return structure(cpp::room_name(names, *found.room), found.room->keys, std::nullopt);
  }

  std::string block(const InSchema& found, const Entity& entity) const {
    const bool is_session = entity.name == "session";
    const bool is_own =
        found.space != nullptr && (is_session ? found.space->own_session : found.space->own_handshake);
    if (is_own) {
      const cpp::SpaceNames names = cpp::space_names(*found.gateway, *found.space);
      return structure(is_session ? names.session : names.handshake,
                       is_session ? *found.space->session : *found.space->handshake, std::nullopt);
    }
    const auto& fields = is_session ? found.gateway->session : found.gateway->handshake;
    if (!fields) return "";
    return structure(cpp::pascal(found.gateway->name) + (is_session ? "Session" : "Handshake"), *fields,
                     std::nullopt);
  }

  std::string gateway(const GatewayDef& gateway) const {
    std::vector<std::string> members;
    for (const NamespaceDef& space : gateway.namespaces) {
      const cpp::SpaceNames names = cpp::space_names(gateway, space);
      members.push_back(fmt::format("{}& {};", names.handler, names.member));
    }
    return braced("struct " + cpp::safe(gateway.name), members, ";");
  }

  const Schema& schema_;
  cpp::Types types_;
};

class TsSignature {
 public:
  TsSignature(const Schema& schema, FileId file)
      : schema_(schema), file_(file), table_(schema), mapper_(schema, table_, file, scope_) {}

  std::string of(const InSchema& found, const Entity& entity) {
    if (found.field != nullptr) return mapper_.member(*found.field, ts::Form::Read);
    if (found.event != nullptr) return event(found);
    if (found.room != nullptr) return "";
    if (entity.kind == Entity::Kind::Block) return block(found, entity);
    if (found.space != nullptr && entity.kind == Entity::Kind::Namespace)
      return "client." + property(*found.space);
    if (found.gateway != nullptr)
      return fmt::format("new {}Client(url, options)", ts::pascal_case(found.gateway->name));
    if (found.constant != nullptr) {
      return fmt::format("const {}: {} = {};", ts::module_name(found.constant->name),
                         mapper_.type(found.constant->type, ts::Form::Read),
                         mapper_.literal(found.constant->value, found.constant->type));
    }
    return found.type ? type(*found.type, entity) : "";
  }

 private:
  static std::string property(const NamespaceDef& space) { return ts::property_name(space.name); }

  std::string type(TypeId id, const Entity& entity) {
    const TypeDef& def = schema_.type(id);
    if (entity.kind == Entity::Kind::Enumerator) return ts::quote(entity.name);
    if (entity.kind == Entity::Kind::Arm) return arm(std::get<UnionDef>(def.def), entity.name);
    FileDef one = schema_.file(file_);
    one.types = {id};
    const nlohmann::json view = ts::declaration_views(schema_, one, table_, mapper_).at(0);
    for (const nlohmann::json& simple : view.at("simple")) {
      return fmt::format("type {} ={};", table_.names(id).name, simple.at("type").get<std::string>());
    }
    const bool is_error = !view.at("errors").empty();
    std::vector<std::string> members;
    for (const nlohmann::json& member : view.at(is_error ? "errors" : "structs").at(0).at("members"))
      members.push_back(member.at("line").get<std::string>());
    const std::string& name = table_.names(id).name;
    if (!is_error) return braced("interface " + name, members, "");
    return braced(fmt::format("class {} extends Error, .data:", name), members, "");
  }

  std::string arm(const UnionDef& sum, const std::string& name) {
    for (const ArmDef& arm : sum.arms) {
      if (arm.name != name) continue;
      return fmt::format("{{ {}: {} }} & {}", sum.tag, ts::quote(name),
                         mapper_.type(arm.type, ts::Form::Read));
    }
    return "";
  }

  std::string event(const InSchema& found) {
    const std::string at = "client." + property(*found.space) + ".";
    const EventDef& event = *found.event;
    if (found.is_on) {
      const nlohmann::json views = ts::method_views({event}, "calls", mapper_);
      return at + without(views.at(0).at("signature").get<std::string>(), " {");
    }
    std::string data = payload(event.payload);
    if (event.reply.kind == ReplyDef::Kind::None)
      return fmt::format("{}on({}, ({}) => void)", at, ts::quote(event.name), data);
    const std::string reply =
        event.reply.kind == ReplyDef::Kind::Value ? mapper_.type(event.reply.type, ts::Form::Init) : "void";
    return fmt::format("{}handle({}, ({}) => {})", at, ts::quote(event.name), data, reply);
  }

  std::string payload(const PayloadDef& payload) {
    if (payload.kind == PayloadDef::Kind::None) return "";
    if (payload.kind == PayloadDef::Kind::Params)
      return ts::print(mapper_.object_type(payload.params, ts::Form::Read), 0, "data: ");
    return "data: " + mapper_.type(payload.type, ts::Form::Read);
  }

  std::string block(const InSchema& found, const Entity& entity) {
    if (entity.name == "session") return "";  // never on the wire
    const bool is_own = found.space != nullptr && found.space->own_handshake;
    const auto& fields = is_own ? found.space->handshake : found.gateway->handshake;
    if (!fields) return "";
    std::vector<std::string> members;
    for (const FieldDef& field : *fields) members.push_back(mapper_.member(field, ts::Form::Init) + ";");
    const std::string& owner = is_own ? found.space->name : found.gateway->name;
    return braced("interface " + ts::pascal_case(owner) + "Handshake", members, "");
  }

  const Schema& schema_;
  FileId file_;
  ts::TypeTable table_;
  ts::Scope scope_;
  ts::TypeMapper mapper_;
};

}  // namespace

Signature signature_of(const Snapshot& snapshot, EntityId id) {
  const Schema& schema = *snapshot.schema();
  const Entity& entity = snapshot.index().entity(id);
  const InSchema found = find_in_schema(snapshot, id);
  const auto file = static_cast<FileId>(entity.at.file);
  return {CppSignature(schema, file).of(found, entity), TsSignature(schema, file).of(found, entity)};
}

Signature signature_of_builtin(const std::string& type) {
  if (type == "void") return {"void", "void"};
  if (type == "list") return {"std::vector<T>", "T[]"};
  if (type == "map") return {"std::map<std::string, T>", "Record<string, T>"};
  const auto scalar = find_scalar(type);
  if (!scalar) return {};
  Schema schema;
  schema.files.emplace_back();
  TypeRef ref;
  ref.scalar = *scalar;
  const ts::TypeTable table(schema);
  ts::Scope scope;
  return {cpp::Types(schema, FileId{}).value(ref),
          ts::TypeMapper(schema, table, FileId{}, scope).type(ref, ts::Form::Read)};
}

}  // namespace gangway::gen::lsp
