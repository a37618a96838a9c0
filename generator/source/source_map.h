#pragma once

#include <cstddef>
#include <deque>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "source/span.h"

namespace gangway::gen {

/// One `.gw` file as it was read.
struct SourceFile {
  std::string
      name;  ///< What outputs are named after and includes are written by: "chat.gw", "sub/common.gw".
  std::string shown;           ///< The path as the user would type it, for diagnostics.
  std::filesystem::path path;  ///< Absolute and normal; the file's identity.
  std::string text;
  bool requested = false;                  ///< Named on the command line, not only imported.
  std::vector<std::uint32_t> line_starts;  ///< The byte offset at which each line begins; never empty.
};

/// A place as people count: from 1, columns in code points.
struct LineColumn {
  std::uint32_t line = 1;
  std::uint32_t column = 1;
};

/// All files of one run, in the order in which they were asked for or found. References to files stay valid.
class SourceMap {
 public:
  SourceId add(SourceFile file);

  /// A file that exists only as text, for tests and tools.
  SourceId add_text(std::string name, std::string text);

  [[nodiscard]] const SourceFile& file(SourceId id) const { return files_[static_cast<std::size_t>(id)]; }
  [[nodiscard]] std::size_t size() const noexcept { return files_.size(); }
  [[nodiscard]] const std::deque<SourceFile>& files() const noexcept { return files_; }
  [[nodiscard]] std::optional<SourceId> find(const std::filesystem::path& path) const;

  [[nodiscard]] LineColumn begin_of(Span span) const { return at(span.file, span.begin); }
  [[nodiscard]] LineColumn end_of(Span span) const { return at(span.file, span.end); }
  /// The text of the given line, without its line break; empty for a line that is not there.
  [[nodiscard]] std::string_view line(SourceId file, std::uint32_t line) const;
  [[nodiscard]] std::string_view text(Span span) const;

 private:
  [[nodiscard]] LineColumn at(SourceId file, std::uint32_t offset) const;

  std::deque<SourceFile> files_;
};

}  // namespace gangway::gen
