#pragma once

#include <string>
#include <vector>

#include "schema/schema.h"

namespace gangway::gen {

/// One line of what holds for an event, each cell as people read it; empty where nothing was said.
struct PolicyRow {
  std::string gateway;
  std::string space;  ///< The namespace's path.
  std::string room;   ///< For the `emit`s of rooms.
  std::string event;
  std::string direction;            ///< "on" or "emit"
  std::vector<std::string> guards;  ///< "HasRole(admin) (namespace)", in the order in which they are asked.
  bool is_public = false;           ///< `@public`: there are none on purpose.
  std::string rate;                 ///< "20 per 10s, burst 40, by session.user (gateway)"
  std::string deadline;             ///< "3s"
  std::string size;                 ///< "256KiB (gateway)"
  std::string order;                ///< "one at a time", "4 at once", "in order"
  std::string delivery;             ///< "queued; oldest dropped when full (gateway)", "newest of each `key`"
};

/// The events of all gateways in the files that were asked for, in written order. What a row has from its
/// gateway or namespace says so in parentheses; what is its own says nothing.
std::vector<PolicyRow> policy_table(const Schema& schema);

/// The rows as aligned text, grouped by namespace.
std::string policy_text(const std::vector<PolicyRow>& rows);
/// The rows as Markdown tables, one for each namespace.
std::string policy_markdown(const std::vector<PolicyRow>& rows);
/// The rows as a JSON list of objects; empty cells are null.
std::string policy_json(const std::vector<PolicyRow>& rows);

}  // namespace gangway::gen
