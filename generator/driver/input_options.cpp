#include <map>
#include <string>

#include <CLI/CLI.hpp>

#include "driver/commands.h"

namespace gangway::gen {

void add_input(CLI::App& command, InputOptions& options) {
  command.add_option("FILE", options.files, "The .gw files; what they import is found by itself")->required();
  command
      .add_option(
          "-I,--include", options.include_dirs,
          "Where to look for imports after the importing file's own folder. Files below DIR are named "
          "by their path there: -I schemas makes schemas/a/b.gw into a/b.gw.h")
      ->type_name("DIR")
      ->allow_extra_args(false);
  add_diagnostics(command, options);
}

void add_diagnostics(CLI::App& command, InputOptions& options) {
  static const std::map<std::string, DiagnosticsFormat> kFormats{{"text", DiagnosticsFormat::Text},
                                                                 {"json", DiagnosticsFormat::Json},
                                                                 {"github", DiagnosticsFormat::Github},
                                                                 {"sarif", DiagnosticsFormat::Sarif}};
  const auto set_format = [&options](const std::string& word) { options.diagnostics = kFormats.at(word); };
  command
      .add_option_function<std::string>("--diagnostics", set_format,
                                        "text, for people; json, one object per line; github, annotations of "
                                        "a workflow; sarif, a SARIF 2.1.0 log")
      ->check(CLI::IsMember({"text", "json", "github", "sarif"}).description(""))
      ->type_name("FORMAT");
  command
      .add_option("--diagnostics-out", options.diagnostics_out,
                  "Write them to FILE in that format, and as text to standard error")
      ->type_name("FILE");
  command
      .add_option("--max-errors", options.max_errors,
                  "Show at most N diagnostics, errors first; 0 for all (default: 50 as text and for GitHub)")
      ->type_name("N");
}

}  // namespace gangway::gen
