#pragma once

#include "analysis/bindings.h"
#include "analysis/program.h"
#include "analysis/symbols.h"
#include "diagnostics/sink.h"

namespace gangway::gen {

/// Checks gateways, namespaces, rooms and events.
///
/// Needs:    `bindings.types`, from `resolve_types`.
/// Reports:  GW3001 to GW3003, GW3006 to GW3012, GW3016, GW2301 for two names that are one in C++, and
/// GW2303.
///
/// Paths are another matter: see `check_paths`.
void check_gateways(const Program& program, const Symbols& symbols, const Bindings& bindings,
                    DiagnosticSink& sink);

}  // namespace gangway::gen
