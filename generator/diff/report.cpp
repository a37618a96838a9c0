#include "diff/report.h"

#include <algorithm>

namespace gangway::gen {

bool is_refused(const Change& change, const Allowed& allowed) {
  if (allowed.codes.contains(change.row->code)) return false;
  const Effects effects = effects_of(change);
  const bool wire = effects.old_client == Effect::Breaks || effects.new_client == Effect::Breaks;
  return (wire && !allowed.wire) || (effects.source == Effect::Breaks && !allowed.source) ||
         (effects.behaviour == Effect::Breaks && !allowed.behaviour);
}

std::size_t count_refused(const DiffReport& report) {
  return static_cast<std::size_t>(
      std::count_if(report.changes.begin(), report.changes.end(),
                    [&](const Change& change) { return is_refused(change, report.allowed); }));
}

std::vector<const Change*> shown(const DiffReport& report) {
  std::vector<const Change*> all;
  for (const Change& change : report.changes) {
    const bool is_docs = change.row->code == "GW6135" || change.row->code == "GW6132";
    if (!is_docs || report.with_docs) all.push_back(&change);
  }
  return all;
}

std::string wire_word(Effect effect) {
  return effect == Effect::None ? "fine" : (effect == Effect::Minor ? "has to wait" : "breaks");
}

std::string source_word(Effect effect) {
  return effect == Effect::None ? "fine" : (effect == Effect::Minor ? "to do" : "breaks");
}

std::string behaviour_word(Effect effect) {
  return effect == Effect::None ? "same" : (effect == Effect::Minor ? "changes" : "breaks");
}

std::string place_text(const DiffReport& report, const Change& change) {
  const auto text = [](const Schema& schema, const Origin& origin) {
    return schema.file(origin.file).name + ':' + std::to_string(origin.line);
  };
  if (change.now) return text(report.now, *change.now);
  if (change.then) return text(report.before, *change.then);
  return {};
}

}  // namespace gangway::gen
