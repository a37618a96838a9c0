#include "diff/change.h"

#include <algorithm>

namespace gangway::gen {
namespace {

void raise(Effect& effect, Effect to) { effect = std::max(effect, to); }

void add(Effects& effects, const Change& change, Senders senders) {
  if (change.row->axis == Axis::Peers || senders.clients) {
    raise(effects.old_client, change.first);
    raise(effects.new_client, change.second);
  }
  // What the server sends is read by the client: the same two columns, the other way round.
  if (change.row->axis == Axis::Data && senders.server) {
    raise(effects.old_client, change.second);
    raise(effects.new_client, change.first);
  }
}

Effects begin(const Change& change) {
  return {.old_client = Effect::None,
          .new_client = Effect::None,
          .source = change.row->source,
          .behaviour = change.row->behaviour};
}

}  // namespace

Effects effects_of(const Change& change) {
  Effects effects = begin(change);
  for (const auto& [gateway, senders] : change.uses) add(effects, change, senders);
  return effects;
}

Effects effects_of(const Change& change, std::string_view gateway) {
  Effects effects = begin(change);
  const auto found = change.uses.find(gateway);
  if (found != change.uses.end()) add(effects, change, found->second);
  return effects;
}

std::string aspects_of(const Effects& effects) {
  std::string text;
  const auto add = [&text](bool is_wanted, const char* word) {
    if (is_wanted) text.append(text.empty() ? "" : ", ").append(word);
  };
  add(effects.old_client != Effect::None || effects.new_client != Effect::None, "wire");
  add(effects.source != Effect::None, "source");
  add(effects.behaviour != Effect::None, "behaviour");
  return text;
}

bool breaks_something(const Effects& effects) {
  return std::max({effects.old_client, effects.new_client, effects.source, effects.behaviour}) ==
         Effect::Breaks;
}

bool does_something(const Effects& effects) {
  return std::max({effects.old_client, effects.new_client, effects.source, effects.behaviour}) !=
         Effect::None;
}

}  // namespace gangway::gen
