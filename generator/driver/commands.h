#pragma once

#include <string>

#include "driver/options.h"

namespace gangway::gen {

// One function per command, each in the file of its name: command_check.cpp and so on. Each answers with the
// program's exit code; what people are to read of the result goes to standard output, diagnostics to standard
// error.

ExitCode command_check(const InputOptions& options);
ExitCode command_ir(const InputOptions& options);
ExitCode command_generate(const GenerateOptions& options);
ExitCode command_explain(const std::string& code);
/// `path` is the folder to make; its last part names the project.
ExitCode command_new(const std::string& path);

}  // namespace gangway::gen
