#include "format/format.h"

#include <stdexcept>

#include "format/layout.h"
#include "format/pieces.h"
#include "format/same_program.h"
#include "syntax/tokens.h"

namespace gangway::gen {
namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

/// A file keeps the line breaks of its first line.
bool begins_with_windows_break(std::string_view text) {
  const std::size_t end = text.find_first_of("\r\n");
  return end != std::string_view::npos && text.substr(end).starts_with("\r\n");
}

}  // namespace

std::string format_text(const SourceFile& file, SourceId id) {
  const std::vector<format::Piece> pieces = format::pieces_of(file.text, tokens_of(file, id));
  SourceFile result;
  if (file.text.starts_with(kByteOrderMark)) result.text = kByteOrderMark;
  const bool has_windows_breaks = begins_with_windows_break(file.text);
  for (const char c : format::lay_out(pieces)) {
    if (c == '\n' && has_windows_breaks) result.text += '\r';
    result.text += c;
  }
  if (!format::is_same_program(pieces, format::pieces_of(result.text, tokens_of(result, id))))
    throw std::logic_error("formatting would have changed more than white space");
  return std::move(result.text);
}

}  // namespace gangway::gen
