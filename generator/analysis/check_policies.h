#pragma once

#include "analysis/bindings.h"
#include "analysis/program.h"
#include "analysis/symbols.h"
#include "diagnostics/sink.h"

namespace gangway::gen {

/// Checks what annotations say to what they stand on, and to each other: that `@rate` counts by a field which
/// every session under it has, that `@latest` names a key, that `@deadline` has a reply to wait for, that no
/// two contradict each other.
///
/// Needs:    `bindings.types`; annotations whose arguments have their shape, from `check_annotations`.
/// Reports:  GW3302 to GW3306, GW3308, GW3309, GW3313.
void check_policies(const Program& program, const Symbols& symbols, const Bindings& bindings,
                    DiagnosticSink& sink);

}  // namespace gangway::gen
