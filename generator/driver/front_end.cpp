#include "driver/front_end.h"

#include "analysis/analyse.h"
#include "driver/report.h"

namespace gangway::gen {

FrontEnd run_front_end(const InputOptions& options, const FurtherCheck& further, const Overlay* overlay) {
  DiagnosticSink sink;
  FrontEnd result;
  result.loaded = load(options.files, options.include_dirs, sink, overlay);
  result.schema = analyse(result.loaded.files, result.loaded.sources, sink);
  if (result.schema && further) {
    further(Program{result.loaded.files, result.loaded.sources}, sink);
    if (sink.has_errors()) result.schema.reset();
  }
  result.exit_code = report(sink.sorted(), result.loaded.sources, options);
  return result;
}

}  // namespace gangway::gen
