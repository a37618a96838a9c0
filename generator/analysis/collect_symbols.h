#pragma once

#include "analysis/program.h"
#include "analysis/symbols.h"
#include "diagnostics/sink.h"

namespace gangway::gen {

/// Gathers every declared name.
///
/// Gives:    `symbols`, with a `TypeId` for each type in the order of files and of declarations in them.
/// Reports:  GW2103 for a second declaration in one package, GW2107 for the name of a built-in type.
///
/// Of two declarations with one name both are there, so that what refers to them is not reported as well.
void collect_symbols(const Program& program, Symbols& symbols, DiagnosticSink& sink);

}  // namespace gangway::gen
