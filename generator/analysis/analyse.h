#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "analysis/bindings.h"
#include "analysis/program.h"
#include "analysis/symbols.h"
#include "diagnostics/sink.h"
#include "schema/schema.h"
#include "source/source_map.h"
#include "syntax/ast.h"

namespace gangway::gen {

/// All that the passes found out, for tools that ask about a program with mistakes as well. Refers to the
/// files and to the `SourceMap`, which must outlive it, by address.
struct Analysis {
  Analysis(const std::vector<ast::File>& files, const SourceMap& sources)
      : program{files, sources}, symbols(program) {}
  Analysis(const Analysis&) = delete;
  Analysis& operator=(const Analysis&) = delete;

  Program program;
  Symbols symbols;
  Bindings bindings;
  std::optional<Schema> schema;  ///< Absent when an error was reported.
};

/// Runs the passes over `files` and keeps what they leave behind.
std::unique_ptr<const Analysis> analyse_and_keep(const std::vector<ast::File>& files,
                                                 const SourceMap& sources, DiagnosticSink& sink);

/// What `files` mean together. `files[i]` is the file `SourceId(i)` of `sources`, imports found already.
///
/// Reports everything it can find in one run, and no error that another one caused; the passes stand in the
/// .cpp in the order in which they run. Files with syntax errors are welcome: what was understood of them is
/// checked, and nothing is said about what may have been lost. Nothing when an error was reported, here or
/// before; warnings do not stand in the way.
std::optional<Schema> analyse(const std::vector<ast::File>& files, const SourceMap& sources,
                              DiagnosticSink& sink);

}  // namespace gangway::gen
