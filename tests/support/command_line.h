#pragma once

#include <string>
#include <vector>

#include "driver/cli.h"

namespace gangway::test {

/// The program as a function of its arguments, without its name; answers with its exit code.
inline int gangway(std::vector<std::string> arguments) {
  arguments.insert(arguments.begin(), "gangway");
  std::vector<const char*> argv;
  for (const std::string& each : arguments) argv.push_back(each.c_str());
  return gen::run(static_cast<int>(argv.size()), argv.data());
}

}  // namespace gangway::test
