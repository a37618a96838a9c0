#include "diagnostics/render.h"

#include <algorithm>
#include <string_view>

#include <fmt/format.h>

namespace gangway::gen {
namespace {

std::string_view word(Severity severity) { return severity == Severity::Error ? "error" : "warning"; }

std::size_t code_points(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(
      text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

std::string position(Span span, const SourceMap& sources) {
  const LineColumn begin = sources.begin_of(span);
  return fmt::format("{}:{}:{}", sources.file(span.file).shown, begin.line, begin.column);
}

/// The source line of `span` and a line of `^~~~` under it; a span over several lines is marked on its first.
void append_excerpt(std::string& out, Span span, const SourceMap& sources) {
  constexpr std::size_t kLongestLine = 400;
  const LineColumn begin = sources.begin_of(span);
  const LineColumn end = sources.end_of(span);
  const std::string_view line = sources.line(span.file, begin.line);
  if (line.size() > kLongestLine) return;

  const std::size_t column = begin.column - 1;
  const std::size_t last = end.line == begin.line ? end.column - 1 : code_points(line);
  const std::size_t width = last > column ? last - column : 1;

  // Tabs stay tabs, so that the caret stands where the terminal puts the letter above it.
  std::string margin;
  for (const char c : line) {
    if ((static_cast<unsigned char>(c) & 0xC0) == 0x80) continue;
    if (margin.size() == column) break;
    margin += c == '\t' ? '\t' : ' ';
  }
  margin.resize(column, ' ');

  const std::string number = std::to_string(begin.line);
  out += fmt::format(" {} | {}\n", number, line);
  out += fmt::format(" {} | {}^{}\n", std::string(number.size(), ' '), margin, std::string(width - 1, '~'));
}

std::string json_string(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    switch (c) {
      case '"':
        out += "\\\"";
        break;
      case '\\':
        out += "\\\\";
        break;
      case '\n':
        out += "\\n";
        break;
      case '\t':
        out += "\\t";
        break;
      case '\r':
        out += "\\r";
        break;
      default:
        if (static_cast<unsigned char>(c) < 0x20) {
          out += fmt::format("\\u{:04x}", static_cast<unsigned>(static_cast<unsigned char>(c)));
        } else {
          out += c;
        }
    }
  }
  return out + '"';
}

std::string json_place(Span span, const SourceMap& sources) {
  const LineColumn begin = sources.begin_of(span);
  const LineColumn end = sources.end_of(span);
  return fmt::format(R"("file":{},"line":{},"column":{},"endLine":{},"endColumn":{})",
                     json_string(sources.file(span.file).shown), begin.line, begin.column, end.line,
                     end.column);
}

}  // namespace

std::string render_text(const std::vector<Diagnostic>& diagnostics, const SourceMap& sources) {
  std::string out;
  std::size_t shown = 0;
  for (const Diagnostic& d : diagnostics) {
    if (shown++ == kMostDiagnosticsShown) break;
    out += fmt::format("{}: {} {}: {}\n", d.at ? position(*d.at, sources) : "gangway", word(d.severity),
                       d.code, d.message);
    if (d.at) append_excerpt(out, *d.at, sources);
    for (const Note& note : d.notes) {
      out += fmt::format("{}: note: {}\n", position(note.at, sources), note.message);
      append_excerpt(out, note.at, sources);
    }
  }
  if (diagnostics.size() > kMostDiagnosticsShown) {
    out += fmt::format("gangway: and {} more\n", diagnostics.size() - kMostDiagnosticsShown);
  }
  return out;
}

std::string render_json(const std::vector<Diagnostic>& diagnostics, const SourceMap& sources) {
  std::string out;
  for (const Diagnostic& d : diagnostics) {
    out += '{';
    if (d.at) out += json_place(*d.at, sources) + ',';
    out += fmt::format(R"("code":"{}","severity":"{}","message":{},"notes":[)", d.code, word(d.severity),
                       json_string(d.message));
    for (std::size_t i = 0; i < d.notes.size(); ++i) {
      if (i != 0) out += ',';
      out += fmt::format(R"({{{},"message":{}}})", json_place(d.notes[i].at, sources),
                         json_string(d.notes[i].message));
    }
    out += "]}\n";
  }
  return out;
}

}  // namespace gangway::gen
