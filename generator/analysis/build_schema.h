#pragma once

#include "analysis/bindings.h"
#include "analysis/program.h"
#include "analysis/symbols.h"
#include "schema/schema.h"

namespace gangway::gen {

/// Puts the schema together.
///
/// Needs:    a program without errors, and everything in it bound.
/// Reports:  nothing; what could be wrong was checked before.
Schema build_schema(const Program& program, const Symbols& symbols, const Bindings& bindings);

}  // namespace gangway::gen
