#pragma once

#include <filesystem>
#include <vector>

#include "driver/options.h"
#include "emit/output_file.h"
#include "schema/schema.h"

namespace gangway::gen {

/// What goes below one output directory.
struct OutputTree {
  std::filesystem::path dir;
  std::vector<OutputFile> files;
};

/// The files whose outputs are asked for: those named, or all with `--with-imports`.
std::vector<FileId> files_to_generate(const Schema& schema, const GenerateOptions& options);

/// Renders everything into memory. The schema has no errors, so this fails only by a bug of ours: a
/// TemplateError.
std::vector<OutputTree> render_outputs(const Schema& schema, const GenerateOptions& options);

}  // namespace gangway::gen
