#pragma once

#include "diagnostics/sink.h"
#include "source/source_map.h"
#include "syntax/ast.h"

namespace gangway::gen {

/// Reads one file.
///
/// Reports:  GW1001 to GW1022; all it can find in one go, none of them caused by another.
/// Gives:    all that was understood. What was not is left out of the tree and named in its gaps, so that
/// other
///           mistakes are found in the same run and no error is caused by what is missing.
///
/// No text makes it fail otherwise: size, encoding and nesting are checked before the parser runs.
ast::File parse(const SourceMap& sources, SourceId id, DiagnosticSink& sink);

}  // namespace gangway::gen
