#pragma once

#include <vector>

#include "source/source_map.h"
#include "syntax/ast.h"

namespace gangway::gen {

/// What is analysed: every file of a run as it was written. `files[i]` is the file `SourceId(i)` of
/// `sources`.
struct Program {
  const std::vector<ast::File>& files;
  const SourceMap& sources;

  [[nodiscard]] const ast::File& file(SourceId id) const { return files[static_cast<std::size_t>(id)]; }
};

}  // namespace gangway::gen
