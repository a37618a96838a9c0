#pragma once

#include "analysis/program.h"
#include "diagnostics/sink.h"

namespace gangway::gen {

/// Checks that nothing stands open by mistake: where a gateway denies by default, every event that clients send
/// and every join has a guard or is `@public`; and that what is `@public` has no guard.
///
/// Needs:    annotations whose arguments have their shape, from `check_annotations`.
/// Reports:  GW3314, GW3315.
void check_access(const Program& program, DiagnosticSink& sink);

}  // namespace gangway::gen
