#pragma once

#include <vector>

#include "analysis/bindings.h"
#include "analysis/rule_ids.h"
#include "analysis/symbols.h"
#include "schema/schema.h"

namespace gangway::gen {

/// Makes the policies that hold: from the outside in, guards add up, and of all else the nearest one holds.
///
/// Needs:    annotations without errors, and the arguments of guards in `bindings.values`.
class PolicyBuilder {
 public:
  PolicyBuilder(const Symbols& symbols, const Bindings& bindings, const RuleIds& ids)
      : symbols_(symbols), bindings_(bindings), ids_(ids) {}

  /// What holds inside of something with the annotations `list`, which stands in `file` and where `outer`
  /// holds.
  [[nodiscard]] Policy inside(Policy outer, const std::vector<ast::Annotation>& list, Level level,
                              SourceId file) const;

  /// What holds for `event`, without the parts that mean nothing to events of its kind.
  [[nodiscard]] Policy of_event(Policy outer, const ast::Event& event, SourceId file) const;

 private:
  void add_guards(Policy& policy, const ast::Annotation& annotation, Level level, SourceId file) const;
  [[nodiscard]] GuardUse guard_use(const ast::Value& written, SourceId file) const;

  const Symbols& symbols_;
  const Bindings& bindings_;
  const RuleIds& ids_;
};

}  // namespace gangway::gen
