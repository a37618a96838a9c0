#pragma once

#include "analysis/bindings.h"
#include "analysis/program.h"
#include "diagnostics/sink.h"

namespace gangway::gen {

/// Checks what stands at the top of files: a package, and imports that make sense.
///
/// Reports:  GW2001, GW2003, GW2005.
void check_files(const Program& program, DiagnosticSink& sink);

/// Warns of imports nothing is taken from, in the files that were asked for.
///
/// Needs:    `bindings.used_imports`, after all passes that bind names; a program without errors, since a
/// name that
///           could not be bound may have been the one use.
/// Reports:  GW2004.
void check_imports_used(const Program& program, const Bindings& bindings, DiagnosticSink& sink);

}  // namespace gangway::gen
