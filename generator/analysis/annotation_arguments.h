#pragma once

#include <map>
#include <string>
#include <string_view>

#include "analysis/bindings.h"
#include "analysis/builtin_annotations.h"
#include "analysis/evaluate.h"
#include "analysis/symbols.h"
#include "diagnostics/sink.h"

namespace gangway::gen {

/// Checks what stands in the parentheses of one annotation that is known and in its place, and binds the
/// values that guards are given.
class ArgumentChecker {
 public:
  ArgumentChecker(const Symbols& symbols, Bindings& bindings, DiagnosticSink& sink, SourceId file)
      : symbols_(symbols),
        bindings_(bindings),
        evaluator_(symbols, bindings, sink),
        sink_(sink),
        file_(file) {}

  /// False when something was reported: GW3103, GW3106, GW3107, GW3310, GW3312, and for values GW40xx.
  bool check(const ast::Annotation& annotation, const AnnotationSpec& spec);

 private:
  using Kind = ast::Value::Kind;

  bool wrong(const ast::Annotation& annotation, const AnnotationSpec& spec);
  bool check_heartbeat(const ast::Annotation& annotation, const AnnotationSpec& spec);
  bool check_rate(const ast::Annotation& annotation, const AnnotationSpec& spec);
  bool check_range(const ast::Annotation& annotation, const AnnotationSpec& spec);
  bool check_words(const ast::Annotation& annotation, const AnnotationSpec& spec);
  bool check_guards(const ast::Annotation& annotation, const AnnotationSpec& spec);
  bool check_guard(const ast::Value& written);
  bool check_port(const ast::Annotation& annotation);
  bool check_origins(const ast::Annotation& annotation);
  /// Reports what stands twice among the arguments of one annotation.
  bool check_once(const std::string& what, Span at, std::string_view annotation,
                  std::map<std::string, Span>& seen);
  bool check_pipe(const ast::Annotation& annotation, const AnnotationSpec& spec);
  /// A bound of a range: a number of the kind that `spec` takes, or a name.
  bool check_bound(const std::optional<ast::Value>& bound, const ast::Annotation& annotation,
                   const AnnotationSpec& spec);
  const Symbol* must_find(const ast::QualifiedName& name, std::string_view kind);

  const Symbols& symbols_;
  Bindings& bindings_;
  Evaluator evaluator_;
  DiagnosticSink& sink_;
  SourceId file_;
};

}  // namespace gangway::gen
