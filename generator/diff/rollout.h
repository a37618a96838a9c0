#pragma once

#include <string>
#include <vector>

#include "diff/change.h"
#include "schema/schema.h"

namespace gangway::gen {

/// In which order the two ends of a gateway may be replaced while both keep working.
enum class Order { Any, ServerFirst, ClientsFirst, Neither };

struct Rollout {
  std::string gateway;
  Order order = Order::Any;
  std::vector<std::string> server_waits;  ///< Codes for which all clients have to be new first.
  std::vector<std::string> clients_wait;  ///< Codes for which the server has to be new first.
};

/// One for each gateway that the new schema has or the old one had, by name.
std::vector<Rollout> rollouts(const Schema& before, const Schema& now, const std::vector<Change>& changes);

/// "server first, then clients: …"
std::string rollout_text(const Rollout& rollout);

}  // namespace gangway::gen
