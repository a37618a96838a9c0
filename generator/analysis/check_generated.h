#pragma once

#include "analysis/program.h"
#include "diagnostics/sink.h"

namespace gangway::gen {

/// Refuses what the language has and generated code does not do yet, because leaving it out silently would be
/// worse. Only `gangway generate` asks; everything else accepts the whole language.
///
/// Needs:    a program without errors.
/// Reports:  GW3105, once for each construct in the files that are generated: those that were asked for, or
///           all `with_imports`.
void check_generated(const Program& program, bool with_imports, DiagnosticSink& sink);

}  // namespace gangway::gen
