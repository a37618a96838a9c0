#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "diff/change.h"

namespace gangway::gen {

/// The thing that changes are found on: what it is called, who sends it, where it stands.
struct Place {
  std::string name;
  Uses uses;
  std::optional<Origin> now;
  std::optional<Origin> then;

  /// A part of it: `name` + `suffix`, at its own places where it has some.
  template <class Def>
  [[nodiscard]] Place part(const std::string& suffix, const Def* before, const Def* after) const {
    Place inner{name + suffix, uses, now, then};
    if (after != nullptr) inner.now = after->origin;
    if (before != nullptr) inner.then = before->origin;
    return inner;
  }
};

/// Takes the changes as they are found.
class Recorder {
 public:
  /// The answer may be told more until the next call.
  Change& add(std::string_view code, const Place& place, std::string_view was = {}, std::string_view is = {});

  /// What documentation says, and what it says of deprecation.
  void docs(const Place& place, const Docs& before, const Docs& now);

  std::vector<Change> take() { return std::move(changes_); }

 private:
  std::vector<Change> changes_;
};

}  // namespace gangway::gen
