#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "diagnostics/sink.h"
#include "source/source_map.h"

namespace gangway::gen::lint_detail {

/// One name in one comment `// gw:allow(name, other) reason`.
struct Allowance {
  std::string rule;
  Span at;                  ///< Where the name stands.
  std::uint32_t first = 0;  ///< The lines for which it holds.
  std::uint32_t last = 0;
  bool was_needed = false;
};

/// What the comments of a file allow: behind something, on its line; on a line of their own, up to the `{`,
/// `;` or `}` that follows, so that annotations may stand between.
///
/// Reports:  GW5090, GW5091; such names allow nothing.
std::vector<Allowance> allowances_of(const SourceMap& sources, SourceId id, DiagnosticSink& sink);

}  // namespace gangway::gen::lint_detail
