#pragma once

#include <vector>

#include "diagnostics/sink.h"
#include "driver/options.h"
#include "source/source_map.h"

namespace gangway::gen {

/// Prints `diagnostics` as `options` ask, and answers with what they mean for the program's exit code.
ExitCode report(const std::vector<Diagnostic>& diagnostics, const SourceMap& sources,
                const InputOptions& options);

}  // namespace gangway::gen
