#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include "diagnostics/apply_fixes.h"
#include "diagnostics/excerpt.h"
#include "diagnostics/render.h"

namespace gangway::gen {
namespace {

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && std::string_view(" \t\r\n").find(text.front()) != std::string_view::npos)
    text.remove_prefix(1);
  while (!text.empty() && std::string_view(" \t\r\n").find(text.back()) != std::string_view::npos)
    text.remove_suffix(1);
  return text;
}

/// What is to be done, in words.
std::string title(const Diagnostic& diagnostic, const SourceMap& sources) {
  const FixIt& first = diagnostic.fixes.front();
  const std::string_view perhaps = diagnostic.is_guess ? "perhaps " : "";
  const std::string_view put_in = trimmed(first.replacement);
  if (!put_in.empty()) {
    return fmt::format("help: {}{} `{}`\n", perhaps, first.at.begin == first.at.end ? "insert" : "write",
                       put_in);
  }
  const std::string_view taken = trimmed(sources.text(first.at));
  if (taken.empty() || taken.find('\n') != std::string_view::npos) {
    return fmt::format("help: {}take this out\n", perhaps);
  }
  return fmt::format("help: {}take out `{}`\n", perhaps, taken);
}

std::vector<std::string_view> lines_of(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    std::string_view line = text.substr(0, end);
    if (line.ends_with('\r')) line.remove_suffix(1);
    lines.push_back(line);
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines;
}

/// One line that changes: as it is to be, with a mark under what is new.
std::string marked_line(const FixIt& fix, const SourceMap& sources) {
  const LineColumn begin = sources.begin_of(fix.at);
  const std::string_view line = sources.line(fix.at.file, begin.line);
  const std::size_t start = fix.at.begin - sources.file(fix.at.file).line_starts[begin.line - 1];
  const std::string after = std::string(line.substr(0, start)) + fix.replacement +
                            std::string(line.substr(start + (fix.at.end - fix.at.begin)));
  const char mark = fix.at.begin == fix.at.end ? '+' : '~';
  return excerpt_line(begin.line, after, begin.column, std::string(code_points(fix.replacement), mark));
}

/// Lines that go and lines that come.
std::string difference(const std::vector<FixIt>& fixes, const SourceMap& sources) {
  const SourceId file = fixes.front().at.file;
  const SourceFile& source = sources.file(file);
  std::uint32_t first = sources.begin_of(fixes.front().at).line;
  std::uint32_t last = first;
  for (const FixIt& fix : fixes) {
    first = std::min(first, sources.begin_of(fix.at).line);
    last = std::max(last, sources.end_of(fix.at).line);
  }
  const std::uint32_t begin = source.line_starts[first - 1];
  const std::uint32_t end = last < source.line_starts.size() ? source.line_starts[last]
                                                             : static_cast<std::uint32_t>(source.text.size());
  std::vector<FixIt> moved;
  for (const FixIt& fix : fixes) {
    moved.push_back({{file, fix.at.begin - begin, fix.at.end - begin}, fix.replacement});
  }
  const std::string_view before = std::string_view(source.text).substr(begin, end - begin);
  const std::string after = with_fixes(before, std::move(moved));
  std::vector<std::string_view> gone = lines_of(before);
  std::vector<std::string_view> come = lines_of(after);
  while (!gone.empty() && !come.empty() && gone.front() == come.front()) {
    gone.erase(gone.begin());
    come.erase(come.begin());
    ++first;
  }
  while (!gone.empty() && !come.empty() && gone.back() == come.back()) {
    gone.pop_back();
    come.pop_back();
  }
  std::string out;
  std::size_t number = first;
  for (const std::string_view line : gone) out += fmt::format(" {} - {}\n", number++, line);
  number = first;
  for (const std::string_view line : come) out += fmt::format(" {} + {}\n", number++, line);
  return out;
}

}  // namespace

std::string render_help(const Diagnostic& diagnostic, const SourceMap& sources) {
  const std::vector<FixIt>& fixes = diagnostic.fixes;
  if (fixes.empty()) return {};
  const auto is_elsewhere = [&](const FixIt& fix) { return fix.at.file != fixes.front().at.file; };
  if (std::any_of(fixes.begin(), fixes.end(), is_elsewhere)) return title(diagnostic, sources);
  const FixIt& first = fixes.front();
  const bool is_one_line = fixes.size() == 1 && !first.replacement.empty() &&
                           first.replacement.find('\n') == std::string::npos &&
                           sources.begin_of(first.at).line == sources.end_of(first.at).line;
  return title(diagnostic, sources) +
         (is_one_line ? marked_line(first, sources) : difference(fixes, sources));
}

}  // namespace gangway::gen
