#include <fmt/format.h>

#include "diagnostics/render.h"

namespace gangway::gen {
namespace {

/// A command ends with its line, and its properties with `,` and `:`; all of these are written with `%`.
std::string escaped(std::string_view text, bool is_property) {
  std::string out;
  for (const char c : text) {
    const bool is_special = c == '%' || c == '\r' || c == '\n' || (is_property && (c == ':' || c == ','));
    if (is_special) {
      out += fmt::format("%{:02X}", static_cast<unsigned>(c));
    } else {
      out += c;
    }
  }
  return out;
}

}  // namespace

std::string render_github(const std::vector<Diagnostic>& diagnostics, const SourceMap& sources) {
  std::string out;
  for (const Diagnostic& d : diagnostics) {
    out += d.severity == Severity::Error ? "::error " : "::warning ";
    if (d.at) {
      const LineColumn begin = sources.begin_of(*d.at);
      const LineColumn end = sources.end_of(*d.at);
      out += fmt::format("file={},line={},col={},endLine={},endColumn={},",
                         escaped(sources.file(d.at->file).shown, true), begin.line, begin.column, end.line,
                         end.column);
    }
    std::string message = d.message;
    for (const Note& note : d.notes) {
      const LineColumn place = sources.begin_of(note.at);
      message += fmt::format("\n{}:{}:{}: {}", sources.file(note.at.file).shown, place.line, place.column,
                             note.message);
    }
    if (const std::string help = render_help(d, sources); !help.empty()) {
      message += '\n' + help.substr(0, help.find('\n'));
    }
    out += fmt::format("title={}::{}\n", d.code, escaped(message, false));
  }
  return out;
}

}  // namespace gangway::gen
