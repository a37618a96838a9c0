#include "driver/front_end.h"

#include <algorithm>
#include <cstdio>
#include <string>
#include <utility>

#include "analysis/analyse.h"
#include "diagnostics/render.h"

namespace gangway::gen {
namespace {

ExitCode exit_code_of(const std::vector<Diagnostic>& diagnostics) {
  const auto is_error = [](const Diagnostic& d) { return d.severity == Severity::Error; };
  const auto is_fault = [](const Diagnostic& d) { return d.code.starts_with("GW9"); };
  if (std::any_of(diagnostics.begin(), diagnostics.end(), is_fault)) return kExitFault;
  return std::any_of(diagnostics.begin(), diagnostics.end(), is_error) ? kExitSchemaMistake : kExitFine;
}

}  // namespace

ExitCode print_diagnostics(const std::vector<Diagnostic>& diagnostics, const SourceMap& sources,
                           DiagnosticsFormat format) {
  const std::string text = format == DiagnosticsFormat::Json ? render_json(diagnostics, sources)
                                                             : render_text(diagnostics, sources);
  std::fwrite(text.data(), 1, text.size(), stderr);
  return exit_code_of(diagnostics);
}

FrontEnd run_front_end(const InputOptions& options, const FurtherCheck& further, const Overlay* overlay) {
  DiagnosticSink sink;
  FrontEnd result;
  result.loaded = load(options.files, options.include_dirs, sink, overlay);
  result.schema = analyse(result.loaded.files, result.loaded.sources, sink);
  if (result.schema && further) {
    further(Program{result.loaded.files, result.loaded.sources}, sink);
    if (sink.has_errors()) result.schema.reset();
  }
  result.exit_code = print_diagnostics(sink.sorted(), result.loaded.sources, options.diagnostics);
  return result;
}

}  // namespace gangway::gen
