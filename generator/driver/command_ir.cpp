#include <cstdio>
#include <string>

#include <CLI/CLI.hpp>

#include "driver/commands.h"
#include "driver/front_end.h"
#include "schema/dump.h"

namespace gangway::gen {

namespace {

ExitCode print_ir(const InputOptions& options) {
  const FrontEnd front = run_front_end(options);
  if (!front.schema) return front.exit_code;
  const std::string text = dump(*front.schema);
  const bool is_written =
      std::fwrite(text.data(), 1, text.size(), stdout) == text.size() && std::fflush(stdout) == 0;
  return is_written ? kExitFine : kExitFault;
}

}  // namespace

void add_ir(CLI::App& app, Choice& choice) {
  CLI::App* command = app.add_subcommand("ir", "Print the resolved schema as JSON");
  const auto options = std::make_shared<InputOptions>();
  add_input(*command, *options);
  command->callback([&choice, options] { choice = [options] { return print_ir(*options); }; });
}

}  // namespace gangway::gen
