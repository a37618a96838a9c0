#include "lsp/navigation.h"

#include <utility>

#include "lsp/features.h"

namespace gangway::gen::lsp {

std::optional<Span> target_of(const Found& found) {
  if (const Entity* entity = found.entity()) return entity->at;
  if (const auto* file = std::get_if<SourceId>(&found.occurrence->what)) return Span{*file, 0, 0};
  return std::nullopt;
}

std::optional<EntityId> same_entity(const Snapshot& in, const std::filesystem::path& path, Span at) {
  const auto file = in.find(path);
  return file ? in.index().declared_at({*file, at.begin, at.end}) : std::nullopt;
}

std::optional<EntityId> same_named(const Snapshot& in, const Snapshot& from, EntityId id) {
  const Entity& wanted = from.index().entity(id);
  const auto parent = wanted.parent ? same_named(in, from, *wanted.parent) : std::nullopt;
  if (wanted.parent && !parent) return std::nullopt;
  const auto file = in.find(from.sources().file(wanted.at.file).path);
  const std::vector<Entity>& all = in.index().entities();
  for (std::size_t i = 0; i < all.size(); ++i) {
    const Entity& each = all[i];
    if (each.kind != wanted.kind || each.name != wanted.name || each.parent != parent || each.at.file != file)
      continue;
    const auto* event = each.as<ast::Event>();
    if (event == nullptr || event->direction == wanted.as<ast::Event>()->direction)
      return static_cast<EntityId>(i);
  }
  return std::nullopt;
}

std::optional<Places> places_of(Session& session, const Cursor& cursor) {
  const auto found = session.workspace.find(cursor.path, cursor.offset);
  const Entity* entity = found ? found->entity() : nullptr;
  if (entity == nullptr) return std::nullopt;
  const std::filesystem::path& home = found->in->sources().file(entity->at.file).path;
  Places places{session.workspace.everything(), {}, {}};
  if (const auto id = same_entity(*places.in, home, entity->at)) {
    places.entity = *id;
  } else {
    // A file is broken: what it meant when it was whole is all that is known.
    places.in = found->in;
    places.entity = *found->occurrence->entity();
  }
  places.all = places.in->index().of(places.entity);
  return places;
}

json definition(Session& session, const json& params) {
  const Cursor cursor = cursor_of(session, params);
  const auto found = session.workspace.find(cursor.path, cursor.offset);
  const auto target = found ? target_of(*found) : std::nullopt;
  if (!target) return nullptr;
  return session.workspace.location(*found->in, *target, session.encoding);
}

json references(Session& session, const json& params) {
  const bool with_declaration = params.value("/context/includeDeclaration"_json_pointer, true);
  json result = json::array();
  if (const auto places = places_of(session, cursor_of(session, params))) {
    for (const Occurrence* each : places->all) {
      if (each->declares && !with_declaration) continue;
      result.push_back(session.workspace.location(*places->in, each->at, session.encoding));
    }
  }
  return result;
}

json document_highlight(Session& session, const json& params) {
  const Cursor cursor = cursor_of(session, params);
  json result = json::array();
  const auto found = session.workspace.find(cursor.path, cursor.offset);
  if (!found || found->entity() == nullptr) return result;
  const auto here = found->in->find(cursor.path);
  for (const Occurrence* each : found->in->index().of(*found->occurrence->entity())) {
    if (each->at.file != here) continue;
    const json place = session.workspace.location(*found->in, each->at, session.encoding);
    result.push_back({{"range", place["range"]}, {"kind", each->declares ? 3 : 2}});
  }
  return result;
}

}  // namespace gangway::gen::lsp
