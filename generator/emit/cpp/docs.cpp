#include "emit/cpp/docs.h"

#include <algorithm>
#include <string_view>

#include "emit/cpp/constraints.h"

namespace gangway::gen::cpp {
namespace {

void add_lines(nlohmann::json& lines, std::string_view text) {
  while (!text.empty()) {
    const std::string_view line = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(text.size(), line.size() + 1));
    // A line that ends in a backslash would take the next one into the comment.
    std::string comment = line.empty() ? "///" : "/// " + std::string(line);
    if (comment.back() == '\\') comment += ' ';
    lines.push_back(std::move(comment));
  }
}

}  // namespace

nlohmann::json doc_lines(const Docs& docs, const std::string& otherwise) {
  nlohmann::json lines = nlohmann::json::array();
  add_lines(lines, docs.text.empty() ? otherwise : docs.text);
  if (docs.deprecated) add_lines(lines, "Deprecated: " + *docs.deprecated);
  if (docs.since) add_lines(lines, "Since " + *docs.since + ".");
  return lines;
}

nlohmann::json doc_lines(const Docs& docs, const Types& types, const TypeRef& type) {
  nlohmann::json lines = doc_lines(docs);
  add_lines(lines, constraints_text(type, types.expanded(type)));
  return lines;
}

std::string first_sentence(const Docs& docs, const std::string& otherwise) {
  if (docs.text.empty()) return otherwise;
  std::string sentence = docs.text.substr(0, docs.text.find(". "));
  if (const auto paragraph = sentence.find("\n\n"); paragraph != std::string::npos)
    sentence.resize(paragraph);
  std::replace(sentence.begin(), sentence.end(), '\n', ' ');
  if (!sentence.empty() && sentence.back() == '.') sentence.pop_back();
  return sentence;
}

}  // namespace gangway::gen::cpp
