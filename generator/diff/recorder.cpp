#include "diff/recorder.h"

#include <array>

namespace gangway::gen {
namespace {

std::string filled(std::string_view sentence, const std::array<std::string_view, 3>& arguments) {
  std::string text;
  for (std::size_t i = 0; i < sentence.size(); ++i) {
    if (sentence[i] == '{') {
      text += arguments[static_cast<std::size_t>(sentence[i + 1] - '0')];
      i += 2;
    } else {
      text += sentence[i];
    }
  }
  return text;
}

}  // namespace

Change& Recorder::add(std::string_view code, const Place& place, std::string_view was, std::string_view is) {
  const Row& row = diff_row(code);
  Change& change = changes_.emplace_back();
  change.row = &row;
  change.message = filled(row.sentence, {place.name, was, is});
  change.uses = place.uses;
  change.first = row.first;
  change.second = row.second;
  change.now = place.now;
  change.then = place.then;
  return change;
}

void Recorder::docs(const Place& place, const Docs& before, const Docs& now) {
  if (!before.deprecated && now.deprecated) add("GW6131", place);
  if (before.deprecated && !now.deprecated) add("GW6132", place);
  if (before.text != now.text || before.since != now.since ||
      (before.deprecated && now.deprecated && before.deprecated != now.deprecated)) {
    add("GW6135", place);
  }
}

}  // namespace gangway::gen
