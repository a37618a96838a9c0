#include "lint/rule_names.h"

#include <algorithm>

namespace gangway::gen {

const RuleName* find_rule_name(std::string_view name) {
  const auto found = std::find_if(kRuleNames.begin(), kRuleNames.end(),
                                  [&](const RuleName& each) { return each.name == name; });
  return found == kRuleNames.end() ? nullptr : &*found;
}

const RuleName* find_rule_name_of(std::string_view code) {
  const auto found = std::find_if(kRuleNames.begin(), kRuleNames.end(),
                                  [&](const RuleName& each) { return each.code == code; });
  return found == kRuleNames.end() ? nullptr : &*found;
}

}  // namespace gangway::gen
