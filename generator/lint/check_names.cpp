#include <algorithm>
#include <string>

#include "lint/checks.h"
#include "lint/words.h"
#include "syntax/tokens.h"

namespace gangway::gen::lint_detail {
namespace {

class Names {
 public:
  Names(const Schema& schema, Findings& findings) : schema_(schema), findings_(findings) {}

  void check_all();

 private:
  template <class Def>
  void type(std::string_view kind, const Def& def) {
    if (!is_pascal_case(def.name))
      findings_.report(rules::type_name, def.origin, kind, def.name, to_pascal_case(def.name));
  }
  template <class Def>
  void member(std::string_view kind, const Def& def) {
    if (!is_camel_case(def.name))
      findings_.report(rules::member_name, def.origin, kind, def.name, to_camel_case(def.name));
  }
  template <class Def>
  void members(std::string_view kind, const std::vector<Def>& defs) {
    for (const Def& each : defs) member(kind, each);
  }
  void type_def(const TypeDef& def);
  void events(const std::vector<EventDef>& events);
  void space(const NamespaceDef& space);
  void path(const std::string& path, const Origin& origin);

  const Schema& schema_;
  Findings& findings_;
};

void Names::type_def(const TypeDef& def) {
  if (const auto* structure = std::get_if<StructDef>(&def.def)) {
    type(structure->is_error ? "error" : "struct", def);
    members("field", structure->fields);
  } else if (const auto* enumeration = std::get_if<EnumDef>(&def.def)) {
    type("enum", def);
    members("enumerator", enumeration->enumerators);
  } else if (const auto* choice = std::get_if<UnionDef>(&def.def)) {
    type("union", def);
    members("arm", choice->arms);
  } else {
    type("type", def);
  }
}

void Names::events(const std::vector<EventDef>& events) {
  for (const EventDef& each : events) {
    member("event", each);
    members("parameter", each.payload.params);
  }
}

void Names::path(const std::string& path, const Origin& origin) {
  bool is_parameter = false;
  for (const char c : path) {
    if (c == '{') is_parameter = true;
    const bool is_fine = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '/';
    if (!is_parameter && !is_fine) {
      findings_.report(rules::path_spelling, origin, path);
      return;
    }
    if (c == '}') is_parameter = false;
  }
}

void Names::space(const NamespaceDef& space) {
  if (!space.is_root) {
    member("namespace", space);
    path(space.path, space.origin);
  }
  if (space.own_handshake && space.handshake) members("field", *space.handshake);
  if (space.own_session && space.session) members("field", *space.session);
  for (const RoomDef& each : space.rooms) {
    type("room", each);
    members("key", each.keys);
    events(each.emits);
  }
  events(space.ons);
  events(space.emits);
}

void Names::check_all() {
  for (const TypeDef& each : schema_.types) type_def(each);
  for (const GuardDef& each : schema_.guards) {
    type("guard", each);
    members("parameter", each.params);
  }
  for (const PipeDef& each : schema_.pipes) type("pipe", each);
  for (const FileDef& file : schema_.files) {
    for (const ConstDef& each : file.consts) type("constant", each);
    for (const GatewayDef& gateway : file.gateways) {
      type("gateway", gateway);
      path(gateway.path, gateway.origin);
      if (gateway.handshake) members("field", *gateway.handshake);
      if (gateway.session) members("field", *gateway.session);
      for (const NamespaceDef& each : gateway.namespaces) space(each);
    }
  }
}

/// Where the package's name stands: from the word behind `package` to the `;`.
Origin origin_of_package(const SourceFile& file, SourceId id) {
  Origin origin;
  origin.file = static_cast<FileId>(id);
  bool is_behind_keyword = false;
  for (const Token& token : tokens_of(file, id)) {
    if (token.kind != Token::Kind::Word && token.kind != Token::Kind::Mark) continue;
    if (file.text[token.span.begin] == ';') break;
    if (is_behind_keyword && origin.offset == 0) origin.offset = token.span.begin;
    if (is_behind_keyword) origin.length = token.span.end - origin.offset;
    is_behind_keyword = true;
  }
  return origin;
}

}  // namespace

void check_names(const Schema& schema, const SourceMap& sources, Findings& findings) {
  for (std::size_t i = 0; i < schema.files.size(); ++i) {
    std::string name;
    for (const std::string& part : schema.files[i].package) name += (name.empty() ? "" : ".") + part;
    const bool has_capital =
        std::any_of(name.begin(), name.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
    if (!has_capital) continue;
    const auto id = static_cast<SourceId>(i);
    findings.report(rules::package_name, origin_of_package(sources.file(id), id), name);
  }
  Names(schema, findings).check_all();
}

}  // namespace gangway::gen::lint_detail
