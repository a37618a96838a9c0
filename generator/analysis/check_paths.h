#pragma once

#include "analysis/bindings.h"
#include "analysis/program.h"
#include "analysis/symbols.h"
#include "diagnostics/sink.h"

namespace gangway::gen {

/// Checks the paths of gateways and namespaces: each is one, and no two can name the same address.
///
/// Needs:    `bindings.types`, from `resolve_types`.
/// Reports:  GW3004, GW3005, GW3014, GW3015.
void check_paths(const Program& program, const Symbols& symbols, const Bindings& bindings,
                 DiagnosticSink& sink);

}  // namespace gangway::gen
