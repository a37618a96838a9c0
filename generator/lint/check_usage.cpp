#include <set>
#include <string>

#include "lint/checks.h"
#include "lint/places.h"

namespace gangway::gen::lint_detail {
namespace {

/// What a schema uses of what it declares.
struct Used {
  std::set<TypeId> types;
  std::set<TypeId> errors;
  std::set<GuardId> guards;
  std::set<PipeId> pipes;
};

template <class Visit>
void for_each_event(const Schema& schema, Visit visit) {
  for (const FileDef& file : schema.files) {
    for (const GatewayDef& gateway : file.gateways) {
      for (const NamespaceDef& space : gateway.namespaces) {
        for (const EventDef& each : space.ons) visit(each);
        for (const EventDef& each : space.emits) visit(each);
        for (const RoomDef& room : space.rooms) {
          for (const EventDef& each : room.emits) visit(each);
        }
      }
    }
  }
}

Used used_by(const Schema& schema) {
  Used used;
  for (const Place& place : written_places(schema)) {
    for_each_part(*place.type, [&](const TypeRef& part) {
      if (part.kind == TypeRef::Kind::Named) used.types.insert(part.named);
      if (part.constraints && part.constraints->pipe) used.pipes.insert(*part.constraints->pipe);
    });
  }
  for_each_event(schema, [&](const EventDef& event) {
    used.errors.insert(event.throws.begin(), event.throws.end());
    for (const auto& guard : event.policy.guards) used.guards.insert(guard.value.guard);
  });
  return used;
}

/// A file without a gateway is there to be imported: what it declares is for others to use.
bool is_library(const Schema& schema, const Origin& origin) {
  return schema.file(origin.file).gateways.empty();
}

void check_unused(const Schema& schema, Findings& findings) {
  const Used used = used_by(schema);
  for (std::size_t i = 0; i < schema.types.size(); ++i) {
    const TypeDef& type = schema.types[i];
    const auto id = static_cast<TypeId>(i);
    if (is_library(schema, type.origin) || used.types.contains(id) || used.errors.contains(id)) continue;
    const auto* structure = std::get_if<StructDef>(&type.def);
    const bool is_error = structure != nullptr && structure->is_error;
    findings.report(is_error ? rules::unused_error : rules::unused_type, type.origin, type.name);
  }
  for (std::size_t i = 0; i < schema.guards.size(); ++i) {
    const GuardDef& guard = schema.guards[i];
    if (is_library(schema, guard.origin) || used.guards.contains(static_cast<GuardId>(i))) continue;
    findings.report(rules::unused_rule, guard.origin, "guard", guard.name);
  }
  for (std::size_t i = 0; i < schema.pipes.size(); ++i) {
    const PipeDef& pipe = schema.pipes[i];
    if (is_library(schema, pipe.origin) || used.pipes.contains(static_cast<PipeId>(i))) continue;
    findings.report(rules::unused_rule, pipe.origin, "pipe", pipe.name);
  }
}

/// Uses of what is deprecated, in what is not deprecated itself.
class DeprecatedUses {
 public:
  DeprecatedUses(const Schema& schema, Findings& findings) : schema_(schema), findings_(findings) {}

  void check_all() {
    for (const Place& place : written_places(schema_)) {
      for_each_part(*place.type, [&](const TypeRef& part) {
        if (part.kind == TypeRef::Kind::Named) check(schema_.type(part.named), *place.docs, place.origin);
      });
      if (place.field != nullptr) check_default(*place.field);
    }
    for_each_event(schema_, [&](const EventDef& event) {
      for (const TypeId error : event.throws) check(schema_.type(error), event.docs, event.origin);
      for (const auto& guard : event.policy.guards) {
        if (guard.from == Level::Event) check(schema_.guard(guard.value.guard), event.docs, event.origin);
      }
    });
  }

 private:
  template <class Def>
  void check(const Def& used, const Docs& user, const Origin& origin) {
    if (!used.docs.deprecated || user.deprecated) return;
    Diagnostic* diagnostic =
        findings_.report(rules::deprecated_use, origin, used.name, *used.docs.deprecated);
    if (diagnostic != nullptr) diagnostic->note(span_of(used.origin), "it is declared here");
  }

  void check_default(const FieldDef& field) {
    const auto* word = field.default_value ? std::get_if<EnumeratorRef>(&field.default_value->data) : nullptr;
    if (word == nullptr || field.type.kind != TypeRef::Kind::Named) return;
    const auto* enumeration = std::get_if<EnumDef>(&schema_.type(field.type.named).def);
    if (enumeration == nullptr) return;
    for (const EnumeratorDef& each : enumeration->enumerators) {
      if (each.name == word->name) check(each, field.docs, field.origin);
    }
  }

  const Schema& schema_;
  Findings& findings_;
};

}  // namespace

void check_usage(const Schema& schema, Findings& findings) {
  check_unused(schema, findings);
  DeprecatedUses(schema, findings).check_all();
}

}  // namespace gangway::gen::lint_detail
