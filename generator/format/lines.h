#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "format/pieces.h"

namespace gangway::gen::format {

/// The lines of the result while they are being made, and then their columns: types of fields
/// without a blank line between them stand below each other, and so do comments behind consecutive lines.
class Lines {
 public:
  /// Begins a line, after a blank one if `after_blank`. A line without anything on it is begun anew instead.
  void begin(std::size_t indent, bool after_blank = false);

  void append(std::string_view text);
  /// What comes next is a cell of its own, below those of the neighbours.
  void mark_cell();
  /// A comment behind the line; false when it stands behind another comment.
  bool append_trailing(const Comment& comment);
  /// A line that goes on with the comment behind the line before.
  void begin_continued(const Comment& comment);
  /// A comment on a line of its own, which was begun already.
  void append_own(const Comment& comment);

  /// Whether nothing stands on the line yet.
  [[nodiscard]] bool is_empty() const;
  /// Whether nothing more than a comment may be put on the line.
  [[nodiscard]] bool is_closed() const;
  [[nodiscard]] bool ends_with_line_comment() const;
  [[nodiscard]] std::size_t width() const;

  [[nodiscard]] std::string text() &&;

 private:
  struct Line {
    std::size_t indent = 0;
    std::string text;
    std::size_t cell = std::string::npos;  ///< Where in `text` the second cell begins.
    std::string trailing;
    bool is_blank = false;
    bool is_own_comment = false;  ///< Nothing but a comment.
    bool is_continued = false;    ///< Only `trailing`, below that of the line before.
    bool ends_with_line_comment = false;
  };

  void align_cells();
  void align_trailing();

  std::vector<Line> lines_;
};

}  // namespace gangway::gen::format
