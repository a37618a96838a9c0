#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "diagnostics/sink.h"
#include "source/importer.h"
#include "source/source_map.h"
#include "syntax/ast.h"

namespace gangway::gen {

/// Every file of a run: the ones asked for, in that order, then what they import, in the order in which it is
/// found.
struct LoadedFiles {
  SourceMap sources;
  std::vector<ast::File> files;
};

/// Reads and parses `paths` and everything they import.
///
/// Reports:  what `parse` reports, GW2002, GW2006, GW9001. A file with mistakes does not keep others from
/// being read.
/// `overlay`: texts to take instead of what the file system has.
LoadedFiles load(const std::vector<std::string>& paths,
                 const std::vector<std::filesystem::path>& include_dirs, DiagnosticSink& sink,
                 const Overlay* overlay = nullptr);

}  // namespace gangway::gen
