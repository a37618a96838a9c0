#include <algorithm>
#include <array>
#include <string>

#include <fmt/format.h>

#include "lint/checks.h"
#include "lint/words.h"
#include "schema/socketio_names.h"

namespace gangway::gen::lint_detail {
namespace {

bool is_required_bool(const FieldDef& field) {
  return field.type.kind == TypeRef::Kind::Scalar && field.type.scalar == Scalar::Bool && !field.optional;
}

bool sounds_like_question(std::string_view name) {
  constexpr std::array<std::string_view, 10> kWords{"get",    "find", "fetch", "query", "lookup",
                                                    "search", "list", "count", "is",    "has"};
  const std::vector<std::string> words = words_of(name);
  return !words.empty() && std::find(kWords.begin(), kWords.end(), words.front()) != kWords.end();
}

/// The names of the events that nothing holds back: "`join`, `leave` and 3 more".
std::string unlimited_names(const NamespaceDef& space) {
  constexpr std::size_t kMostNamed = 3;
  std::string names;
  std::size_t count = 0;
  for (const EventDef& each : space.ons) {
    if (!each.policy.guards.empty() || each.policy.rate) continue;
    if (++count <= kMostNamed) names += fmt::format("{}`{}`", names.empty() ? "" : ", ", each.name);
  }
  return count > kMostNamed ? fmt::format("{} and {} more", names, count - kMostNamed) : names;
}

void check_event(const EventDef& event, Findings& findings) {
  const auto& params = event.payload.params;
  if (std::count_if(params.begin(), params.end(), is_required_bool) > 1) {
    findings.report(rules::bool_parameters, event.origin, event.name);
  }
  if (is_reserved_by_socketio(event.name)) {
    findings.report(rules::socketio_event, event.origin, event.name);
  }
}

void check_space(const NamespaceDef& space, const Origin& origin, Findings& findings) {
  if (const std::string names = unlimited_names(space); !names.empty()) {
    findings.report(rules::unlimited_events, origin, names);
  }
  for (const EventDef& each : space.ons) {
    check_event(each, findings);
    if (each.reply.kind == ReplyDef::Kind::None && sounds_like_question(each.name)) {
      findings.report(rules::question_without_reply, each.origin, each.name);
    }
  }
  for (const EventDef& each : space.emits) {
    check_event(each, findings);
    if (each.reply.kind != ReplyDef::Kind::None && !each.policy.deadline_ms) {
      findings.report(rules::call_without_deadline, each.origin, each.name);
    }
  }
  for (const RoomDef& room : space.rooms) {
    for (const EventDef& each : room.emits) check_event(each, findings);
    if (room.emits.empty()) findings.report(rules::silent_room, room.origin, room.name);
  }
}

bool is_empty(const NamespaceDef& space) {
  return space.ons.empty() && space.emits.empty() && space.rooms.empty();
}

}  // namespace

void check_events(const Schema& schema, Findings& findings) {
  for (const FileDef& file : schema.files) {
    for (const GatewayDef& gateway : file.gateways) {
      if (!gateway.max_payload) findings.report(rules::missing_max_payload, gateway.origin, gateway.name);
      if (std::all_of(gateway.namespaces.begin(), gateway.namespaces.end(), is_empty)) {
        findings.report(rules::empty_gateway, gateway.origin, "gateway", gateway.name);
        continue;
      }
      for (const NamespaceDef& space : gateway.namespaces) {
        check_space(space, space.is_root ? gateway.origin : space.origin, findings);
        if (is_empty(space) && !space.is_root) {
          findings.report(rules::empty_gateway, space.origin, "namespace", space.name);
        }
      }
    }
  }
}

}  // namespace gangway::gen::lint_detail
