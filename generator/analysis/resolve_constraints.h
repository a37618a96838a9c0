#pragma once

#include "analysis/bindings.h"
#include "analysis/program.h"
#include "analysis/symbols.h"
#include "diagnostics/sink.h"

namespace gangway::gen {

/// Finds out what annotations behind types ask of their values, whether anything can satisfy it together with
/// the aliases on the way, and whether defaults and constants do.
///
/// Needs:    `bindings.types`, `bindings.values`, and `bindings.sound_annotations` from `check_annotations`.
/// Gives:    `constraints` of the types in `bindings.types`; normalised values in `bindings.values`.
/// Reports:  GW3108, GW3201 to GW3214, and what `Evaluator` reports about bounds.
void resolve_constraints(const Program& program, const Symbols& symbols, Bindings& bindings,
                         DiagnosticSink& sink);

}  // namespace gangway::gen
