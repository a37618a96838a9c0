#pragma once

#include <optional>

#include "driver/options.h"
#include "load/load.h"
#include "schema/schema.h"

namespace gangway::gen {

/// What the stages before `emit` made of the files.
struct FrontEnd {
  LoadedFiles loaded;
  std::optional<Schema> schema;  ///< Absent after an error.
  ExitCode exit_code = kExitFine;
};

/// Loads, parses and analyses, and prints what was reported on standard error.
FrontEnd run_front_end(const InputOptions& options);

}  // namespace gangway::gen
