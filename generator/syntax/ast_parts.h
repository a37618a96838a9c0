#pragma once

#include <string>
#include <vector>

#include <GangwayParser.h>
#include <antlr4-runtime.h>

#include "diagnostics/sink.h"
#include "syntax/ast.h"
#include "syntax/damage.h"
#include "syntax/token_text.h"

namespace gangway::gen {

/// Builds the parts that declarations are made of: names, types, values, annotations, fields. Private to
/// `ast_builder.cpp`, apart so that each file stays readable.
class AstParts {
 public:
  using P = antlr::GangwayParser;

  AstParts(antlr4::CommonTokenStream& tokens, const TokenText& text, const Damage& damage,
           DiagnosticSink& sink)
      : tokens_(tokens), text_(text), damage_(damage), sink_(sink) {}

  /// Whether `part` is there and was understood: nothing else may be asked of a part that was not.
  [[nodiscard]] bool is_whole(const antlr4::ParserRuleContext* part) const { return damage_.spares(part); }

  [[nodiscard]] Span span(antlr4::ParserRuleContext* context) const;
  [[nodiscard]] Span span(antlr4::tree::TerminalNode* node) const { return text_.span(*node->getSymbol()); }

  [[nodiscard]] ast::Name name(P::NameContext* context) const;
  [[nodiscard]] ast::QualifiedName qualified_name(P::QualifiedNameContext* context) const;
  [[nodiscard]] ast::StringLiteral string(P::StringContext* context) const;
  [[nodiscard]] ast::Value value(P::ValueContext* context) const;
  [[nodiscard]] ast::Type type(P::TypeContext* context) const;
  /// The annotations that were understood; whether one was not is said in `is_incomplete`.
  [[nodiscard]] std::vector<ast::Annotation> annotations(const std::vector<P::AnnotationContext*>& contexts,
                                                         bool& is_incomplete) const;

  /// The `///` lines that stand before `declaration` and between its annotations, up to `name`.
  [[nodiscard]] std::string docs(const antlr4::ParserRuleContext* declaration,
                                 const antlr4::Token* name) const;
  [[nodiscard]] ast::Preface preface(const antlr4::ParserRuleContext* declaration, const antlr4::Token* name,
                                     const std::vector<P::AnnotationContext*>& annotations) const;

  [[nodiscard]] ast::Fields fields(P::FieldsContext* context) const;
  [[nodiscard]] ast::Payload payload(P::PayloadContext* context) const;
  void stray(P::StraySemicolonContext* context) const;

  /// Warns of the `///` lines that `docs` has given to nobody. Only for a file that was understood entirely.
  void check_unused_docs();

 private:
  [[nodiscard]] std::vector<ast::Argument> arguments(P::ArgumentsContext* context) const;
  [[nodiscard]] ast::Argument argument(P::ArgumentContext* context) const;
  [[nodiscard]] bool ends_broken_statement(P::StraySemicolonContext* context) const;
  [[nodiscard]] ast::Field field(P::FieldContext* context) const;
  [[nodiscard]] ast::Field parameter(P::PayloadItemContext* context) const;

  antlr4::CommonTokenStream& tokens_;
  const TokenText& text_;
  const Damage& damage_;
  DiagnosticSink& sink_;
  mutable std::vector<std::size_t> used_docs_;  ///< The indices of the `///` lines that are somebody's.
};

}  // namespace gangway::gen
