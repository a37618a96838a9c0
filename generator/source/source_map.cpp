#include "source/source_map.h"

#include <algorithm>
#include <utility>

namespace gangway::gen {
namespace {

std::vector<std::uint32_t> line_starts_of(std::string_view text) {
  std::vector<std::uint32_t> starts{0};
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\n') starts.push_back(static_cast<std::uint32_t>(i + 1));
  }
  return starts;
}

bool starts_code_point(char byte) { return (static_cast<unsigned char>(byte) & 0xC0) != 0x80; }

}  // namespace

SourceId SourceMap::add(SourceFile file) {
  file.line_starts = line_starts_of(file.text);
  files_.push_back(std::move(file));
  return static_cast<SourceId>(files_.size() - 1);
}

SourceId SourceMap::add_text(std::string name, std::string text) {
  SourceFile file;
  file.shown = name;
  file.path = name;
  file.name = std::move(name);
  file.text = std::move(text);
  file.requested = true;
  return add(std::move(file));
}

std::optional<SourceId> SourceMap::find(const std::filesystem::path& path) const {
  const auto found =
      std::find_if(files_.begin(), files_.end(), [&](const SourceFile& f) { return f.path == path; });
  if (found == files_.end()) return std::nullopt;
  return static_cast<SourceId>(found - files_.begin());
}

LineColumn SourceMap::at(SourceId id, std::uint32_t offset) const {
  const SourceFile& in = file(id);
  const auto next = std::upper_bound(in.line_starts.begin(), in.line_starts.end(), offset);
  const std::uint32_t start = *(next - 1);
  const std::string_view before = std::string_view(in.text).substr(start, offset - start);
  return {static_cast<std::uint32_t>(next - in.line_starts.begin()),
          1 + static_cast<std::uint32_t>(std::count_if(before.begin(), before.end(), starts_code_point))};
}

std::string_view SourceMap::line(SourceId id, std::uint32_t line) const {
  const SourceFile& in = file(id);
  if (line == 0 || line > in.line_starts.size()) return {};
  std::string_view rest = std::string_view(in.text).substr(in.line_starts[line - 1]);
  rest = rest.substr(0, rest.find('\n'));
  if (!rest.empty() && rest.back() == '\r') rest.remove_suffix(1);
  return rest;
}

std::string_view SourceMap::text(Span span) const {
  return std::string_view(file(span.file).text).substr(span.begin, span.end - span.begin);
}

}  // namespace gangway::gen
