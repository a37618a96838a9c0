#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "emit/output_file.h"

namespace gangway::gen {

/// Why a file could not be read or written.
struct FileError {
  std::string path;
  std::string reason;
};

/// Puts `files` below `dir`, all or none: each is written beside its place first and moved there when all
/// are. A file that has its text already is left alone, so that nothing is built again for it. Makes the
/// directories it needs.
///
/// None is strictly none until the moving begins; only a fault in the middle of that can leave a part, of
/// whole files.
std::optional<FileError> write_changed(const std::vector<OutputFile>& files,
                                       const std::filesystem::path& dir);

/// The text of `path`; nothing when there is no such file or it cannot be read.
std::optional<std::string> read_text(const std::filesystem::path& path);

}  // namespace gangway::gen
