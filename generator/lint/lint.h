#pragma once

#include <set>
#include <string>
#include <vector>

#include "diagnostics/sink.h"
#include "schema/schema.h"
#include "source/source_map.h"

namespace gangway::gen {

/// What the command line says about rules, by name.
struct LintOptions {
  std::set<std::string> denied{};   ///< These are errors.
  std::set<std::string> allowed{};  ///< These are not reported.
  bool deny_all = false;            ///< All are errors that are not allowed.
};

/// What is advised about the requested files of a schema, in order of file and place.
///
/// Needs:    `schema` as `analyse` made it from `sources`.
/// Reports:  GW5xxx, each with the rule's name in brackets, but for what a comment
///           `// gw:allow(name) reason` allows on its line, or on the statement below it.
std::vector<Diagnostic> lint(const Schema& schema, const SourceMap& sources, const LintOptions& options);

}  // namespace gangway::gen
