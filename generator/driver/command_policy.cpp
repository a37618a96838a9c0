#include <cstdio>
#include <memory>
#include <string>

#include <CLI/CLI.hpp>

#include "driver/commands.h"
#include "driver/front_end.h"
#include "policy/table.h"

namespace gangway::gen {
namespace {

struct PolicyOptions {
  InputOptions input;
  std::string format = "text";
};

ExitCode print_policy(const PolicyOptions& options) {
  const FrontEnd front = run_front_end(options.input);
  if (!front.schema) return front.exit_code;
  const std::vector<PolicyRow> rows = policy_table(*front.schema);
  const std::string text = options.format == "json"       ? policy_json(rows)
                           : options.format == "markdown" ? policy_markdown(rows)
                                                          : policy_text(rows);
  const bool is_written =
      std::fwrite(text.data(), 1, text.size(), stdout) == text.size() && std::fflush(stdout) == 0;
  return is_written ? kExitFine : kExitFault;
}

}  // namespace

void add_policy(CLI::App& app, Choice& choice) {
  CLI::App* command = app.add_subcommand(
      "policy", "Show what holds for each event: guards, rate, deadline, size, order, delivery");
  const auto options = std::make_shared<PolicyOptions>();
  add_input(*command, options->input);
  command->add_option("--format", options->format, "text, json or markdown")
      ->check(CLI::IsMember({"text", "json", "markdown"}).description(""))
      ->type_name("FORMAT");
  command->callback([&choice, options] { choice = [options] { return print_policy(*options); }; });
}

}  // namespace gangway::gen
