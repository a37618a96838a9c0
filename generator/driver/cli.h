#pragma once

namespace gangway::gen {

/// Reads the command line, runs the command it names and answers with the program's exit code.
int run(int argc, const char* const* argv);

}  // namespace gangway::gen
