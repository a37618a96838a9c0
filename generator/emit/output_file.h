#pragma once

#include <string>

namespace gangway::gen {

/// One generated file in memory. `path` is relative to the output directory of its language, with '/'.
struct OutputFile {
  std::string path;
  std::string text;
};

}  // namespace gangway::gen
