#include "emit/cpp/policy_view.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "emit/cpp/names.h"

namespace gangway::gen::cpp {
namespace {

using Json = nlohmann::json;

bool has_rate_from(const NamespaceDef& space, Level level) {
  return std::any_of(space.ons.begin(), space.ons.end(), [&](const EventDef& event) {
    return event.policy.rate && event.policy.rate->from == level;
  });
}

std::string_view by_name(Rate::By by) {
  if (by == Rate::By::Address) return "Address";
  return by == Rate::By::Session ? "Session" : "Connection";
}

/// A function that gives the value of a session's field as JSON.
std::string key_function(const Types& types, const NamespaceDef& space, const SpaceNames& names,
                         const std::string& field_name) {
  const auto def = std::find_if(space.session->begin(), space.session->end(),
                                [&](const FieldDef& field) { return field.name == field_name; });
  const Types::Field field = types.field(*def);
  const std::string place =
      fmt::format("static_cast<const {}*>(session)->{}", names.session, member(def->name));
  std::string absent;
  if (field.optional) absent = fmt::format("if (!{}) return std::string(); ", place);
  if (field.patch) absent = fmt::format("if ({}.is_absent()) return std::string(); ", place);
  return fmt::format(
      "[](const void* session) {{ {}return gangway::detail::json_text([&](gangway::JsonWriter& out) {{ "
      "{}::write(out, {}{}); }}); }}",
      absent, field.codec, field.optional ? "*" : "", place);
}

}  // namespace

std::string gateway_rate_row(const GatewayDef& gateway) {
  const auto& spaces = gateway.namespaces;
  const bool is_used = std::any_of(spaces.begin(), spaces.end(), [](const NamespaceDef& space) {
    return has_rate_from(space, Level::Gateway);
  });
  return is_used ? fmt::format("kGateway{}Rate", pascal(gateway.name)) : std::string();
}

std::string space_rate_row(const SpaceNames& names, const NamespaceDef& space) {
  return has_rate_from(space, Level::Namespace) ? fmt::format("k{}Rate", names.prefix) : std::string();
}

Json rate_view(std::string row, const Rate& rate) {
  return {{"row", std::move(row)},
          {"count", rate.count},
          {"period", rate.period_ms},
          {"burst", rate.burst},
          {"by", by_name(rate.by)}};
}

std::optional<Json> policy_view(const Types& types, const GatewayDef& gateway, const NamespaceDef& space,
                                const SpaceNames& names, const SpaceGuards& guards, const EventDef& event,
                                bool has_pipes) {
  const Policy& policy = event.policy;
  const std::string prefix = fmt::format("k{}On{}", names.prefix, pascal(event.name));
  Json members = Json::array();
  Json rates = Json::array();
  if (!policy.guards.empty()) members.push_back(fmt::format(".guards = {}Guards", prefix));
  if (policy.rate) {
    std::string row = prefix + "Rate";
    if (policy.rate->from == Level::Gateway) row = gateway_rate_row(gateway);
    if (policy.rate->from == Level::Namespace) row = space_rate_row(names, space);
    if (policy.rate->from == Level::Event) rates.push_back(rate_view(row, policy.rate->value));
    members.push_back(fmt::format(".rate = &{}", row));
    if (policy.rate->value.by == Rate::By::Session) {
      members.push_back(
          fmt::format(".rate_key = {}", key_function(types, space, names, policy.rate->value.session_field)));
    }
  }
  if (policy.deadline_ms) members.push_back(fmt::format(".deadline_ms = {}", policy.deadline_ms->value));
  if (policy.concurrent && policy.concurrent->value > 1)
    members.push_back(fmt::format(".concurrent = {}", policy.concurrent->value));
  // That of the gateway is the limit of every message: see GatewayTable.
  if (policy.max_payload && policy.max_payload->from != Level::Gateway)
    members.push_back(fmt::format(".max_payload = {}", policy.max_payload->value));
  if (members.empty() && !has_pipes) return std::nullopt;
  Json rows = guards.rows(policy.guards);
  const bool has_guards = !rows.empty();
  return Json{{"policy", prefix + "Policy"}, {"guard_rows", prefix + "Guards"},
              {"has_guards", has_guards},    {"rows", std::move(rows)},
              {"rates", std::move(rates)},   {"members", std::move(members)}};
}

}  // namespace gangway::gen::cpp
