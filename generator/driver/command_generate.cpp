#include "driver/commands.h"
#include "driver/front_end.h"

namespace gangway::gen {

ExitCode command_generate(const GenerateOptions& options) { return run_front_end(options.input).exit_code; }

}  // namespace gangway::gen
