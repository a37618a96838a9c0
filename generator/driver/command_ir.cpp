#include <cstdio>
#include <string>

#include "driver/commands.h"
#include "driver/front_end.h"
#include "schema/dump.h"

namespace gangway::gen {

ExitCode command_ir(const InputOptions& options) {
  const FrontEnd front = run_front_end(options);
  if (!front.schema) return front.exit_code;
  const std::string text = dump(*front.schema);
  const bool is_written =
      std::fwrite(text.data(), 1, text.size(), stdout) == text.size() && std::fflush(stdout) == 0;
  return is_written ? kExitFine : kExitFault;
}

}  // namespace gangway::gen
