#include "lsp/schema_lookup.h"

#include <algorithm>
#include <string>
#include <vector>

namespace gangway::gen::lsp {
namespace {

template <class Def>
const Def* by_name(const std::vector<Def>& list, const std::string& name) {
  const auto found = std::find_if(list.begin(), list.end(), [&](const Def& def) { return def.name == name; });
  return found == list.end() ? nullptr : &*found;
}

class SchemaLookup {
 public:
  explicit SchemaLookup(const Snapshot& snapshot) : snapshot_(snapshot), schema_(*snapshot.schema()) {}

  InSchema find(EntityId id) {
    const Entity& entity = snapshot_.index().entity(id);
    InSchema result = entity.parent ? find(*entity.parent) : InSchema{};
    switch (entity.kind) {
      case Entity::Kind::Declaration:
        declaration(entity, result);
        break;
      case Entity::Kind::Namespace:
        result.space = by_name(result.gateway->namespaces, entity.name);
        break;
      case Entity::Kind::Room:
        if (result.space != nullptr) result.room = by_name(result.space->rooms, entity.name);
        break;
      case Entity::Kind::Event:
        event(entity, result);
        break;
      case Entity::Kind::Field:
      case Entity::Kind::Parameter:
      case Entity::Kind::Key:
        if (const auto* fields = fields_of(*entity.parent, result))
          result.field = by_name(*fields, entity.name);
        break;
      default:
        break;
    }
    return result;
  }

 private:
  void declaration(const Entity& entity, InSchema& result) {
    const FileDef& file = schema_.file(static_cast<FileId>(entity.at.file));
    result.constant = by_name(file.consts, entity.name);
    result.gateway = by_name(file.gateways, entity.name);
    // What a gateway has outside of namespaces is in its root namespace, where there is one.
    if (result.gateway != nullptr && result.gateway->namespaces.front().is_root)
      result.space = &result.gateway->namespaces.front();
    for (const TypeId id : file.types) {
      if (schema_.type(id).name == entity.name) result.type = id;
    }
  }

  static void event(const Entity& entity, InSchema& result) {
    result.is_on = entity.as<ast::Event>()->direction == ast::Event::Direction::On;
    if (result.space == nullptr) return;
    const auto& list = result.room != nullptr ? result.room->emits
                       : result.is_on         ? result.space->ons
                                              : result.space->emits;
    result.event = by_name(list, entity.name);
  }

  /// The fields of `parent`, of which `found` is known.
  const std::vector<FieldDef>* fields_of(EntityId parent, const InSchema& found) const {
    const Entity& owner = snapshot_.index().entity(parent);
    if (found.type) {
      const auto* record = std::get_if<StructDef>(&schema_.type(*found.type).def);
      return record == nullptr ? nullptr : &record->fields;
    }
    if (owner.kind == Entity::Kind::Event)
      return found.event == nullptr ? nullptr : &found.event->payload.params;
    if (owner.kind == Entity::Kind::Namespace)
      return found.space == nullptr ? nullptr : &found.space->path_params;
    if (owner.kind == Entity::Kind::Room) return found.room == nullptr ? nullptr : &found.room->keys;
    if (owner.kind != Entity::Kind::Block) return nullptr;
    const bool is_session = owner.name == "session";
    const bool is_gateways = snapshot_.index().entity(*owner.parent).kind == Entity::Kind::Declaration;
    const auto& handshake = is_gateways ? found.gateway->handshake : found.space->handshake;
    const auto& session = is_gateways ? found.gateway->session : found.space->session;
    const auto& block = is_session ? session : handshake;
    return block ? &*block : nullptr;
  }

  const Snapshot& snapshot_;
  const Schema& schema_;
};

}  // namespace

InSchema find_in_schema(const Snapshot& snapshot, EntityId entity) {
  return SchemaLookup(snapshot).find(entity);
}

}  // namespace gangway::gen::lsp
