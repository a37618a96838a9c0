#pragma once

#include <memory>
#include <optional>

#include "analysis/bindings.h"
#include "analysis/evaluate.h"
#include "analysis/program.h"
#include "analysis/symbols.h"
#include "analysis/type_facts.h"
#include "diagnostics/sink.h"

namespace gangway::gen {

/// Reads the annotations behind one type.
///
/// Reports:  GW3108, GW3201 to GW3205, GW3213, and what `Evaluator` reports about bounds.
class ConstraintReader {
 public:
  ConstraintReader(const Program& program, const Symbols& symbols, Bindings& bindings, DiagnosticSink& sink)
      : program_(program),
        symbols_(symbols),
        bindings_(bindings),
        facts_(symbols, bindings),
        evaluator_(symbols, bindings, sink),
        sink_(sink) {}

  /// What `written` itself asks of its values, in `file`, or null for nothing; `base` is the type without its
  /// aliases. Annotations that are reported are left out.
  std::shared_ptr<const Constraints> read(const ast::Type& written, const TypeRef& base, SourceId file);

 private:
  std::optional<CountRange> count_range(const ast::Annotation& annotation, SourceId file);
  std::optional<ValueRange> value_range(const ast::Annotation& annotation, const TypeRef& base,
                                        SourceId file);
  std::optional<ValueRange> bounds(const ast::Annotation& annotation, const TypeRef& type, SourceId file);
  void note_value(Diagnostic& diagnostic, const ast::Value& bound, SourceId file);
  std::optional<Pattern> pattern(const ast::Annotation& annotation);
  bool check_elements(const ast::Annotation& annotation, const TypeRef& list);

  const Program& program_;
  const Symbols& symbols_;
  const Bindings& bindings_;
  TypeFacts facts_;
  Evaluator evaluator_;
  DiagnosticSink& sink_;
};

}  // namespace gangway::gen
