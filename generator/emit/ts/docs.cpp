#include "emit/ts/docs.h"

#include <vector>

namespace gangway::gen::ts {
namespace {

std::vector<std::string> split_lines(std::string_view text) {
  std::vector<std::string> lines;
  while (!text.empty()) {
    const auto end = text.find('\n');
    lines.emplace_back(text.substr(0, end));
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  }
  return lines;
}

/// What would end the comment is kept from doing so.
std::string harmless(std::string line) {
  for (auto at = line.find("*/"); at != std::string::npos; at = line.find("*/", at))
    line.replace(at, 2, "*\\/");
  return line;
}

std::vector<std::string> comment(const Docs& docs, std::string_view otherwise, std::string_view also) {
  std::vector<std::string> said = split_lines(docs.text.empty() ? otherwise : std::string_view(docs.text));
  if (!also.empty()) said.emplace_back(also);
  if (docs.since) said.push_back("@since " + *docs.since);
  if (docs.deprecated)
    said.push_back(docs.deprecated->empty() ? "@deprecated" : "@deprecated " + *docs.deprecated);
  for (std::string& line : said) line = harmless(std::move(line));

  if (said.empty()) return {};
  if (said.size() == 1) return {"/** " + said.front() + " */"};
  std::vector<std::string> lines{"/**"};
  for (const std::string& line : said) lines.push_back(line.empty() ? " *" : " * " + line);
  lines.emplace_back(" */");
  return lines;
}

}  // namespace

nlohmann::json doc_lines(const Docs& docs, std::string_view otherwise, std::string_view also) {
  nlohmann::json lines = nlohmann::json::array();
  for (std::string& line : comment(docs, otherwise, also)) lines.push_back({{"line", std::move(line)}});
  return lines;
}

std::string doc_text(const Docs& docs, std::size_t indent) {
  std::string out;
  for (const std::string& line : comment(docs, {}, {})) out += std::string(indent, ' ') + line + '\n';
  return out;
}

}  // namespace gangway::gen::ts
