#pragma once

#include <optional>
#include <string>
#include <vector>

namespace gangway::gen {

/// What a program answered.
struct ProgramResult {
  int exit_code = 0;
  std::string output;  ///< Standard output.
  std::string errors;  ///< Standard error.
};

/// Runs `arguments[0]`, looked for in the PATH, with `input` on its standard input. No shell has a hand in it:
/// each argument arrives as it is. Nothing when there is no such program.
std::optional<ProgramResult> run_program(const std::vector<std::string>& arguments, const std::string& input);

}  // namespace gangway::gen
