#pragma once

#include "analysis/bindings.h"
#include "analysis/program.h"
#include "analysis/symbols.h"
#include "diagnostics/sink.h"

namespace gangway::gen {

/// Binds every written type, and every name after `throws`, to what it means.
///
/// Needs:    `symbols`, from `collect_symbols`.
/// Gives:    `bindings.types`, `bindings.errors`, `bindings.used_imports`.
/// Reports:  GW2101, GW2102, GW2105, GW2106, GW2108 to GW2111, GW2207 to GW2210.
///
/// Carries on after an error, so one run shows every unknown name. What could not be bound is not in
/// `bindings`. Says nothing yet about what the types are made of: see `check_types`.
void resolve_types(const Program& program, const Symbols& symbols, Bindings& bindings, DiagnosticSink& sink);

}  // namespace gangway::gen
