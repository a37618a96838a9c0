#include <algorithm>
#include <memory>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include "analysis/analyse.h"
#include "diagnostics/nearest_name.h"
#include "driver/commands.h"
#include "driver/front_end.h"
#include "driver/report.h"
#include "lint/lint.h"
#include "lint/rule_names.h"
#include "load/load.h"

namespace gangway::gen {
namespace {

struct LintCommand {
  InputOptions input;
  LintOptions rules;
};

constexpr std::string_view kAll = "all";

/// What is wrong with the name of a rule; empty for nothing, as CLI11 has it.
std::string check_rule_name(const std::string& name) {
  if (find_rule_name(name) != nullptr) return {};
  std::vector<std::string> names;
  for (const RuleName& each : kRuleNames) names.emplace_back(each.name);
  const auto nearest = nearest_name(name, names);
  return fmt::format("no lint rule `{}`{}", name,
                     nearest ? fmt::format("; the nearest is `{}`", *nearest) : "");
}

ExitCode lint_files(const LintCommand& options) {
  DiagnosticSink sink;
  const LoadedFiles loaded = load(options.input.files, options.input.include_dirs, sink);
  const std::optional<Schema> schema = analyse(loaded.files, loaded.sources, sink);
  std::vector<Diagnostic> diagnostics = sink.sorted();
  if (options.rules.deny_all) {
    for (Diagnostic& each : diagnostics) each.severity = Severity::Error;
  }
  if (schema) {
    std::vector<Diagnostic> advice = lint(*schema, loaded.sources, options.rules);
    diagnostics.insert(diagnostics.end(), std::make_move_iterator(advice.begin()),
                       std::make_move_iterator(advice.end()));
  }
  return report(diagnostics, loaded.sources, options.input);
}

}  // namespace

void add_lint(CLI::App& app, Choice& choice) {
  CLI::App* command = app.add_subcommand("lint", "Advise on schemas that are right but could be better");
  const auto options = std::make_shared<LintCommand>();
  add_input(*command, options->input);
  const auto deny = [options](const std::vector<std::string>& names) {
    for (const std::string& each : names) {
      if (each == kAll) {
        options->rules.deny_all = true;
      } else {
        options->rules.denied.insert(each);
      }
    }
  };
  const auto check_denied = [](const std::string& name) {
    return name == kAll ? std::string() : check_rule_name(name);
  };
  command
      ->add_option_function<std::vector<std::string>>(
          "--deny", deny,
          "Exit 1 where RULE is broken; all: every rule that is not allowed, and every warning")
      ->check(check_denied)
      ->type_name("RULE")
      ->allow_extra_args(false);
  const auto allow = [options](const std::vector<std::string>& names) {
    options->rules.allowed.insert(names.begin(), names.end());
  };
  command
      ->add_option_function<std::vector<std::string>>(
          "--allow", allow, "Say nothing about RULE; in a file: // gw:allow(RULE) and the reason")
      ->check(check_rule_name)
      ->type_name("RULE")
      ->allow_extra_args(false);
  command->callback([&choice, options] { choice = [options] { return lint_files(*options); }; });
}

}  // namespace gangway::gen
