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
  gangway fmt chat.gw                          write a schema in its one form; --check only compares
  gangway lint chat.gw --deny all              advise on what is right but could be better
  gangway ir chat.gw | jq '.files[0].types'    the resolved schema, for your own tools
  gangway policy chat.gw                       who may call what how often, and what happens to the slow
  gangway vectors chat.gw                      edge cases and hostile values, each with its verdict, as JSON
  gangway diff git:v1.2:chat.gw chat.gw        what changed, what breaks, and which end goes first
  gangway export html chat.gw -o chat.html     a reference to read; also markdown, json-schema, asyncapi
  gangway explain GW2102                       what a diagnostic means and how to mend it

Exit codes: 0 fine, 1 a mistake in a schema (or stale outputs with --check), 2 wrong usage,
3 a file that cannot be read or written, or a bug of gangway's own.
)";

int run_command_line(int argc, const char* const* argv) {
  CLI::App app("gangway turns a .gw schema into a typed C++ gateway and its TypeScript client.", "gangway");
  app.require_subcommand(1);
  app.set_version_flag("--version", fmt::format("gangway {}", kVersion));
  app.footer(kExamples);

  Choice choice;
  add_check(app, choice);
  add_generate(app, choice);
  add_fmt(app, choice);
  add_ir(app, choice);
  add_policy(app, choice);
  add_diff(app, choice);
  add_export(app, choice);
  add_explain(app, choice);
  add_lint(app, choice);
  add_lsp(app, choice);
  add_new(app, choice);
  add_vectors(app, choice);

  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    const bool is_asked_for = app.exit(error) == 0;  // --help, --version
    return is_asked_for ? kExitFine : kExitUsage;
  }
  return choice();
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
