#pragma once

#include "analysis/bindings.h"
#include "analysis/program.h"
#include "analysis/symbols.h"
#include "diagnostics/sink.h"

namespace gangway::gen {

/// Finds the values of constants and defaults.
///
/// Needs:    `bindings.types`, from `resolve_types`.
/// Gives:    `bindings.values`, `bindings.used_imports`.
/// Reports:  GW4001 to GW4010.
void resolve_values(const Program& program, const Symbols& symbols, Bindings& bindings, DiagnosticSink& sink);

}  // namespace gangway::gen
