#include "analysis/analyse.h"

#include <utility>

#include "analysis/build_schema.h"
#include "analysis/check_access.h"
#include "analysis/check_annotations.h"
#include "analysis/check_files.h"
#include "analysis/check_gateways.h"
#include "analysis/check_generated_names.h"
#include "analysis/check_members.h"
#include "analysis/check_paths.h"
#include "analysis/check_policies.h"
#include "analysis/check_rules.h"
#include "analysis/check_types.h"
#include "analysis/collect_symbols.h"
#include "analysis/resolve_constraints.h"
#include "analysis/resolve_types.h"
#include "analysis/resolve_values.h"
#include "schema/hash.h"

namespace gangway::gen {

namespace {

void run_passes(Analysis& analysis, DiagnosticSink& sink) {
  const Program& program = analysis.program;
  Symbols& symbols = analysis.symbols;
  Bindings& bindings = analysis.bindings;

  check_files(program, sink);
  collect_symbols(program, symbols, sink);
  check_members(program, sink);
  check_generated_names(program, sink);

  resolve_types(program, symbols, bindings, sink);
  check_types(program, symbols, bindings, sink);
  resolve_values(program, symbols, bindings, sink);
  check_gateways(program, symbols, bindings, sink);
  check_paths(program, symbols, bindings, sink);
  check_annotations(program, symbols, bindings, sink);
  resolve_constraints(program, symbols, bindings, sink);
  check_policies(program, symbols, bindings, sink);
  check_access(program, sink);
  check_rules(program, symbols, bindings, sink);

  if (sink.has_errors()) return;
  check_imports_used(program, bindings, sink);
  analysis.schema = build_schema(program, symbols, bindings);
  hash_gateways(*analysis.schema);
}

}  // namespace

std::unique_ptr<const Analysis> analyse_and_keep(const std::vector<ast::File>& files,
                                                 const SourceMap& sources, DiagnosticSink& sink) {
  auto analysis = std::make_unique<Analysis>(files, sources);
  run_passes(*analysis, sink);
  return analysis;
}

std::optional<Schema> analyse(const std::vector<ast::File>& files, const SourceMap& sources,
                              DiagnosticSink& sink) {
  Analysis analysis(files, sources);
  run_passes(analysis, sink);
  return std::move(analysis.schema);
}

}  // namespace gangway::gen
