#pragma once

#include <cstdint>
#include <vector>

#include "source/source_map.h"

namespace gangway::gen::lsp {

/// How far declarations reach, from their first annotation to their `;` or `}`. From tokens alone, so that it
/// works in broken texts as well.
class Extents {
 public:
  Extents(const SourceFile& file, SourceId id);

  /// The smallest declaration, field, value … that the name at `name` is the name of or stands in.
  [[nodiscard]] Span of(Span name) const;

 private:
  std::vector<Span> statements_;  ///< One inside another, inner ones first.
};

}  // namespace gangway::gen::lsp
