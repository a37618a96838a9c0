#pragma once

#include <string>
#include <vector>

#include <GangwayParser.h>
#include <antlr4-runtime.h>

#include "diagnostics/sink.h"
#include "syntax/ast.h"
#include "syntax/token_text.h"

namespace gangway::gen {

/// Builds the parts that declarations are made of: names, types, values, annotations, fields. Private to
/// `ast_builder.cpp`, apart so that each file stays readable.
class AstParts {
 public:
  using P = antlr::GangwayParser;

  AstParts(antlr4::CommonTokenStream& tokens, const TokenText& text, DiagnosticSink& sink)
      : tokens_(tokens), text_(text), sink_(sink) {}

  [[nodiscard]] Span span(antlr4::ParserRuleContext* context) const;
  [[nodiscard]] Span span(antlr4::tree::TerminalNode* node) const { return text_.span(*node->getSymbol()); }

  [[nodiscard]] ast::Name name(P::NameContext* context) const;
  [[nodiscard]] ast::QualifiedName qualified_name(P::QualifiedNameContext* context) const;
  [[nodiscard]] ast::StringLiteral string(P::StringContext* context) const;
  [[nodiscard]] ast::Value value(P::ValueContext* context) const;
  [[nodiscard]] ast::Type type(P::TypeContext* context) const;
  [[nodiscard]] std::vector<ast::Annotation> annotations(
      const std::vector<P::AnnotationContext*>& contexts) const;

  /// The `///` lines that stand before `declaration` and between its annotations, up to `name`.
  [[nodiscard]] std::string docs(const antlr4::ParserRuleContext* declaration,
                                 const antlr4::Token* name) const;
  [[nodiscard]] ast::Preface preface(const antlr4::ParserRuleContext* declaration, P::NameContext* name,
                                     const std::vector<P::AnnotationContext*>& annotations) const;

  [[nodiscard]] ast::Fields fields(P::FieldsContext* context) const;
  [[nodiscard]] ast::Payload payload(P::PayloadContext* context) const;
  void stray(P::StraySemicolonContext* context) const;

 private:
  [[nodiscard]] std::vector<ast::Argument> arguments(P::ArgumentsContext* context) const;
  [[nodiscard]] ast::Argument argument(P::ArgumentContext* context) const;
  [[nodiscard]] ast::Field parameter(P::PayloadItemContext* context) const;

  antlr4::CommonTokenStream& tokens_;
  const TokenText& text_;
  DiagnosticSink& sink_;
};

}  // namespace gangway::gen
