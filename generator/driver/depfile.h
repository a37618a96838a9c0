#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace gangway::gen {

/// A Make rule without commands: `target` is made from `sources`. Paths are absolute, with what Make and
/// Ninja would misread escaped.
std::string depfile_text(const std::filesystem::path& target,
                         const std::vector<std::filesystem::path>& sources);

}  // namespace gangway::gen
