#pragma once

#include <string>

#include "diagnostics/catalogue.h"
#include "diagnostics/sink.h"
#include "schema/schema.h"

namespace gangway::gen::lint_detail {

/// Where a declaration's name stands.
inline Span span_of(const Origin& origin) {
  return {static_cast<SourceId>(origin.file), origin.offset, origin.offset + origin.length};
}

/// Takes what the checks find; only about files that were asked for.
class Findings {
 public:
  Findings(const Schema& schema, DiagnosticSink& sink) : schema_(schema), sink_(sink) {}

  /// The diagnostic, to be given notes until the next call; null when nobody asked about the file.
  template <class... Args, class... Given>
  Diagnostic* report(const Rule<Args...>& rule, const Origin& origin, const Given&... arguments) {
    if (!schema_.file(origin.file).requested) return nullptr;
    return &sink_.report(rule, span_of(origin), arguments...);
  }

 private:
  const Schema& schema_;
  DiagnosticSink& sink_;
};

}  // namespace gangway::gen::lint_detail
