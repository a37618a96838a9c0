#include <algorithm>
#include <string>
#include <utility>

#include <nlohmann/json.hpp>

#include "diff/report.h"

namespace gangway::gen {
namespace {

using Json = nlohmann::ordered_json;

std::string effects_text(const Effects& effects) {
  std::string text;
  const auto add = [&text](const std::string& what, const std::string& word) {
    text += (text.empty() ? "" : "; ") + what + ": " + word;
  };
  if (effects.old_client != Effect::None || effects.new_client != Effect::None) {
    add("old client, new server", wire_word(effects.old_client));
    add("new client, old server", wire_word(effects.new_client));
  }
  if (effects.source != Effect::None) add("source", source_word(effects.source));
  if (effects.behaviour != Effect::None) add("behaviour", behaviour_word(effects.behaviour));
  return text;
}

std::string level_of(const DiffReport& report, const Change& change) {
  if (is_refused(change, report.allowed)) return "breaks";
  const Effects effects = effects_of(change);
  if (breaks_something(effects)) return "allowed";
  return does_something(effects) ? "note" : "fine";
}

std::string summary(const DiffReport& report) {
  const std::size_t refused = count_refused(report);
  const std::size_t all = shown(report).size();
  return std::to_string(all) + (all == 1 ? " change, " : " changes, ") +
         (refused == 0 ? "nothing breaks" : std::to_string(refused) + (refused == 1 ? " breaks" : " break"));
}

/// Whether there is something to do instead that spares those who run; code can be mended where it is.
bool has_way_out(const Change& change, const Effects& effects) {
  const Effect worst = std::max({effects.old_client, effects.new_client, effects.behaviour});
  return worst == Effect::Breaks && !change.row->way_out.empty();
}

const char* order_word(Order order) {
  switch (order) {
    case Order::Any:
      return "any";
    case Order::ServerFirst:
      return "server-first";
    case Order::ClientsFirst:
      return "clients-first";
    case Order::Neither:
      return "neither";
  }
  return "";
}

Json place_json(const Schema& schema, const std::optional<Origin>& origin) {
  if (!origin) return nullptr;
  return {{"file", schema.file(origin->file).name}, {"line", origin->line}};
}

/// Cells end at bars, and code in backticks stays what it is.
std::string cell(const std::string& text) {
  std::string result;
  for (const char c : text) result.append(c == '|' ? "\\" : "") += c == '\n' ? ' ' : c;
  return result;
}

}  // namespace

std::string render_diff_text(const DiffReport& report) {
  std::string text;
  for (const Change* change : shown(report)) {
    const Effects effects = effects_of(*change);
    const std::string place = place_text(report, *change);
    text += (place.empty() ? "" : place + ": ") + level_of(report, *change) + ' ';
    text.append(change->row->code).append(": ").append(change->message).append("\n");
    if (const std::string more = effects_text(effects); !more.empty()) text += "    " + more + '\n';
    if (!change->why.empty()) text += "    because " + change->why + '\n';
    if (has_way_out(*change, effects)) {
      text.append("    way out: ").append(change->row->way_out).append("\n");
    }
  }
  for (const Rollout& each : report.rollouts) {
    text += "gateway " + each.gateway + ": " + rollout_text(each) + '\n';
  }
  return text + summary(report) + '\n';
}

std::string render_diff_markdown(const DiffReport& report) {
  std::string text = "## Changes of the schema\n\n";
  const auto changes = shown(report);
  if (!changes.empty()) {
    text +=
        "| | change | old client, new server | new client, old server | source | behaviour |\n"
        "|---|---|---|---|---|---|\n";
  }
  for (const Change* change : changes) {
    const Effects effects = effects_of(*change);
    std::string what = change->message;
    if (const std::string place = place_text(report, *change); !place.empty()) what += " (" + place + ')';
    if (has_way_out(*change, effects)) {
      what.append("; way out: ").append(change->row->way_out);
    }
    text += "| " + std::string(change->row->code) + " | " + cell(what) + " | " +
            wire_word(effects.old_client) + " | " + wire_word(effects.new_client) + " | " +
            source_word(effects.source) + " | " + behaviour_word(effects.behaviour) + " |\n";
  }
  text += "\n**" + summary(report) + ".**\n";
  if (!report.rollouts.empty()) text += "\nRollout:\n\n";
  for (const Rollout& each : report.rollouts) {
    text += "- `" + each.gateway + "`: " + rollout_text(each) + '\n';
  }
  return text;
}

std::string render_diff_json(const DiffReport& report) {
  Json json = {{"version", 1}, {"changes", Json::array()}, {"rollouts", Json::array()}};
  for (const Change* change : shown(report)) {
    const Effects effects = effects_of(*change);
    Json gateways = Json::array();
    for (const auto& [name, senders] : change->uses) {
      Json by = Json::array();
      if (change->row->axis == Axis::Data && senders.clients) by.push_back("clients");
      if (change->row->axis == Axis::Data && senders.server) by.push_back("server");
      gateways.push_back({{"name", name}, {"sentBy", std::move(by)}});
    }
    json["changes"].push_back({{"code", change->row->code},
                               {"name", change->row->name},
                               {"message", change->message},
                               {"about", aspects_of(effects)},
                               {"oldClientNewServer", wire_word(effects.old_client)},
                               {"newClientOldServer", wire_word(effects.new_client)},
                               {"source", source_word(effects.source)},
                               {"behaviour", behaviour_word(effects.behaviour)},
                               {"refused", is_refused(*change, report.allowed)},
                               {"why", change->why},
                               {"wayOut", change->row->way_out},
                               {"gateways", std::move(gateways)},
                               {"now", place_json(report.now, change->now)},
                               {"then", place_json(report.before, change->then)}});
  }
  for (const Rollout& each : report.rollouts) {
    json["rollouts"].push_back({{"gateway", each.gateway},
                                {"order", order_word(each.order)},
                                {"text", rollout_text(each)},
                                {"serverWaitsFor", each.server_waits},
                                {"clientsWaitFor", each.clients_wait}});
  }
  json["refused"] = count_refused(report);
  return json.dump(2) + '\n';
}

}  // namespace gangway::gen
