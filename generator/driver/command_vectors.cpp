#include <cstdio>
#include <string>

#include <CLI/CLI.hpp>

#include "driver/commands.h"
#include "driver/front_end.h"
#include "emit/vectors/vectors.h"

namespace gangway::gen {
namespace {

ExitCode print_vectors(const InputOptions& options) {
  const FrontEnd front = run_front_end(options);
  if (!front.schema) return front.exit_code;
  const std::string text = vectors::vectors(*front.schema);
  const bool is_written =
      std::fwrite(text.data(), 1, text.size(), stdout) == text.size() && std::fflush(stdout) == 0;
  return is_written ? kExitFine : kExitFault;
}

}  // namespace

void add_vectors(CLI::App& app, Choice& choice) {
  CLI::App* command = app.add_subcommand(
      "vectors", "Print boundary and hostile values of a schema's types, with their verdicts");
  const auto options = std::make_shared<InputOptions>();
  add_input(*command, *options);
  command->callback([&choice, options] { choice = [options] { return print_vectors(*options); }; });
}

}  // namespace gangway::gen
