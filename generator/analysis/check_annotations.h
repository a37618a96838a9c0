#pragma once

#include "analysis/bindings.h"
#include "analysis/program.h"
#include "analysis/symbols.h"
#include "diagnostics/sink.h"

namespace gangway::gen {

/// Checks every annotation: that it exists, stands where it means something, once, and has the arguments it
/// takes.
///
/// Needs:    `bindings.types`, from `resolve_types`.
/// Gives:    `bindings.used_imports` for the constants, guards and pipes that annotations name.
/// Reports:  GW3101 to GW3108, and GW4004 and GW4010 for the names of constants in ranges. Of several faults
///           of one annotation only the first, in that order. What else annotations say to each other is
///           `check_policies`' business.
void check_annotations(const Program& program, const Symbols& symbols, Bindings& bindings,
                       DiagnosticSink& sink);

}  // namespace gangway::gen
