#pragma once

#include "analysis/program.h"
#include "diagnostics/sink.h"

namespace gangway::gen {

/// Checks the paths of gateways and namespaces: each is one, and no two name the same address.
///
/// Reports:  GW3004, GW3005, and GW3105 for parameters in a namespace's path, which are not generated yet.
void check_paths(const Program& program, DiagnosticSink& sink);

}  // namespace gangway::gen
