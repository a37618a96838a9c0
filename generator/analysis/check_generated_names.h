#pragma once

#include "analysis/program.h"
#include "diagnostics/sink.h"

namespace gangway::gen {

/// Checks that the names which generated C++ adds to a package clash neither with declared ones nor with each
/// other: namespace `chat` gives `ChatHandler`, its event `join(room: …)` gives `ChatJoin`, and so on.
/// (TypeScript needs no check: its generator moves out of the way.)
///
/// Reports:  GW2301 for gateways that are one in C++, GW2302, GW2303, GW3013.
void check_generated_names(const Program& program, DiagnosticSink& sink);

}  // namespace gangway::gen
