#pragma once

#include <functional>
#include <memory>

#include "driver/options.h"

namespace CLI {
class App;
}

namespace gangway::gen {

/// What the command line asked for: set by the subcommand that was named, run after all was parsed.
using Choice = std::function<ExitCode()>;

// One function per command, each in the file of its name: command_check.cpp and so on. Each adds its
// subcommand with its options to `app` and, when that is chosen, sets `choice`. What people are to read of
// the result goes to standard output, diagnostics to standard error.

void add_check(CLI::App& app, Choice& choice);
void add_diff(CLI::App& app, Choice& choice);
void add_explain(CLI::App& app, Choice& choice);
void add_export(CLI::App& app, Choice& choice);
void add_fmt(CLI::App& app, Choice& choice);
void add_generate(CLI::App& app, Choice& choice);
void add_ir(CLI::App& app, Choice& choice);
void add_lint(CLI::App& app, Choice& choice);
void add_lsp(CLI::App& app, Choice& choice);
void add_new(CLI::App& app, Choice& choice);
void add_policy(CLI::App& app, Choice& choice);
void add_vectors(CLI::App& app, Choice& choice);

/// The files, `-I` and `--diagnostics`, which every command takes that reads schemas.
void add_input(CLI::App& command, InputOptions& options);

/// Only what says how diagnostics are shown, for commands that take their files in another way.
void add_diagnostics(CLI::App& command, InputOptions& options);

}  // namespace gangway::gen
