#pragma once

#include "analysis/bindings.h"
#include "analysis/builtin_annotations.h"
#include "analysis/symbols.h"
#include "diagnostics/sink.h"

namespace gangway::gen {

/// Checks what stands in the parentheses of one annotation that is known and in its place.
class ArgumentChecker {
 public:
  ArgumentChecker(const Symbols& symbols, Bindings& bindings, DiagnosticSink& sink, SourceId file)
      : symbols_(symbols), bindings_(bindings), sink_(sink), file_(file) {}

  /// False when something was reported: GW3103, GW3106, GW3107, GW3108, GW4004, GW4010.
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
  bool check_pipe(const ast::Annotation& annotation, const AnnotationSpec& spec);
  /// A bound of a range: a number of `kind`, or the name of a constant.
  bool check_bound(const std::optional<ast::Value>& bound, const ast::Annotation& annotation,
                   const AnnotationSpec& spec);
  const Symbol* must_find(const ast::QualifiedName& name, std::string_view kind);

  const Symbols& symbols_;
  Bindings& bindings_;
  DiagnosticSink& sink_;
  SourceId file_;
};

}  // namespace gangway::gen
