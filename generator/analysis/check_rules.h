#pragma once

#include "analysis/bindings.h"
#include "analysis/program.h"
#include "analysis/symbols.h"
#include "diagnostics/sink.h"

namespace gangway::gen {

/// Checks guards and pipes as they are declared, and the annotations about single values that need to know
/// where the value goes: `@pipe` and `@internal`.
///
/// Needs:    `bindings.types`, from `resolve_types`.
/// Reports:  GW3301, GW3307, GW3311, and GW3102 where the value goes the wrong way.
void check_rules(const Program& program, const Symbols& symbols, const Bindings& bindings,
                 DiagnosticSink& sink);

}  // namespace gangway::gen
