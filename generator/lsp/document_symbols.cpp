#include <array>
#include <map>
#include <string_view>

#include "lsp/extents.h"
#include "lsp/features.h"
#include "lsp/written.h"

namespace gangway::gen::lsp {
namespace {

/// Numbers of the protocol's SymbolKind.
enum class SymbolKind : int {
  Namespace = 3,
  Class = 5,
  Method = 6,
  Field = 8,
  Enum = 10,
  Interface = 11,
  Function = 12,
  Variable = 13,
  Constant = 14,
  Object = 19,
  EnumMember = 22,
  Struct = 23,
  Event = 24,
  TypeParameter = 26,
};

SymbolKind kind_of(const Entity& entity) {
  switch (entity.kind) {
    case Entity::Kind::Declaration: {
      // In the order of the alternatives: alias, const, struct, error, enum, union, pipe, guard, gateway.
      constexpr std::array kinds{SymbolKind::TypeParameter, SymbolKind::Constant, SymbolKind::Struct,
                                 SymbolKind::Struct,        SymbolKind::Enum,     SymbolKind::Interface,
                                 SymbolKind::Function,      SymbolKind::Function, SymbolKind::Class};
      const std::size_t index = entity.as<ast::Declaration>()->what.index();
      return index < kinds.size() ? kinds[index] : SymbolKind::Variable;
    }
    case Entity::Kind::Field:
    case Entity::Kind::Parameter:
    case Entity::Kind::Key:
    case Entity::Kind::Arm:
      return SymbolKind::Field;
    case Entity::Kind::Enumerator:
      return SymbolKind::EnumMember;
    case Entity::Kind::Namespace:
      return SymbolKind::Namespace;
    case Entity::Kind::Room:
    case Entity::Kind::Block:
      return SymbolKind::Object;
    case Entity::Kind::Event:
      return entity.as<ast::Event>()->direction == ast::Event::Direction::On ? SymbolKind::Method
                                                                             : SymbolKind::Event;
  }
  return SymbolKind::Variable;
}

/// What is listed: not the parameters of an event, which its line shows.
bool is_listed(const Entity& entity) {
  return entity.kind != Entity::Kind::Parameter && entity.kind != Entity::Kind::Key;
}

/// What stands behind the name in the outline: how it is declared, without what the icon and the name say.
std::string detail_of(const Snapshot& in, const Entity& entity) {
  const std::string head = written_head(in, entity);
  const std::size_t at = head.find(entity.name);
  if (entity.kind == Entity::Kind::Event || entity.kind == Entity::Kind::Room)
    return head.substr(std::min(head.size(), at + entity.name.size()));
  if (entity.kind == Entity::Kind::Field || entity.kind == Entity::Kind::Arm) {
    const std::size_t colon = head.find(':');
    return colon == std::string::npos ? "" : head.substr(std::min(head.size(), colon + 2));
  }
  if (entity.kind == Entity::Kind::Declaration) return head.substr(0, head.find(' '));
  return "";
}

class Outline {
 public:
  Outline(const Snapshot& in, SourceId file, Encoding encoding)
      : in_(in), extents_(in.sources().file(file), file), positions_(in.sources().file(file).text, encoding) {
    const std::vector<Entity>& all = in.index().entities();
    for (std::size_t i = 0; i < all.size(); ++i) {
      if (all[i].at.file != file || !is_listed(all[i])) continue;
      (all[i].parent ? children_[*all[i].parent] : top_).push_back(static_cast<EntityId>(i));
    }
  }

  json tree() { return symbols(top_); }

 private:
  json symbols(const std::vector<EntityId>& ids) {
    std::map<std::uint32_t, EntityId> in_order;
    for (const EntityId id : ids) in_order.emplace(in_.index().entity(id).at.begin, id);
    json list = json::array();
    for (const auto& [begin, id] : in_order) {
      const Entity& entity = in_.index().entity(id);
      list.push_back({{"name", entity.name},
                      {"detail", detail_of(in_, entity)},
                      {"kind", static_cast<int>(kind_of(entity))},
                      {"range", positions_.range(extents_.of(entity.at))},
                      {"selectionRange", positions_.range(entity.at)},
                      {"children", symbols(children_[id])}});
    }
    return list;
  }

  const Snapshot& in_;
  Extents extents_;
  Positions positions_;
  std::vector<EntityId> top_;
  std::map<EntityId, std::vector<EntityId>> children_;
};

/// For clients that know no tree: each with the name of what it is in.
void flatten(const json& tree, const std::string& uri, const std::string& container, json& list) {
  for (const json& each : tree) {
    list.push_back({{"name", each["name"]},
                    {"kind", each["kind"]},
                    {"location", {{"uri", uri}, {"range", each["range"]}}},
                    {"containerName", container}});
    flatten(each["children"], uri, each["name"], list);
  }
}

bool contains_letters(std::string_view name, std::string_view query) {
  const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; };
  std::size_t i = 0;
  for (const char c : name) {
    if (i < query.size() && lower(c) == lower(query[i])) ++i;
  }
  return i == query.size();
}

}  // namespace

json document_symbols(Session& session, const json& params) {
  const std::filesystem::path path = document_of(params);
  std::shared_ptr<const Snapshot> in = session.workspace.now(path);
  auto file = in->find(path);
  if (!file) return json::array();
  // A broken file may have lost its declarations: better the outline of a moment ago than none.
  if (in->file(*file).declarations.empty()) {
    if (const auto good = session.workspace.last_good(path)) in = good;
    file = in->find(path);
  }
  json tree = Outline(*in, *file, session.encoding).tree();
  if (session.has_hierarchy) return tree;
  json list = json::array();
  flatten(tree, session.workspace.uri_of(path), "", list);
  return list;
}

json workspace_symbols(Session& session, const json& params) {
  constexpr std::size_t kMost = 500;
  const auto query = params.value("query", std::string());
  const std::shared_ptr<const Snapshot> in = session.workspace.everything();
  json list = json::array();
  for (const Entity& entity : in->index().entities()) {
    const bool is_wanted = entity.kind == Entity::Kind::Declaration || entity.kind == Entity::Kind::Event ||
                           entity.kind == Entity::Kind::Namespace || entity.kind == Entity::Kind::Room;
    if (!is_wanted || !contains_letters(entity.name, query) || list.size() >= kMost) continue;
    list.push_back({{"name", entity.name},
                    {"kind", static_cast<int>(kind_of(entity))},
                    {"location", session.workspace.location(*in, entity.at, session.encoding)},
                    {"containerName", entity.parent ? in->index().entity(*entity.parent).name : ""}});
  }
  return list;
}

}  // namespace gangway::gen::lsp
