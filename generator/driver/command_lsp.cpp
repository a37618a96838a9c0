#include <unistd.h>

#include <filesystem>
#include <memory>
#include <vector>

#include <CLI/CLI.hpp>

#include "driver/commands.h"
#include "lsp/server.h"

namespace gangway::gen {

void add_lsp(CLI::App& app, Choice& choice) {
  CLI::App* command =
      app.add_subcommand("lsp", "Answer an editor on standard input and output (Language Server Protocol)");
  const auto include_dirs = std::make_shared<std::vector<std::filesystem::path>>();
  command->add_option("-I,--include", *include_dirs, "Where to look for imports, beside what the editor configures")
      ->type_name("DIR")
      ->allow_extra_args(false);
  const auto is_stdio = std::make_shared<bool>(false);
  command->add_flag("--stdio", *is_stdio, "Does nothing: there is no other way, but editors like to say so");
  command->callback([&choice, include_dirs, is_stdio] {
    choice = [include_dirs] { return static_cast<ExitCode>(lsp::serve(STDIN_FILENO, STDOUT_FILENO, *include_dirs)); };
  });
}

}  // namespace gangway::gen
