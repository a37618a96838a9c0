#pragma once

#include <optional>
#include <string>

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
/// Of `input` counts where imports are and how diagnostics are shown.
DiffSource read_diff_source(const std::string& name, const InputOptions& input);

}  // namespace gangway::gen
