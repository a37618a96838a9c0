#pragma once

#include "analysis/program.h"
#include "diagnostics/sink.h"

namespace gangway::gen {

/// Checks the names inside of declarations: fields, parameters, keys, enumerators and arms.
///
/// Reports:  GW2104, GW2112, GW2113, GW2205, GW2206, GW2301 for two names that are one in C++, GW2302 for a
/// field called
///           like its struct, GW2303.
void check_members(const Program& program, DiagnosticSink& sink);

}  // namespace gangway::gen
