#include "analysis/analyse.h"

#include "analysis/bindings.h"
#include "analysis/build_schema.h"
#include "analysis/check_annotations.h"
#include "analysis/check_files.h"
#include "analysis/check_gateways.h"
#include "analysis/check_generated_names.h"
#include "analysis/check_members.h"
#include "analysis/check_paths.h"
#include "analysis/check_types.h"
#include "analysis/collect_symbols.h"
#include "analysis/program.h"
#include "analysis/resolve_types.h"
#include "analysis/resolve_values.h"
#include "analysis/symbols.h"
#include "schema/hash.h"

namespace gangway::gen {

std::optional<Schema> analyse(const std::vector<ast::File>& files, const SourceMap& sources,
                              DiagnosticSink& sink) {
  const Checkpoint checkpoint(sink);
  const Program program{files, sources};
  Symbols symbols(program);
  Bindings bindings;

  check_files(program, sink);
  collect_symbols(program, symbols, sink);
  check_members(program, sink);
  check_paths(program, sink);
  check_generated_names(program, sink);

  resolve_types(program, symbols, bindings, sink);
  check_types(program, symbols, bindings, sink);
  resolve_values(program, symbols, bindings, sink);
  check_gateways(program, symbols, bindings, sink);
  check_annotations(program, symbols, bindings, sink);

  if (!checkpoint.no_new_errors()) return std::nullopt;
  check_imports_used(program, bindings, sink);
  Schema schema = build_schema(program, symbols, bindings);
  hash_gateways(schema);
  return schema;
}

}  // namespace gangway::gen
