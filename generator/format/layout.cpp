#include "format/layout.h"

#include <algorithm>

#include "format/format.h"
#include "format/lines.h"
#include "format/spacing.h"
#include "format/statement.h"

namespace gangway::gen::format {
namespace {

constexpr std::size_t kStep = 2;          // what a block is indented by
constexpr std::size_t kContinuation = 4;  // what a line is that goes on with the one before

class Layout {
 public:
  explicit Layout(const std::vector<Piece>& pieces) : pieces_(pieces) {}

  std::string file();

 private:
  enum class Blank { Never, Kept, Always };

  /// The statements up to the end of the block, which is the answer.
  std::size_t statements(std::size_t begin, BlockKind kind, std::size_t indent);
  void statement(const Statement& statement, BlockKind kind, std::size_t indent, Blank blank);
  void annotations(const Statement& statement, std::size_t indent, Blank& blank);
  void core(const Statement& statement, std::size_t indent, std::size_t cell);
  void parameters(Range payload, std::size_t indent);
  void block(std::size_t open, BlockKind kind, std::size_t indent);
  /// The bracket that ends what was broken, on a line of its own.
  void close(std::size_t i, std::size_t indent, Blank blank);

  /// Pieces on one line; where they do not fit, it is broken before what allows it.
  void fill(Range range, std::size_t indent, std::size_t cell = 0);
  void flat(Range range);

  /// One piece with its comments, behind what stands on the line or, with `breaks`, on the next one.
  /// `is_cell`: below those of the lines around it.
  void piece(std::size_t i, bool breaks, std::size_t indent, Blank blank = Blank::Never,
             bool is_cell = false);
  /// Puts the comments before piece `i`; answers whether the piece has to begin a line.
  bool comments(std::size_t i, bool breaks, std::size_t indent, Blank& blank);

  /// Whether the pieces may go on with the line, behind an annotation.
  [[nodiscard]] bool may_join(Range range) const;
  [[nodiscard]] bool may_break_before(std::size_t i) const;
  /// Whether a space stands before piece `i` when it follows on the line.
  [[nodiscard]] bool has_space(std::size_t i) const;
  /// What the pieces take on one line, from the space before the first; comments that need lines are not
  /// counted.
  [[nodiscard]] std::size_t width(Range range) const;
  /// Whether nothing between the pieces needs a line of its own.
  [[nodiscard]] bool is_flat(Range range) const;
  [[nodiscard]] bool is_written_flat(Range range) const;

