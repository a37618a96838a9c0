#pragma once

#include "diagnostics/sink.h"
#include "source/source_map.h"

namespace gangway::gen {

/// Whether the text of `file` is fit to be parsed: not too large, UTF-8, not nested too deep.
/// Reports GW1001, GW1002, GW1003; at most one of them.
bool prescan(const SourceFile& file, SourceId id, DiagnosticSink& sink);

}  // namespace gangway::gen
