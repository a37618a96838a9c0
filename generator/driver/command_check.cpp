#include <memory>

#include <CLI/CLI.hpp>

#include "driver/commands.h"
#include "driver/front_end.h"

namespace gangway::gen {

void add_check(CLI::App& app, Choice& choice) {
  CLI::App* command = app.add_subcommand("check", "Say what is wrong with schemas; write nothing");
  const auto options = std::make_shared<InputOptions>();
  add_input(*command, *options);
  command->callback([&choice, options] { choice = [options] { return run_front_end(*options).exit_code; }; });
}

}  // namespace gangway::gen
