#include "diff/reach.h"

#include <algorithm>

#include "diff/meeting.h"
#include "schema/lookup.h"

namespace gangway::gen {
namespace {

template <class Def, class Same>
void pair_where(std::vector<const Def*>& before, std::vector<const Def*>& now,
                std::vector<PairOf<Def>>& pairs, const Same& same) {
  for (const Def*& right : now) {
    const auto left = std::find_if(before.begin(), before.end(),
                                   [&](const Def* each) { return each != nullptr && same(*each, *right); });
    if (left == before.end()) continue;
    pairs.emplace_back(*left, right);
    *left = nullptr;
    right = nullptr;
    before.erase(std::remove(before.begin(), before.end(), nullptr), before.end());
  }
  now.erase(std::remove(now.begin(), now.end(), nullptr), now.end());
}

/// By name, then by path; what is left is new or gone.
template <class Def>
std::vector<PairOf<Def>> pair_all(std::vector<const Def*> before, std::vector<const Def*> now) {
  std::vector<PairOf<Def>> pairs;
  pair_where(before, now, pairs, [](const Def& a, const Def& b) { return a.name == b.name; });
  pair_where(before, now, pairs, [](const Def& a, const Def& b) { return a.path == b.path; });
  for (const Def* each : now) pairs.emplace_back(nullptr, each);
  for (const Def* each : before) pairs.emplace_back(each, nullptr);
  return pairs;
}

std::vector<const GatewayDef*> gateways_of(const Schema& schema) {
  std::vector<const GatewayDef*> all;
  for (const FileDef& file : schema.files) {
    for (const GatewayDef& each : file.gateways) all.push_back(&each);
  }
  return all;
}

std::vector<const NamespaceDef*> pointers(const std::vector<NamespaceDef>& all) {
  std::vector<const NamespaceDef*> result;
  for (const NamespaceDef& each : all) result.push_back(&each);
  return result;
}

/// The namespace's `emit`s and those of its rooms: on the wire there is no difference.
std::vector<EventDef> all_emits(const NamespaceDef& def) {
  std::vector<EventDef> all = def.emits;
  for (const RoomDef& room : def.rooms) all.insert(all.end(), room.emits.begin(), room.emits.end());
  return all;
}

}  // namespace

std::vector<PairOf<GatewayDef>> pair_gateways(const Schema& before, const Schema& now) {
  return pair_all(gateways_of(before), gateways_of(now));
}

std::vector<PairOf<NamespaceDef>> pair_namespaces(const GatewayDef& before, const GatewayDef& now) {
  return pair_all(pointers(before.namespaces), pointers(now.namespaces));
}

const std::vector<FieldDef>* fields_of(const Schema& schema, const PayloadDef& payload) {
  if (payload.kind == PayloadDef::Kind::Params) return &payload.params;
  if (payload.kind != PayloadDef::Kind::Type) return nullptr;
  const TypeRef base = behind_aliases(schema, payload.type);
  if (base.kind != TypeRef::Kind::Named || base.nullable) return nullptr;
  const auto* structure = std::get_if<StructDef>(&schema.type(base.named).def);
  return structure == nullptr ? nullptr : &structure->fields;
}

Reach::Reach(const Schema& before, const Schema& now, Pairs& pairs)
    : before_(before), now_(now), pairs_(pairs) {
  for (const auto& [left, right] : pair_gateways(before, now)) {
    if (left != nullptr && right != nullptr) gateway(*left, *right);
  }
}

const Uses& Reach::uses(TypeId now) const {
  static const Uses none;
  const auto found = uses_.find(now);
  return found == uses_.end() ? none : found->second;
}

void Reach::gateway(const GatewayDef& before, const GatewayDef& now) {
  for (const auto& [left, right] : pair_namespaces(before, now)) {
    if (left == nullptr || right == nullptr) continue;
    if (left->handshake && right->handshake) {
      fields(*left->handshake, *right->handshake, {now.name, kClients});
    }
    for (const auto& [old_event, new_event] : side_by_side(left->ons, right->ons)) {
      if (old_event != nullptr && new_event != nullptr) event(*old_event, *new_event, now.name, true);
    }
    const std::vector<EventDef> old_emits = all_emits(*left);
    const std::vector<EventDef> new_emits = all_emits(*right);
    for (const auto& [old_event, new_event] : side_by_side(old_emits, new_emits)) {
      if (old_event != nullptr && new_event != nullptr) event(*old_event, *new_event, now.name, false);
    }
  }
}

void Reach::event(const EventDef& before, const EventDef& now, const std::string& gateway, bool is_on) {
  const Via there{gateway, is_on ? kClients : kServer};
  const Via back{gateway, is_on ? kServer : kClients};
  const bool both_types =
      before.payload.kind == now.payload.kind &&
      (now.payload.kind == PayloadDef::Kind::Type || now.payload.kind == PayloadDef::Kind::Stream);
  const auto* old_fields = fields_of(before_, before.payload);
  const auto* new_fields = fields_of(now_, now.payload);
  if (both_types) {
    type(before.payload.type, now.payload.type, there);
  } else if (old_fields != nullptr && new_fields != nullptr) {
    fields(*old_fields, *new_fields, there);
  }
  const bool both_answer = before.reply.kind == now.reply.kind && (now.reply.kind == ReplyDef::Kind::Value ||
                                                                   now.reply.kind == ReplyDef::Kind::Stream);
  if (both_answer) type(before.reply.type, now.reply.type, back);
  for (const TypeId left : before.throws) {
    for (const TypeId right : now.throws) {
      if (pairs_.are_paired(left, right)) declared(left, right, back);
    }
  }
}

void Reach::fields(const std::vector<FieldDef>& before, const std::vector<FieldDef>& now, const Via& via) {
  for (const auto& [left, right] : side_by_side(before, now)) {
    if (left != nullptr && right != nullptr) type(left->type, right->type, via);
  }
}

void Reach::type(const TypeRef& before, const TypeRef& now, const Via& via) {
  if (before.kind == TypeRef::Kind::Named && now.kind == TypeRef::Kind::Named) {
    pairs_.try_rename(before.named, now.named);
  }
  const Meeting met = meet(before_, before, now_, now, pairs_);
  if (met.before.kind != met.now.kind) return;
  if (met.now.kind == TypeRef::Kind::Named) {
    // Behind aliases of one side there may be another name that changed.
    pairs_.try_rename(met.before.named, met.now.named);
    if (pairs_.are_paired(met.before.named, met.now.named)) declared(met.before.named, met.now.named, via);
  } else if (met.now.kind != TypeRef::Kind::Scalar) {
    type(met.before.element.front(), met.now.element.front(), via);
  }
}

void Reach::declared(TypeId before, TypeId now, const Via& via) {
  if (!uses_[now][via.gateway].add(via.senders)) return;
  const auto& left = before_.type(before).def;
  const auto& right = now_.type(now).def;
  if (left.index() != right.index()) return;
  if (const auto* alias = std::get_if<AliasDef>(&left)) {
    type(alias->target, std::get<AliasDef>(right).target, via);
  } else if (const auto* structure = std::get_if<StructDef>(&left)) {
    fields(structure->fields, std::get<StructDef>(right).fields, via);
  } else if (const auto* choice = std::get_if<UnionDef>(&left)) {
    for (const auto& [old_arm, new_arm] : side_by_side(choice->arms, std::get<UnionDef>(right).arms)) {
      if (old_arm != nullptr && new_arm != nullptr) type(old_arm->type, new_arm->type, via);
    }
  }
}

}  // namespace gangway::gen
