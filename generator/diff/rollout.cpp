#include "diff/rollout.h"

#include <algorithm>
#include <set>

namespace gangway::gen {
namespace {

void note(std::vector<std::string>& codes, std::string_view code) {
  if (std::find(codes.begin(), codes.end(), code) == codes.end()) codes.emplace_back(code);
}

std::string listed(const std::vector<std::string>& codes) {
  std::string text;
  for (const std::string& each : codes) text.append(text.empty() ? "" : ", ").append(each);
  return text;
}

}  // namespace

std::vector<Rollout> rollouts(const Schema& before, const Schema& now, const std::vector<Change>& changes) {
  std::set<std::string> names;
  for (const Schema* schema : {&before, &now}) {
    for (const FileDef& file : schema->files) {
      for (const GatewayDef& each : file.gateways) names.insert(each.name);
    }
  }
  // One that was renamed goes by its new name.
  for (const Change& change : changes) {
    if (change.row->code == "GW6004") {
      for (const FileDef& file : before.files) {
        for (const GatewayDef& each : file.gateways) {
          if (change.then && change.then->file == each.origin.file && change.then->line == each.origin.line) {
            names.erase(each.name);
          }
        }
      }
    }
  }
  std::vector<Rollout> all;
  for (const std::string& name : names) {
    Rollout rollout{.gateway = name, .order = Order::Any, .server_waits = {}, .clients_wait = {}};
    for (const Change& change : changes) {
      const Effects effects = effects_of(change, name);
      if (effects.old_client != Effect::None) note(rollout.server_waits, change.row->code);
      if (effects.new_client != Effect::None) note(rollout.clients_wait, change.row->code);
    }
    const bool server_waits = !rollout.server_waits.empty();
    const bool clients_wait = !rollout.clients_wait.empty();
    rollout.order = server_waits && clients_wait ? Order::Neither
                    : server_waits               ? Order::ClientsFirst
                    : clients_wait               ? Order::ServerFirst
                                                 : Order::Any;
    all.push_back(std::move(rollout));
  }
  return all;
}

std::string rollout_text(const Rollout& rollout) {
  switch (rollout.order) {
    case Order::Any:
      return "any order";
    case Order::ServerFirst:
      return "server first, then clients: new clients do not get on with an old server (" +
             listed(rollout.clients_wait) + ")";
    case Order::ClientsFirst:
      return "clients first, then server: old clients do not get on with a new server (" +
             listed(rollout.server_waits) + ")";
    case Order::Neither:
      return "neither order: old clients do not get on with a new server (" + listed(rollout.server_waits) +
             "), nor new clients with an old one (" + listed(rollout.clients_wait) +
             "); both at once, or what is new beside what is old";
  }
  return {};
}

}  // namespace gangway::gen
