#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "diagnostics/sink.h"
#include "source/source_map.h"

namespace gangway::gen {

inline constexpr std::size_t kMostDiagnosticsShown = 50;

/// As people read it, with the source line and a caret under the smallest wrong thing:
///
///     chat.gw:14:22: error GW2102: no type named `Mesage`; the nearest is `Message`
///      14 |   on send(m: Mesage) -> Message;
///         |              ^~~~~~
///
/// After `kMostDiagnosticsShown` a last line says how many are left out.
std::string render_text(const std::vector<Diagnostic>& diagnostics, const SourceMap& sources);

/// As programs read it: one JSON object per line with the keys file, line, column, endLine, endColumn, code,
/// severity, message, notes (each file, line, column, endLine, endColumn, message). Diagnostics without a
/// place have no place keys. All of them.
std::string render_json(const std::vector<Diagnostic>& diagnostics, const SourceMap& sources);

}  // namespace gangway::gen
