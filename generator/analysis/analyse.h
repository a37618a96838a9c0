#pragma once

#include <optional>
#include <vector>

#include "diagnostics/sink.h"
#include "schema/schema.h"
#include "source/source_map.h"
#include "syntax/ast.h"

namespace gangway::gen {

/// What `files` mean together. `files[i]` is the file `SourceId(i)` of `sources`, imports found already.
///
/// Reports everything it can find in one run, and no error that another one caused; the passes stand in the
/// .cpp in the order in which they run. Nothing when an error was reported; warnings do not stand in the way.
std::optional<Schema> analyse(const std::vector<ast::File>& files, const SourceMap& sources,
                              DiagnosticSink& sink);

}  // namespace gangway::gen
