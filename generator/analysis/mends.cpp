#include "analysis/mends.h"

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>

namespace gangway::gen {
namespace {

constexpr std::string_view kBlanks = " \t";

std::uint32_t offset(std::size_t at) { return static_cast<std::uint32_t>(at); }

/// Whether `file` is `wanted` or imports it, however far.
bool reaches(const Program& program, SourceId file, SourceId wanted) {
  std::set<SourceId> seen;
  std::vector<SourceId> open{file};
  while (!open.empty()) {
    const SourceId at = open.back();
    open.pop_back();
    if (at == wanted) return true;
    if (!seen.insert(at).second) continue;
    for (const ast::Import& import : program.file(at).imports) {
      if (import.target) open.push_back(*import.target);
    }
  }
  return false;
}

}  // namespace

void mend_by_import(Diagnostic& diagnostic, const Program& program, SourceId from, SourceId to) {
  if (reaches(program, to, from)) return;
  const ast::File& file = program.file(from);
  const SourceFile& source = program.sources.file(from);
  const std::string path =
      program.sources.file(to).path.lexically_relative(source.path.parent_path()).generic_string();
  const std::string line = fmt::format("import \"{}\";", path.empty() ? program.sources.file(to).name : path);
  if (!file.imports.empty()) {
    const Span last = file.imports.back().span;
    diagnostic.fix({from, last.end, last.end}, "\n" + line);
    return;
  }
  if (!file.package || file.package->name.parts.empty()) return;
  const std::size_t semicolon = source.text.find(';', file.package->name.span.end);
  if (semicolon == std::string::npos) return;
  diagnostic.fix({from, offset(semicolon + 1), offset(semicolon + 1)}, "\n\n" + line);
}

void mend_by_removal(Diagnostic& diagnostic, const Program& program, Span statement) {
  const std::string_view text = program.sources.file(statement.file).text;
  std::size_t begin = statement.begin;
  std::size_t end = statement.end;
  while (begin > 0 && kBlanks.find(text[begin - 1]) != std::string_view::npos) --begin;
  while (end < text.size() && kBlanks.find(text[end]) != std::string_view::npos) ++end;
  const bool begins_line = begin == 0 || text[begin - 1] == '\n';
  const std::size_t after = end < text.size() && text[end] == '\r' ? end + 1 : end;
  const bool ends_line = after >= text.size() || text[after] == '\n';
  if (begins_line && ends_line) {
    end = std::min(after + 1, text.size());
  } else if (begins_line) {
    begin = statement.begin;  // the indentation is that of what follows
  } else if (ends_line) {
    end = statement.end;
  } else {
    begin = statement.begin;
  }
  diagnostic.fix({statement.file, offset(begin), offset(end)}, "");
}

void mend_by_removal_from_list(Diagnostic& diagnostic, const Program& program, Span item) {
  const std::string_view text = program.sources.file(item.file).text;
  const std::size_t before = text.substr(0, item.begin).find_last_not_of(" \t\r\n");
  if (before != std::string_view::npos && text[before] == ',') {
    diagnostic.fix({item.file, offset(before), item.end}, "");
    return;
  }
  const std::size_t behind = text.find_first_not_of(" \t\r\n", item.end);
  if (behind == std::string_view::npos || text[behind] != ',') return;
  const std::size_t next = text.find_first_not_of(kBlanks, behind + 1);
  diagnostic.fix({item.file, item.begin, offset(next == std::string_view::npos ? behind + 1 : next)}, "");
}

}  // namespace gangway::gen
