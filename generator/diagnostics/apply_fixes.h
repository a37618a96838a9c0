#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "diagnostics/sink.h"
#include "source/source_map.h"

namespace gangway::gen {

/// `text` with `fixes` made, which do not overlap. A line break that is put in is one of `text`.
std::string with_fixes(std::string_view text, std::vector<FixIt> fixes);

struct Mended {
  std::map<SourceId, std::string> texts;  ///< Of the files that change.
  std::size_t count = 0;                  ///< Diagnostics that are mended.
};

/// Makes the fixes that are certain. Each diagnostic's are made together or, where another one changes the
/// same place, not at all: then the next run finds it again. Two that want the same are one.
Mended apply_fixes(const std::vector<Diagnostic>& diagnostics, const SourceMap& sources);

}  // namespace gangway::gen
