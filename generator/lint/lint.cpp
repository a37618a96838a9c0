#include "lint/lint.h"

#include <algorithm>
#include <map>
#include <utility>

#include <fmt/format.h>

#include "lint/allow.h"
#include "lint/checks.h"
#include "lint/rule_names.h"

namespace gangway::gen {
namespace {

using lint_detail::Allowance;

/// The comments of all files that were asked for.
class Allowances {
 public:
  Allowances(const Schema& schema, const SourceMap& sources, DiagnosticSink& sink) : sources_(sources) {
    for (std::size_t i = 0; i < schema.files.size(); ++i) {
      const auto id = static_cast<SourceId>(i);
      if (schema.files[i].requested) by_file_[id] = lint_detail::allowances_of(sources, id, sink);
    }
  }

  bool allows(const Diagnostic& diagnostic, std::string_view rule) {
    const std::uint32_t line = sources_.begin_of(*diagnostic.at).line;
    bool is_allowed = false;
    for (Allowance& each : by_file_[diagnostic.at->file]) {
      if (each.rule != rule || line < each.first || line > each.last) continue;
      each.was_needed = true;
      is_allowed = true;
    }
    return is_allowed;
  }

  void report_unneeded(DiagnosticSink& sink) const {
    for (const auto& [file, list] : by_file_) {
      for (const Allowance& each : list) {
        if (!each.was_needed) sink.report(rules::unneeded_allow, each.at, each.rule);
      }
    }
  }

 private:
  const SourceMap& sources_;
  std::map<SourceId, std::vector<Allowance>> by_file_;
};

}  // namespace

std::vector<Diagnostic> lint(const Schema& schema, const SourceMap& sources, const LintOptions& options) {
  DiagnosticSink found;
  lint_detail::Findings findings(schema, found);
  lint_detail::check_names(schema, sources, findings);
  lint_detail::check_docs(schema, findings);
  lint_detail::check_bounds(schema, findings);
  lint_detail::check_events(schema, findings);
  lint_detail::check_growth(schema, findings);
  lint_detail::check_secrets(schema, findings);
  lint_detail::check_fields(schema, findings);
  lint_detail::check_shapes(schema, findings);
  lint_detail::check_usage(schema, findings);

  DiagnosticSink about_comments;
  Allowances allowances(schema, sources, about_comments);
  std::vector<Diagnostic> kept;
  for (Diagnostic& each : found.sorted()) {
    if (!allowances.allows(each, find_rule_name_of(each.code)->name)) kept.push_back(std::move(each));
  }
  allowances.report_unneeded(about_comments);
  for (Diagnostic& each : about_comments.sorted()) kept.push_back(std::move(each));

  std::vector<Diagnostic> result;
  for (Diagnostic& each : kept) {
    const std::string name(find_rule_name_of(each.code)->name);
    if (options.allowed.contains(name)) continue;
    if (options.deny_all || options.denied.contains(name)) each.severity = Severity::Error;
    each.message += fmt::format(" [{}]", name);
    result.push_back(std::move(each));
  }
  std::stable_sort(result.begin(), result.end(), [](const Diagnostic& left, const Diagnostic& right) {
    return std::pair(left.at->file, left.at->begin) < std::pair(right.at->file, right.at->begin);
  });
  return result;
}

}  // namespace gangway::gen
