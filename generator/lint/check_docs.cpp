#include <set>

#include "lint/checks.h"

namespace gangway::gen::lint_detail {
namespace {

template <class Def>
void check_one(std::string_view kind, const Def& def, Findings& findings) {
  if (def.docs.text.empty()) findings.report(rules::missing_docs, def.origin, kind, def.name);
}

}  // namespace

void check_docs(const Schema& schema, Findings& findings) {
  std::set<TypeId> thrown;
  const auto check_events = [&](const std::vector<EventDef>& events) {
    for (const EventDef& each : events) {
      check_one("event", each, findings);
      thrown.insert(each.throws.begin(), each.throws.end());
    }
  };
  for (const FileDef& file : schema.files) {
    for (const GatewayDef& gateway : file.gateways) {
      check_one("gateway", gateway, findings);
      for (const NamespaceDef& space : gateway.namespaces) {
        if (!space.is_root) check_one("namespace", space, findings);
        check_events(space.ons);
        check_events(space.emits);
        for (const RoomDef& room : space.rooms) check_events(room.emits);
      }
    }
  }
  for (const TypeId id : thrown) check_one("error", schema.type(id), findings);
}

}  // namespace gangway::gen::lint_detail
