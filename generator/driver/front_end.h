#pragma once

#include <functional>
#include <optional>
#include <vector>

#include "analysis/program.h"
#include "diagnostics/sink.h"
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

/// What a command asks of a schema beyond being one; asked only of those without errors.
using FurtherCheck = std::function<void(const Program&, DiagnosticSink&)>;

/// Loads, parses and analyses, and prints what was reported on standard error. `overlay`: texts to take
/// instead of what the file system has.
FrontEnd run_front_end(const InputOptions& options, const FurtherCheck& further = {},
                       const Overlay* overlay = nullptr);

}  // namespace gangway::gen
