#pragma once

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "schema/schema.h"

namespace gangway::gen {

/// Which declaration of the new schema each one of the old schema became: the one of the same name in the
/// same package, wherever it moved; or, since names of types are not on the wire, one that took its place.
class Pairs {
 public:
  Pairs(const Schema& before, const Schema& now);

  [[nodiscard]] std::optional<TypeId> now_of(TypeId before) const;
  [[nodiscard]] std::optional<TypeId> before_of(TypeId now) const;
  [[nodiscard]] bool are_paired(TypeId before, TypeId now) const { return now_of(before) == now; }

  /// Takes two types for one that was renamed, where neither has a partner and names are not on the wire.
  bool try_rename(TypeId before, TypeId now);

  struct Renamed {
    std::string before;
    std::string now;
    FileId file;  ///< Of the new schema.
  };
  [[nodiscard]] const std::vector<Renamed>& packages() const { return packages_; }
  [[nodiscard]] const std::vector<std::pair<TypeId, TypeId>>& renamed() const { return renamed_; }

 private:
  /// Packages that are gone, and in whose file there is another one now.
  void find_packages();
  void pair(TypeId before, TypeId now);

  const Schema& before_;
  const Schema& now_;
  std::vector<Renamed> packages_;
  std::map<TypeId, TypeId> to_now_;
  std::map<TypeId, TypeId> to_before_;
  std::vector<std::pair<TypeId, TypeId>> renamed_;
};

/// The elements of `before` and `now` side by side: those of one name as a pair, in the order of `now`; those
/// that are gone behind, with null for the other.
template <class Def>
std::vector<std::pair<const Def*, const Def*>> side_by_side(const std::vector<Def>& before,
                                                            const std::vector<Def>& now) {
  std::map<std::string_view, const Def*> old;
  for (const Def& each : before) old.emplace(each.name, &each);
  std::vector<std::pair<const Def*, const Def*>> pairs;
  for (const Def& each : now) {
    const auto found = old.find(each.name);
    pairs.emplace_back(found == old.end() ? nullptr : found->second, &each);
    if (found != old.end()) old.erase(found);
  }
  for (const Def& each : before) {
    if (old.contains(each.name)) pairs.emplace_back(&each, nullptr);
  }
  return pairs;
}

}  // namespace gangway::gen
