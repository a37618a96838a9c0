#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "source/importer.h"

namespace gangway::gen {

/// `git:REV:path` as it is written on the command line.
struct GitSpec {
  std::string revision;
  std::string path;  ///< From the current directory, as paths are.
};

/// Nothing when `text` is not of that form.
std::optional<GitSpec> parse_git_spec(const std::string& text);

/// The schemas of a revision, as if they lay in a folder `git:REV:.` of the current directory.
struct GitTree {
  Overlay files;
  std::string path;  ///< What was asked for, in that folder.
  std::vector<std::filesystem::path> include_dirs;
};

/// All `.gw` files of the revision; else a sentence on why not: no git, no repository, no such revision, no
/// such file. `include_dirs` are looked for in the revision, too.
std::variant<GitTree, std::string> read_git(const GitSpec& spec,
                                            const std::vector<std::filesystem::path>& include_dirs);

}  // namespace gangway::gen
