#pragma once

#include <string>
#include <vector>

#include "diagnostics/sink.h"
#include "schema/schema.h"
#include "source/source_map.h"
#include "syntax/ast.h"

namespace gangway::gen {

/// What stands behind one type on the way from a scalar, list or map to a use: behind an alias' target, or
/// behind the use.
struct ConstraintLink {
  const Constraints* constraints;
  const ast::Type* written;
};

/// Checks the last of `links` with itself and with those before it, which were checked already: that some
/// value satisfies them all, and that it does not normalise what was checked before. `base` is what they are
/// about, `name` what the last one stands behind.
///
/// Reports:  GW3211, GW3214.
void check_conflicts(const std::vector<ConstraintLink>& links, const TypeRef& base, const std::string& name,
                     const SourceMap& sources, DiagnosticSink& sink);

}  // namespace gangway::gen
