#pragma once

#include <filesystem>
#include <optional>
#include <vector>

#include "lsp/session.h"

namespace gangway::gen::lsp {

/// Where an occurrence leads: the name of what is meant, or the beginning of an imported file. Nothing for
/// what is part of the language.
std::optional<Span> target_of(const Found& found);

/// The thing whose name stands at `at` of the file `path` in another snapshot.
std::optional<EntityId> same_entity(const Snapshot& in, const std::filesystem::path& path, Span at);

/// The thing that has the same name in the same things of the same file in another snapshot.
std::optional<EntityId> same_named(const Snapshot& in, const Snapshot& from, EntityId entity);

/// All places in the workspace that name what the cursor is on, in the snapshot of everything.
struct Places {
  std::shared_ptr<const Snapshot> in;
  EntityId entity{};
  std::vector<const Occurrence*> all;
};
std::optional<Places> places_of(Session& session, const Cursor& cursor);

}  // namespace gangway::gen::lsp
