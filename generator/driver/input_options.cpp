#include <string>

#include <CLI/CLI.hpp>

#include "driver/commands.h"

namespace gangway::gen {

void add_diagnostics_format(CLI::App& command, DiagnosticsFormat& format) {
  const auto set_format = [&format](const std::string& word) {
    format = word == "json" ? DiagnosticsFormat::Json : DiagnosticsFormat::Text;
  };
  command
      .add_option_function<std::string>("--diagnostics", set_format,
                                        "text, for people, or json, one object per line")
      ->check(CLI::IsMember({"text", "json"}).description(""))
      ->type_name("FORMAT");
}

void add_input(CLI::App& command, InputOptions& options) {
  command.add_option("FILE", options.files, "The .gw files; what they import is found by itself")->required();
  command
      .add_option(
          "-I,--include", options.include_dirs,
          "Where to look for imports after the importing file's own folder. Files below DIR are named "
          "by their path there: -I schemas makes schemas/a/b.gw into a/b.gw.h")
      ->type_name("DIR")
      ->allow_extra_args(false);
  add_diagnostics_format(command, options.diagnostics);
}

}  // namespace gangway::gen
