#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "source/source_map.h"

namespace gangway::gen {

/// Texts that stand in place of files, by the files' identity: what an editor has not saved yet.
using Overlay = std::map<std::filesystem::path, std::string>;

/// What makes two paths the same file: absolute and normal, links followed.
std::filesystem::path identity_of(const std::filesystem::path& path);

/// Finds files and reads them. Names are made so that they do not depend on where the tool runs: a file below
/// an
/// `-I` directory is named by its path there, an import by its path from the file that imports it, and any
/// other file by its last part.
class Importer {
 public:
  /// `overlay`, where there is one, must outlive the importer.
  explicit Importer(std::vector<std::filesystem::path> include_dirs, const Overlay* overlay = nullptr);

  /// The file that the command line calls `path`; nothing when there is none. The text is not read yet.
  [[nodiscard]] std::optional<SourceFile> open(const std::string& path) const;

  /// The file that `importing` means by `written`: beside itself, then below each `-I` directory in order.
  /// The text is not read yet.
  [[nodiscard]] std::optional<SourceFile> find(const SourceFile& importing, std::string_view written) const;

  /// What could have been written instead, where `find` found nothing: the schemas in the folders where it
  /// looked, sorted.
  [[nodiscard]] std::vector<std::string> candidates(const SourceFile& importing,
                                                    std::string_view written) const;

  /// Reads the text of `file`; false when that fails.
  [[nodiscard]] bool read(SourceFile& file) const;

  /// The directories in which `find` looks, for the message that nothing was found.
  [[nodiscard]] std::vector<std::string> searched(const SourceFile& importing) const;

 private:
  struct IncludeDir {
    std::filesystem::path given;
    std::filesystem::path absolute;
  };

  [[nodiscard]] std::optional<std::string> name_below_include_dir(
      const std::filesystem::path& absolute) const;

  [[nodiscard]] bool exists(const std::filesystem::path& path) const;

  std::vector<IncludeDir> include_dirs_;
  const Overlay* overlay_;
};

}  // namespace gangway::gen
