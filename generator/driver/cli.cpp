#include "driver/cli.h"

#include <exception>
#include <string>

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include "driver/commands.h"
#include "driver/options.h"
#include "emit/version.h"

namespace gangway::gen {
namespace {

constexpr const char* kExamples = R"(
Examples:
  gangway new my_chat                          a project to begin with, which builds and runs
  gangway check chat.gw                        say what is wrong with a schema, write nothing
  gangway generate chat.gw --cpp-out gen       C++ server stubs: gen/chat.gw.h and its neighbours
  gangway generate chat.gw --ts-out web/src    the TypeScript client: web/src/chat.gw.ts
  gangway generate *.gw -I schemas --cpp-out gen --ts-out web --check
                                               fail, with the difference, when what is there is stale
  gangway ir chat.gw | jq '.files[0].types'    the resolved schema, for your own tools
  gangway explain GW2102                       what a diagnostic means and how to mend it

Exit codes: 0 fine, 1 a mistake in a schema (or stale outputs with --check), 2 wrong usage,
3 a file that cannot be read or written, or a bug of gangway's own.
)";

void add_input(CLI::App& command, InputOptions& options) {
  command.add_option("FILE", options.files, "The .gw files; what they import is found by itself")->required();
  command
      .add_option(
          "-I,--include", options.include_dirs,
          "Where to look for imports after the importing file's own folder. Files below DIR are named "
          "by their path there: -I schemas makes schemas/a/b.gw into a/b.gw.h")
      ->type_name("DIR")
      ->allow_extra_args(false);
  const auto set_format = [&options](const std::string& word) {
    options.diagnostics = word == "json" ? DiagnosticsFormat::Json : DiagnosticsFormat::Text;
  };
  command
      .add_option_function<std::string>("--diagnostics", set_format,
                                        "text, for people, or json, one object per line")
      ->check(CLI::IsMember({"text", "json"}).description(""))
      ->type_name("FORMAT");
}

void add_generate(CLI::App& command, GenerateOptions& options) {
  add_input(command, options.input);
  command.add_option("--cpp-out", options.cpp_out, "Write C++ below DIR")->type_name("DIR");
  command.add_option("--ts-out", options.ts_out, "Write TypeScript below DIR")->type_name("DIR");
  const auto set_runtime = [&options](const std::string& word) {
    options.ts_runtime = word == "vendored" ? TsRuntime::Vendored : TsRuntime::Package;
  };
  command
      .add_option_function<std::string>(
          "--ts-runtime", set_runtime,
          "package: import \"@gangway/client\"; vendored: write the runtime beside the "
          "client, no package needed")
      ->check(CLI::IsMember({"package", "vendored"}).description(""))
      ->type_name("KIND");
  CLI::Option* stamp =
      command.add_option("--stamp", options.stamp, "Touch FILE when all is up to date")->type_name("FILE");
  command
      .add_option("--depfile", options.depfile, "Write what the stamp depends on, as Make and Ninja read it")
      ->type_name("FILE")
      ->needs(stamp);
  command.add_flag("--with-imports", options.with_imports,
                   "Also generate for the files that are only imported");
  command.add_flag("--check", options.check,
                   "Write nothing; exit 1 and show the difference when outputs are stale");
  command.callback([&options] {
    if (options.cpp_out.empty() && options.ts_out.empty()) {
      throw CLI::ValidationError("nothing to generate: give --cpp-out, --ts-out or both");
    }
  });
}

int run_command_line(int argc, const char* const* argv) {
  CLI::App app("gangway turns a .gw schema into a typed C++ gateway and its TypeScript client.", "gangway");
  app.require_subcommand(1);
  app.set_version_flag("--version", fmt::format("gangway {}", kVersion));
  app.footer(kExamples);

  InputOptions check;
  CLI::App* check_command = app.add_subcommand("check", "Say what is wrong with schemas; write nothing");
  add_input(*check_command, check);

  GenerateOptions generate;
  CLI::App* generate_command = app.add_subcommand("generate", "Generate C++ and TypeScript");
  add_generate(*generate_command, generate);

  InputOptions ir;
  CLI::App* ir_command = app.add_subcommand("ir", "Print the resolved schema as JSON");
  add_input(*ir_command, ir);

  std::string code;
  CLI::App* explain_command = app.add_subcommand("explain", "Explain a diagnostic; without a code, list all");
  explain_command->add_option("CODE", code, "As printed: GW2102");

  std::string project;
  CLI::App* new_command =
      app.add_subcommand("new", "Make a project that builds and runs: schema, server, page");
  new_command->add_option("NAME", project, "The folder to make; its last part names the project")->required();

  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    const bool is_asked_for = app.exit(error) == 0;  // --help, --version
    return is_asked_for ? kExitFine : kExitUsage;
  }
  if (check_command->parsed()) return command_check(check);
  if (generate_command->parsed()) return command_generate(generate);
  if (ir_command->parsed()) return command_ir(ir);
  if (new_command->parsed()) return command_new(project);
  return command_explain(code);
}

}  // namespace

int run(int argc, const char* const* argv) {
  try {
    return run_command_line(argc, argv);
  } catch (const std::exception& error) {
    fmt::print(stderr, "gangway: internal error: {}\nThis is a bug of gangway's own; please report it.\n",
               error.what());
    return kExitFault;
  }
}

}  // namespace gangway::gen
