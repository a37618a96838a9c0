#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "driver/options.h"
#include "schema/schema.h"
#include "source/source_map.h"

namespace gangway::gen {

/// One of the two schemas of a comparison.
struct DiffSource {
  std::optional<Schema> schema;  ///< Absent after a mistake, which was printed.
  SourceMap sources;             ///< The texts that its places are in; empty for a dump.
  bool has_texts = false;
  ExitCode exit_code = kExitFine;
};

/// Reads what the command line calls `name`: a file, a dump of `gangway ir` (`.json`), or `git:REV:path`.
DiffSource read_diff_source(const std::string& name, const std::vector<std::filesystem::path>& include_dirs,
                            DiagnosticsFormat diagnostics);

}  // namespace gangway::gen
