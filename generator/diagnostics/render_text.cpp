#include <algorithm>
#include <string>
#include <string_view>

#include <fmt/format.h>

#include "diagnostics/excerpt.h"
#include "diagnostics/render.h"

namespace gangway::gen {
namespace {

constexpr std::string_view kBold = "\x1b[1m";
constexpr std::string_view kRed = "\x1b[1;31m";
constexpr std::string_view kMagenta = "\x1b[1;35m";
constexpr std::string_view kCyan = "\x1b[1;36m";
constexpr std::string_view kGreen = "\x1b[32m";

class TextRenderer {
 public:
  TextRenderer(const SourceMap& sources, bool colour) : sources_(sources), colour_(colour) {}

  std::string render(const Diagnostic& d) const {
    const bool is_error = d.severity == Severity::Error;
    const std::string place = d.at ? position(*d.at) : "gangway";
    std::string out = fmt::format(
        "{} {} {}\n", painted(place + ":", kBold),
        painted(fmt::format("{} {}:", is_error ? "error" : "warning", d.code), is_error ? kRed : kMagenta),
        painted(d.message, kBold));
    if (d.at) out += excerpt(*d.at);
    for (const Note& note : d.notes) {
      out += fmt::format("{} {} {}\n", painted(position(note.at) + ":", kBold), painted("note:", kCyan),
                         note.message);
      out += excerpt(note.at);
    }
    const std::string help = render_help(d, sources_);
    if (help.empty()) return out;
    const std::size_t first_line = help.find('\n');
    return out + painted(help.substr(0, first_line), kCyan) + painted(help.substr(first_line), kGreen);
  }

 private:
  std::string painted(std::string text, std::string_view colour) const {
    return colour_ ? fmt::format("{}{}\x1b[0m", colour, text) : text;
  }

  std::string position(Span span) const {
    const LineColumn begin = sources_.begin_of(span);
    return fmt::format("{}:{}:{}", sources_.file(span.file).shown, begin.line, begin.column);
  }

  /// The source line of `span` and `^~~~` under it; a span over several lines is marked on its first.
  std::string excerpt(Span span) const {
    const LineColumn begin = sources_.begin_of(span);
    const LineColumn end = sources_.end_of(span);
    const std::string_view line = sources_.line(span.file, begin.line);
    const std::size_t last = end.line == begin.line ? end.column : code_points(line) + 1;
    const std::size_t width = last > begin.column ? last - begin.column : 1;
    return excerpt_line(begin.line, line, begin.column, painted("^" + std::string(width - 1, '~'), kGreen));
  }

  const SourceMap& sources_;
  bool colour_;
};

}  // namespace

std::vector<Diagnostic> at_most(const std::vector<Diagnostic>& diagnostics, std::size_t most) {
  if (most == 0 || diagnostics.size() <= most) return diagnostics;
  const auto is_error = [](const Diagnostic& d) { return d.severity == Severity::Error; };
  const auto all_errors =
      static_cast<std::size_t>(std::count_if(diagnostics.begin(), diagnostics.end(), is_error));
  std::size_t errors = std::min(all_errors, most);
  std::size_t warnings = most - errors;
  std::vector<Diagnostic> shown;
  for (const Diagnostic& d : diagnostics) {
    std::size_t& left = is_error(d) ? errors : warnings;
    if (left == 0) continue;
    --left;
    shown.push_back(d);
  }
  return shown;
}

std::string render_text(const std::vector<Diagnostic>& diagnostics, const SourceMap& sources,
                        TextStyle style) {
  const TextRenderer renderer(sources, style.colour);
  const std::vector<Diagnostic> shown = at_most(diagnostics, style.most);
  std::string out;
  for (const Diagnostic& d : shown) out += renderer.render(d);
  if (shown.size() < diagnostics.size()) {
    out +=
        fmt::format("gangway: and {} more; `--max-errors 0` shows all\n", diagnostics.size() - shown.size());
  }
  return out;
}

}  // namespace gangway::gen
