#include "support/corpus.h"

#include <algorithm>
#include <fstream>
#include <map>
#include <sstream>
#include <utility>

#include <fmt/format.h>

namespace gangway::test {
namespace fs = std::filesystem;
namespace {

constexpr std::string_view kMark = "//~";

/// (file, line) -> what is said about it. Line 0: without a place.
using Expectations = std::map<std::pair<std::string, std::uint32_t>, std::vector<std::string>>;

std::string expectation(gen::Span span, std::string_view message, const gen::SourceMap& sources) {
  const gen::LineColumn begin = sources.begin_of(span);
  const gen::LineColumn end = sources.end_of(span);
  const std::size_t width =
      end.line == begin.line && end.column > begin.column ? end.column - begin.column : 1;
  if (begin.column <= kMark.size()) return fmt::format("{} @{}+{} {}", kMark, begin.column, width, message);
  return fmt::format("{}{}{} {}", kMark, std::string(begin.column - 1 - kMark.size(), ' '),
                     std::string(width, '^'), message);
}

/// A fix's text on one line.
std::string written(const std::string& replacement) {
  if (replacement.empty()) return "take this out";
  std::string text;
  for (const char c : replacement) text += c == '\n' ? std::string("\\n") : std::string(1, c);
  return fmt::format("write `{}`", text);
}

Expectations expectations_of(const Compiled& compiled) {
  Expectations all;
  const gen::SourceMap& sources = compiled.loaded.sources;
  const auto add = [&](gen::Span span, const std::string& message) {
    all[{sources.file(span.file).shown, sources.begin_of(span).line}].push_back(
        expectation(span, message, sources));
  };
  for (const gen::Diagnostic& d : compiled.diagnostics) {
    const std::string message =
        fmt::format("{} {}: {}", d.severity == gen::Severity::Error ? "error" : "warning", d.code, d.message);
    if (d.at) {
      add(*d.at, message);
    } else {
      all[{"main.gw", 0}].push_back(fmt::format("{} @ {}", kMark, message));
    }
    for (const gen::Note& note : d.notes) add(note.at, "note: " + note.message);
    for (const gen::FixIt& fix : d.fixes) {
      add(fix.at, fmt::format("{}: {}", d.is_guess ? "perhaps" : "fix", written(fix.replacement)));
    }
  }
  return all;
}

}  // namespace

std::string without_expectations(std::string_view text) {
  std::string result;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size() - 1) + 1;
    if (!text.starts_with(kMark)) result += text.substr(0, end);
    text.remove_prefix(end);
  }
  return result;
}

std::string with_expectations(std::string_view text, const Compiled& compiled) {
  const Expectations expectations = expectations_of(compiled);
  std::string result;
  const auto append = [&](const std::string& file, std::uint32_t line) {
    const auto found = expectations.find({file, line});
    if (found == expectations.end()) return;
    if (!result.empty() && !result.ends_with('\n')) result += '\n';
    for (const std::string& each : found->second) result += each + '\n';
  };
  append("main.gw", 0);
  bool is_first = true;
  for (const CaseFile& file : split_case(text)) {
    if (!is_first) result += fmt::format("// --- {}\n", file.name);
    is_first = false;
    std::string_view rest = file.text;
    std::uint32_t line = 1;
    while (!rest.empty()) {
      const std::size_t end = std::min(rest.find('\n'), rest.size() - 1) + 1;
      result += rest.substr(0, end);
      rest.remove_prefix(end);
      append(file.name, line++);
    }
    append(file.name, line);  // the end of the file
  }
  return result;
}

std::vector<fs::path> corpus_files(std::string_view folder) {
  std::vector<fs::path> files;
  for (const auto& entry : fs::directory_iterator(fs::path(GANGWAY_CORPUS_DIR) / folder)) {
    if (entry.path().extension() == ".gw") files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  return files;
}

std::string read_file(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream text;
  text << in.rdbuf();
  return std::move(text).str();
}

}  // namespace gangway::test
