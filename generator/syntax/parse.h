#pragma once

#include "diagnostics/sink.h"
#include "source/source_map.h"
#include "syntax/ast.h"

namespace gangway::gen {

/// Reads one file.
///
/// Reports:  GW1001 to GW1020; all it can find in one go, none of them caused by another.
/// Gives:    the whole tree when nothing was reported. Otherwise only what is sure: the package and the
/// imports,
///           so that mistakes in other files are found in the same run.
///
/// No text makes it fail otherwise: size, encoding and nesting are checked before the parser runs.
ast::File parse(const SourceMap& sources, SourceId id, DiagnosticSink& sink);

}  // namespace gangway::gen
