#pragma once

#include <optional>

#include "lsp/snapshot.h"
#include "schema/schema.h"

namespace gangway::gen::lsp {

/// A thing of the index as the schema has it: null what it is not, or is not inside of.
struct InSchema {
  std::optional<TypeId> type;  ///< Itself, or what the field, enumerator or arm belongs to.
  const ConstDef* constant = nullptr;
  const GatewayDef* gateway = nullptr;
  const NamespaceDef* space = nullptr;  ///< Also the root one.
  const RoomDef* room = nullptr;
  const EventDef* event = nullptr;
  bool is_on = false;               ///< Of the event.
  const FieldDef* field = nullptr;  ///< Field, parameter, key.
};

/// `snapshot` has a schema.
InSchema find_in_schema(const Snapshot& snapshot, EntityId entity);

}  // namespace gangway::gen::lsp
