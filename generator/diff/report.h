#pragma once

#include <set>
#include <string>
#include <vector>

#include "diff/change.h"
#include "diff/rollout.h"
#include "schema/schema.h"

namespace gangway::gen {

/// What `--allow` names: aspects, codes.
struct Allowed {
  bool wire = false;
  bool source = false;
  bool behaviour = false;
  std::set<std::string, std::less<>> codes;
};

/// Two schemas, what changed, and what is made of it.
struct DiffReport {
  const Schema& before;
  const Schema& now;
  std::vector<Change> changes;
  std::vector<Rollout> rollouts;
  Allowed allowed;
  bool with_docs = false;  ///< Also what only documentation says.
};

/// Whether a change breaks something that is not allowed.
bool is_refused(const Change& change, const Allowed& allowed);
std::size_t count_refused(const DiffReport& report);

/// The changes that are to be shown.
std::vector<const Change*> shown(const DiffReport& report);

std::string wire_word(Effect effect);
std::string source_word(Effect effect);
std::string behaviour_word(Effect effect);

/// "chat.gw:14"; of the old schema where it is gone in the new one. Empty when it is about no place.
std::string place_text(const DiffReport& report, const Change& change);

std::string render_diff_text(const DiffReport& report);
std::string render_diff_markdown(const DiffReport& report);
/// One object: `version`, `changes`, `rollouts`, `refused`. The keys are in generator/README.md.
std::string render_diff_json(const DiffReport& report);

}  // namespace gangway::gen
