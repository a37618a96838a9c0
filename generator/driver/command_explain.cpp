#include <fmt/format.h>

#include "driver/commands.h"

namespace gangway::gen {

ExitCode command_explain(const std::string& code) {
  fmt::print("{}\n", code);
  return kExitFine;
}

}  // namespace gangway::gen
