#pragma once

#include "analysis/program.h"
#include "diagnostics/sink.h"
#include "source/span.h"

namespace gangway::gen {

// Fixes that need the text around what is wrong. Each adds to `diagnostic`, or leaves it alone where the mend is
// not certain.

/// Puts `import "…";` for `to` below the imports of `from`, unless that closed a circle.
void mend_by_import(Diagnostic& diagnostic, const Program& program, SourceId from, SourceId to);

/// Takes `statement` out, with its line when nothing else stands on it.
void mend_by_removal(Diagnostic& diagnostic, const Program& program, Span statement);

/// Takes `item` out of a list, with one of the commas beside it; the only one of a list stays.
void mend_by_removal_from_list(Diagnostic& diagnostic, const Program& program, Span item);

}  // namespace gangway::gen