  const std::vector<Piece>& pieces_;
  Lines lines_;
  std::size_t last_ = 0;           ///< The piece put last.
  bool ends_with_inline_ = false;  ///< A comment stands behind it on its line.
  bool is_wrapped_ = false;        ///< What was filled last took more than one line.
};

std::string Layout::file() {
  const std::size_t end = statements(0, BlockKind::Members, 0);
  Blank blank = Blank::Kept;
  comments(end, true, 0, blank);
  return std::move(lines_).text();
}

std::size_t Layout::statements(std::size_t begin, BlockKind kind, std::size_t indent) {
  std::size_t i = begin;
  std::string_view before;  // what the statement above begins with, where that matters
  while (!pieces_[i].is_end() && pieces_[i].text != "}") {
    const Statement next = read_statement(pieces_, i, kind);
    const std::string_view word = pieces_[next.core.begin].text;
    const bool is_parted = before == "package" || (before == "import" && word != "import");
    statement(next, kind, indent, is_parted ? Blank::Always : i == begin ? Blank::Never : Blank::Kept);
    i = last_ + 1;
    before = indent == 0 ? word : std::string_view();
  }
  return i;
}

void Layout::statement(const Statement& statement, BlockKind kind, std::size_t indent, Blank blank) {
  annotations(statement, indent, blank);
  const std::size_t begin = statement.core.begin;
  const bool joins = !statement.annotations.empty() && may_join(statement.core);
  piece(begin, !joins, indent, blank);
  core(statement, indent, joins ? 0 : statement.cell);

  if (kind != BlockKind::List) return;
  if (pieces_[statement.core.end].text == ",") {
    piece(statement.core.end, false, indent + kContinuation);
  } else {
    lines_.append(",");
  }
}

/// The annotations before a statement stay on its line, or on lines of their own, as they were written.
void Layout::annotations(const Statement& statement, std::size_t indent, Blank& blank) {
  for (const Range& each : statement.annotations) {
    const bool is_first = each.begin == statement.annotations.front().begin;
    piece(each.begin, is_first || !may_join(each), indent, blank);
    is_wrapped_ = false;
    fill({each.begin + 1, each.end}, indent);
    blank = Blank::Never;
  }
}

bool Layout::may_join(Range range) const {
  return !is_wrapped_ && !pieces_[range.begin].has_break() && is_flat({range.begin, range.begin + 1}) &&
         !lines_.is_closed() && lines_.width() + width(range) <= kFormattedWidth;
}

void Layout::core(const Statement& statement, std::size_t indent, std::size_t cell) {
  const Range rest{statement.core.begin + 1, statement.core.end};
  const std::size_t open = statement.core.end - 1;
  if (statement.has_block && statement.block != BlockKind::Members) {
    const Range whole{rest.begin, closing(pieces_, open) + 1};
    if (is_flat(whole) && is_written_flat({open + 1, whole.end}) &&
        lines_.width() + width(whole) <= kFormattedWidth) {
      flat(whole);
      return;
    }
  }
  const bool fits = lines_.width() + width(rest) <= kFormattedWidth;
  const auto payload = statement.payload;
  if (payload && !payload->is_empty() && (!fits || !is_flat({payload->begin, payload->end + 1}))) {
    fill({rest.begin, payload->begin}, indent);
    parameters(*payload, indent);
    fill({payload->end + 1, rest.end}, indent);
  } else {
    fill(rest, indent, cell);
  }
  if (statement.has_block) block(open, statement.block, indent);
}

void Layout::parameters(Range payload, std::size_t indent) {
  for (const Range& each : items_of(pieces_, payload)) {
    piece(each.begin, true, indent + kStep);
    std::size_t type = each.begin + 1;  // behind `name:` or `name?:`
    if (type < each.end && pieces_[type].text == "?") ++type;
    const bool has_name = type < each.end && pieces_[type].text == ":";
    fill({each.begin + 1, each.end}, indent + kStep, has_name ? type + 1 : 0);
    if (each.end < payload.end) {
      piece(each.end, false, indent + kStep + kContinuation);
    } else {
      lines_.append(",");
    }
  }
  close(payload.end, indent, Blank::Never);
}

void Layout::block(std::size_t open, BlockKind kind, std::size_t indent) {
  if (pieces_[open + 1].text == "}" && pieces_[open + 1].comments.empty()) {
    piece(open + 1, false, indent);
    return;
  }
  const std::size_t end = statements(open + 1, kind, indent + kStep);
  close(end, indent, end == open + 1 ? Blank::Never : Blank::Kept);
}

void Layout::close(std::size_t i, std::size_t indent, Blank blank) {
  comments(i, true, indent + kStep, blank);
  lines_.begin(indent);
  lines_.append(pieces_[i].text);
  last_ = i;
  ends_with_inline_ = false;
}

void Layout::fill(Range range, std::size_t indent, std::size_t cell) {
  const auto may_break = [&](std::size_t i) { return i > range.begin && may_break_before(i); };
  for (std::size_t i = range.begin; i < range.end; ++i) {
    if (is_last_comma(pieces_, i)) {
      Blank blank = Blank::Never;
      comments(i, false, indent + kContinuation, blank);
      continue;
    }
    bool breaks = false;
    if (may_break(i) && !lines_.is_closed()) {
      std::size_t next = i + 1;
      while (next < range.end && !may_break(next)) ++next;
      breaks = lines_.width() + width({i, next}) > kFormattedWidth;
    }
    if (breaks) is_wrapped_ = true;
    piece(i, breaks, indent + kContinuation, Blank::Never, i == cell);
  }
}

void Layout::flat(Range range) {
  for (std::size_t i = range.begin; i < range.end; ++i) {
    if (is_last_comma(pieces_, i)) {
      Blank blank = Blank::Never;
      comments(i, false, 0, blank);
    } else {
      piece(i, false, 0);
    }
  }
}

void Layout::piece(std::size_t i, bool breaks, std::size_t indent, Blank blank, bool is_cell) {
  const Piece& piece = pieces_[i];
  if (comments(i, breaks, indent, blank) || lines_.is_closed()) {
    const bool is_after_doc = !piece.comments.empty() && piece.comments.back().kind == Token::Kind::Doc;
    lines_.begin(indent,
                 blank == Blank::Always || (blank == Blank::Kept && piece.breaks > 1 && !is_after_doc));
  } else if (!lines_.is_empty() && has_space(i)) {
    lines_.append(" ");
    if (is_cell && piece.comments.empty()) lines_.mark_cell();
  }
  lines_.append(piece.text);
  last_ = i;
  ends_with_inline_ = false;
}

bool Layout::comments(std::size_t i, bool breaks, std::size_t indent, Blank& blank) {
  bool needs_break = breaks;
  const Comment* behind = nullptr;  // the comment behind the line, where the next one may go on with it
  bool is_after_doc = false;
  for (const Comment& each : pieces_[i].comments) {
    const bool is_line = each.kind == Token::Kind::LineComment;
    const bool ends_line = breaks && each.ends_line;
    const bool is_behind = each.breaks == 0 && each.kind != Token::Kind::Doc && !lines_.is_empty() &&
                           !lines_.ends_with_line_comment();
    const bool is_continued =
        breaks && behind != nullptr && is_line && each.breaks == 1 && each.column == behind->column;
    const bool has_blank =
        blank == Blank::Always || (blank == Blank::Kept && each.breaks > 1 && !is_after_doc);
    is_after_doc = each.kind == Token::Kind::Doc;
    if (is_behind && (is_line || ends_line)) {
      const bool is_alone = lines_.append_trailing(each);
      behind = is_alone && is_line ? &each : nullptr;
      needs_break = true;
      continue;
    }
    if (is_continued) {
      lines_.begin_continued(each);
      behind = &each;
      continue;
    }
    behind = nullptr;
    if (each.needs_break() || ends_line) {
      lines_.begin(indent, has_blank);
      lines_.append_own(each);
      blank = breaks ? Blank::Kept : Blank::Never;
      needs_break = true;
      continue;
    }
    if (needs_break || lines_.is_closed()) {
      lines_.begin(indent, has_blank);
      blank = Blank::Never;
    } else if (!lines_.is_empty() && (ends_with_inline_ || has_space_before_comment(pieces_[last_]))) {
      lines_.append(" ");
    }
    lines_.append(each.text);
    ends_with_inline_ = true;
    needs_break = false;
  }
  return needs_break;
}

bool Layout::has_space(std::size_t i) const {
  return ends_with_inline_ ? has_space_after_comment(pieces_[i])
                           : has_space_between(pieces_[last_], pieces_[i]);
}

bool Layout::may_break_before(std::size_t i) const {
  if (!pieces_[i].comments.empty()) return false;
  const std::string_view text = pieces_[i].text;
  return text == "@" || text == "->" || text == "throws" || pieces_[i - 1].text == ",";
}

std::size_t Layout::width(Range range) const {
  std::size_t sum = 0;
  for (std::size_t i = range.begin; i < range.end; ++i) {
    bool is_after_comment = false;
    for (const Comment& each : pieces_[i].comments) {
      if (each.needs_break()) continue;
      sum += 1 + width_of(each.text);
      is_after_comment = true;
    }
    if (is_last_comma(pieces_, i)) continue;
    const bool has_space = is_after_comment ? has_space_after_comment(pieces_[i])
                                            : i > 0 && has_space_between(pieces_[i - 1], pieces_[i]);
    sum += width_of(pieces_[i].text) + (has_space ? 1 : 0);
  }
  return sum;
}

bool Layout::is_flat(Range range) const {
  return std::all_of(pieces_.begin() + static_cast<std::ptrdiff_t>(range.begin),
                     pieces_.begin() + static_cast<std::ptrdiff_t>(range.end), [](const Piece& piece) {
                       return std::none_of(piece.comments.begin(), piece.comments.end(),
                                           [](const Comment& each) { return each.needs_break(); });
                     });
}

bool Layout::is_written_flat(Range range) const {
  return std::none_of(pieces_.begin() + static_cast<std::ptrdiff_t>(range.begin),
                      pieces_.begin() + static_cast<std::ptrdiff_t>(range.end),
                      [](const Piece& piece) { return piece.has_break(); });
}

}  // namespace

std::string lay_out(const std::vector<Piece>& pieces) { return Layout(pieces).file(); }

}  // namespace gangway::gen::format
