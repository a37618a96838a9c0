#pragma once

#include "analysis/bindings.h"
#include "analysis/program.h"
#include "analysis/symbols.h"
#include "diagnostics/sink.h"

namespace gangway::gen {

/// Checks what types are made of.
///
/// Needs:    `bindings.types`, from `resolve_types`.
/// Reports:  GW2201 to GW2204, GW2209, GW2211.
void check_types(const Program& program, const Symbols& symbols, const Bindings& bindings,
                 DiagnosticSink& sink);

}  // namespace gangway::gen
