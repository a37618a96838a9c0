#include "driver/commands.h"
#include "driver/front_end.h"

namespace gangway::gen {

ExitCode command_check(const InputOptions& options) { return run_front_end(options).exit_code; }

}  // namespace gangway::gen
