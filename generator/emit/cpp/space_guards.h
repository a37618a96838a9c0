#pragma once

#include <set>
#include <string>
#include <utility>
#include <vector>

#include <nlohmann/json.hpp>

#include "emit/cpp/space_names.h"
#include "emit/cpp/types.h"

namespace gangway::gen::cpp {

/// The guards that a namespace asks, at its join and at its events: the handler's methods that answer for
/// them, and each with the arguments it is asked with.
class SpaceGuards {
 public:
  /// `taken`: the names that the handler has already; those of the guards' methods are added.
  SpaceGuards(const Types& types, const SpaceNames& names, const NamespaceDef& space,
              std::set<std::string>& taken);

  /// `{doc, method, parameters}` for each guard: `has_role`, `, Role role`.
  [[nodiscard]] const nlohmann::json& methods() const { return methods_; }
  /// `{function, method, arguments}` for each that is asked with other arguments: `ask_chat_has_role`,
  /// `has_role`, `, Role::Admin`.
  [[nodiscard]] const nlohmann::json& asks() const { return asks_; }
  /// `{name, ask}` for each of `guards`.
  [[nodiscard]] nlohmann::json rows(const std::vector<Inherited<GuardUse>>& guards) const;

 private:
  void add(const Types& types, const GuardUse& use, std::set<std::string>& taken);
  [[nodiscard]] const std::string& method_of(GuardId guard) const;

  const SpaceNames& names_;
  std::vector<std::pair<GuardId, std::string>> known_;  ///< With the names of their methods.
  std::vector<std::pair<GuardUse, nlohmann::json>> rows_;
  nlohmann::json methods_ = nlohmann::json::array();
  nlohmann::json asks_ = nlohmann::json::array();
};

/// `name`, with as many `_` behind it as set it apart from `taken`, which it is added to.
std::string taking(std::set<std::string>& taken, std::string name);

}  // namespace gangway::gen::cpp
