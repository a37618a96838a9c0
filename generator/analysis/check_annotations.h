#pragma once

#include <string_view>
#include <utility>

#include "analysis/bindings.h"
#include "analysis/program.h"
#include "analysis/symbols.h"
#include "diagnostics/sink.h"

namespace gangway::gen {

/// Checks every annotation: that it exists, stands where it means something, once, and has the arguments it
/// takes.
///
/// Needs:    `bindings.types`, from `resolve_types`.
/// Gives:    `bindings.sound_annotations`; `bindings.used_imports` for the guards and pipes that annotations
///           name.
/// Reports:  GW3101 to GW3107, and GW40xx for values. Of several faults of one annotation only the first, in
///           that order. What else annotations say to each other is the business of `resolve_constraints` and
///           `check_policies`.
void check_annotations(const Program& program, const Symbols& symbols, Bindings& bindings,
                       DiagnosticSink& sink);

/// Whether the annotation `name`, behind a type, means something for values of `type`, which is expanded; the
/// second is what it is for.
std::pair<bool, std::string_view> fits_type(std::string_view name, const TypeRef& type);

}  // namespace gangway::gen
