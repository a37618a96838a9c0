#include <algorithm>
#include <cctype>
#include <map>

#include <fmt/format.h>

#include "diagnostics/explain.h"
#include "diagnostics/json_text.h"
#include "diagnostics/render.h"

namespace gangway::gen {
namespace {

/// `path` as a URI reference: what is no plain character of a path is written with `%`.
std::string uri(std::string_view path) {
  std::string out = path.starts_with('/') ? "file://" : "";
  for (const char c : path) {
    const auto byte = static_cast<unsigned char>(c);
    if (std::isalnum(byte) != 0 || std::string_view("-._~/").find(c) != std::string_view::npos) {
      out += c;
    } else {
      out += fmt::format("%{:02X}", static_cast<unsigned>(byte));
    }
  }
  return out;
}

std::string region(Span span, const SourceMap& sources) {
  const LineColumn begin = sources.begin_of(span);
  const LineColumn end = sources.end_of(span);
  return fmt::format(R"({{"startLine":{},"startColumn":{},"endLine":{},"endColumn":{}}})", begin.line,
                     begin.column, end.line, end.column);
}

std::string artifact(SourceId file, const SourceMap& sources) {
  return fmt::format(R"({{"uri":{}}})", json_string(uri(sources.file(file).shown)));
}

std::string physical_location(Span span, const SourceMap& sources) {
  return fmt::format(R"("physicalLocation":{{"artifactLocation":{},"region":{}}})",
                     artifact(span.file, sources), region(span, sources));
}

/// The name that people see beside the code in lists: its sentence's beginning is its page's first sentence.
std::string rule(std::string_view code, Severity severity) {
  const Explanation* page = find_explanation(code);
  const std::string_view text = page != nullptr ? page->text : code;
  const std::string_view first = text.substr(0, std::min(text.find(". "), text.size() - 1) + 1);
  std::string out =
      fmt::format(R"({{"id":"{}","shortDescription":{{"text":{}}},"fullDescription":{{"text":{}}},)", code,
                  json_string(first), json_string(text));
  if (page != nullptr && !page->bad.empty()) {
    const std::string examples = fmt::format("Refused:\n\n{}\nAccepted:\n\n{}", page->bad, page->good);
    const std::string markdown =
        fmt::format("Refused:\n\n```\n{}```\n\nAccepted:\n\n```\n{}```\n", page->bad, page->good);
    out +=
        fmt::format(R"("help":{{"text":{},"markdown":{}}},)", json_string(examples), json_string(markdown));
  }
  return out + fmt::format(R"("defaultConfiguration":{{"level":"{}"}}}})",
                           severity == Severity::Error ? "error" : "warning");
}

/// All parts of a mend are one fix, with a change for each file.
std::string fixes(const Diagnostic& diagnostic, const SourceMap& sources) {
  std::map<SourceId, std::string> changes;
  for (const FixIt& fix : diagnostic.fixes) {
    std::string& replacements = changes[fix.at.file];
    replacements +=
        fmt::format(R"({}{{"deletedRegion":{},"insertedContent":{{"text":{}}}}})",
                    replacements.empty() ? "" : ",", region(fix.at, sources), json_string(fix.replacement));
  }
  std::string list;
  for (const auto& [file, replacements] : changes) {
    list += fmt::format(R"({}{{"artifactLocation":{},"replacements":[{}]}})", list.empty() ? "" : ",",
                        artifact(file, sources), replacements);
  }
  const std::string help = render_help(diagnostic, sources);
  const std::string_view title = std::string_view(help).substr(0, help.find('\n'));
  return fmt::format(R"([{{"description":{{"text":{}}},"artifactChanges":[{}]}}])",
                     json_string(title.substr(std::min<std::size_t>(title.size(), 6))),
                     list);  // without "help: "
}

std::string result(const Diagnostic& d, std::size_t rule_index, const SourceMap& sources) {
  std::string out =
      fmt::format(R"({{"ruleId":"{}","ruleIndex":{},"level":"{}","message":{{"text":{}}})", d.code,
                  rule_index, d.severity == Severity::Error ? "error" : "warning", json_string(d.message));
  if (d.at) out += fmt::format(R"(,"locations":[{{{}}}])", physical_location(*d.at, sources));
  if (!d.notes.empty()) {
    out += R"(,"relatedLocations":[)";
    for (std::size_t i = 0; i < d.notes.size(); ++i) {
      out += fmt::format(R"({}{{"id":{},{},"message":{{"text":{}}}}})", i == 0 ? "" : ",", i + 1,
                         physical_location(d.notes[i].at, sources), json_string(d.notes[i].message));
    }
    out += ']';
  }
  if (!d.fixes.empty()) out += fmt::format(R"(,"fixes":{})", fixes(d, sources));
  return out + '}';
}

}  // namespace

std::string render_sarif(const std::vector<Diagnostic>& diagnostics, const SourceMap& sources,
                         std::string_view version) {
  std::map<std::string_view, std::size_t> indices;
  std::string rules;
  std::string results;
  for (const Diagnostic& d : diagnostics) {
    const auto [index, is_new] = indices.try_emplace(d.code, indices.size());
    if (is_new) rules += (rules.empty() ? "\n        " : ",\n        ") + rule(d.code, d.severity);
    results += (results.empty() ? "\n      " : ",\n      ") + result(d, index->second, sources);
  }
  return fmt::format(R"({{
  "$schema": "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
  "version": "2.1.0",
  "runs": [
    {{
      "tool": {{"driver": {{"name": "gangway", "version": "{}", "rules": [{}]}}}},
      "columnKind": "unicodeCodePoints",
      "results": [{}]
    }}
  ]
}}
)",
                     version, rules, results);
}

}  // namespace gangway::gen
