#include "syntax/ast_parts.h"

#include <GangwayLexer.h>

#include "diagnostics/catalogue.h"
#include "syntax/literals.h"

namespace gangway::gen {

Span AstParts::span(antlr4::ParserRuleContext* context) const {
  return text_.span(*context->getStart(), *context->getStop());
}

ast::Name AstParts::name(P::NameContext* context) const { return {context->getText(), span(context)}; }

ast::QualifiedName AstParts::qualified_name(P::QualifiedNameContext* context) const {
  ast::QualifiedName result;
  for (P::NameContext* part : context->name()) result.parts.push_back(name(part));
  result.span = span(context);
  return result;
}

ast::StringLiteral AstParts::string(P::StringContext* context) const {
  const Span at = span(context);
  return {read_string(text_.text(at), at, sink_), at};
}

ast::Value AstParts::value(P::ValueContext* context) const {
  using Kind = ast::Value::Kind;
  ast::Value result;
  result.span = span(context);
  result.negative = context->MINUS() != nullptr;
  if (auto* token = context->INT()) {
    read_integer(token->getText(), result, sink_);
  } else if (auto* token = context->FLOAT()) {
    read_float(token->getText(), result, sink_);
  } else if (auto* token = context->QUANTITY()) {
    read_quantity(token->getText(), result, sink_);
  } else if (auto* literal = context->string()) {
    result.kind = Kind::String;
    result.text = string(literal).text;
  } else if (context->qualifiedName() != nullptr) {
    result.kind = context->arguments() != nullptr ? Kind::Call : Kind::Name;
    result.name = qualified_name(context->qualifiedName());
    if (context->arguments() != nullptr) result.arguments = arguments(context->arguments());
  } else if (context->LBRACKET() != nullptr) {
    result.kind = Kind::List;
    for (P::ValueContext* element : context->value()) result.elements.push_back(value(element));
  } else {
    result.kind = Kind::EmptyMap;
  }
  return result;
}

ast::Argument AstParts::argument(P::ArgumentContext* context) const {
  using Kind = ast::Argument::Kind;
  ast::Argument result;
  result.span = span(context);
  if (context->name() != nullptr) result.label = name(context->name());
  P::ArgumentValueContext* written = context->argumentValue();
  const bool is_range = written->RANGE() != nullptr;
  // `..64` has no first value: the only one is labelled `upper`.
  for (P::ValueContext* part : written->value()) {
    if (part == written->upper || part == written->period) {
      result.second = value(part);
    } else {
      result.first = value(part);
    }
  }
  result.kind = is_range ? Kind::Range : written->PER() != nullptr ? Kind::Rate : Kind::Single;
  return result;
}

std::vector<ast::Argument> AstParts::arguments(P::ArgumentsContext* context) const {
  std::vector<ast::Argument> result;
  for (P::ArgumentContext* each : context->argument()) result.push_back(argument(each));
  return result;
}

std::vector<ast::Annotation> AstParts::annotations(const std::vector<P::AnnotationContext*>& contexts) const {
  std::vector<ast::Annotation> result;
  for (P::AnnotationContext* context : contexts) {
    ast::Annotation annotation;
    annotation.name = qualified_name(context->qualifiedName());
    if (context->arguments() != nullptr) annotation.arguments = arguments(context->arguments());
    annotation.span = span(context);
    result.push_back(std::move(annotation));
  }
  return result;
}

ast::Type AstParts::type(P::TypeContext* context) const {
  ast::Type result;
  result.name = qualified_name(context->qualifiedName());
  result.span = result.name.span;
  if (auto* written = context->typeArguments()) {
    for (P::TypeContext* each : written->type()) result.arguments.push_back(type(each));
    result.span = join(result.span, span(written));
  }
  for (auto* mark : context->QUESTION()) result.question_marks.push_back(span(mark));
  if (!result.question_marks.empty()) result.span = join(result.span, result.question_marks.back());
  result.annotations = annotations(context->annotation());
  return result;
}

std::string AstParts::docs(const antlr4::ParserRuleContext* declaration, const antlr4::Token* name) const {
  std::string text;
  bool is_first = true;
  const std::size_t begin = declaration->start->getTokenIndex();
  for (std::size_t i = begin; i <= name->getTokenIndex(); ++i) {
    if (tokens_.get(i)->getChannel() != antlr4::Token::DEFAULT_CHANNEL) continue;
    for (const antlr4::Token* line : tokens_.getHiddenTokensToLeft(i, antlr::GangwayLexer::DOCS)) {
      std::string written = line->getText().substr(3);
      while (!written.empty() && (written.back() == ' ' || written.back() == '\t')) written.pop_back();
      if (written.starts_with(' ')) written.erase(0, 1);
      if (!is_first) text += '\n';
      is_first = false;
      text += written;
    }
  }
  return text;
}

ast::Preface AstParts::preface(const antlr4::ParserRuleContext* declaration, P::NameContext* name,
                               const std::vector<P::AnnotationContext*>& annotations) const {
  return {docs(declaration, name->getStart()), this->annotations(annotations)};
}

void AstParts::stray(P::StraySemicolonContext* context) const {
  sink_.report(rules::stray_semicolon, span(context));
}

ast::Fields AstParts::fields(P::FieldsContext* context) const {
  ast::Fields result;
  for (P::FieldsItemContext* item : context->fieldsItem()) {
    if (auto* semicolon = item->straySemicolon()) {
      stray(semicolon);
    } else if (auto* reserved = item->reservedClause()) {
      for (P::NameContext* each : reserved->name()) result.reserved.push_back(name(each));
    } else {
      P::FieldContext* written = item->field();
      ast::Field field;
      field.preface = preface(written, written->name(), written->annotation());
      field.name = name(written->name());
      if (written->QUESTION() != nullptr) field.question_mark = span(written->QUESTION());
      field.type = type(written->type());
      if (auto* clause = written->defaultClause()) field.default_value = value(clause->value());
      result.fields.push_back(std::move(field));
    }
  }
  return result;
}

/// `name: type`, which the grammar reads as `type: type`.
ast::Field AstParts::parameter(P::PayloadItemContext* context) const {
  ast::Field field;
  P::TypeContext* written = context->type(0);
  const ast::Type as_type = type(written);
  field.preface = preface(context, written->qualifiedName()->name(0), context->annotation());
  field.name = as_type.name.parts.front();
  const bool is_name = as_type.name.is_simple() && as_type.arguments.empty() && as_type.annotations.empty() &&
                       as_type.question_marks.size() <= 1 && context->STREAM() == nullptr;
  if (!is_name) sink_.report(rules::parameter_name, as_type.span, text_.text(as_type.span));
  if (!as_type.question_marks.empty()) field.question_mark = as_type.question_marks.front();
  field.type = type(context->type(1));
  if (auto* clause = context->defaultClause()) field.default_value = value(clause->value());
  return field;
}

ast::Payload AstParts::payload(P::PayloadContext* context) const {
  using Kind = ast::Payload::Kind;
  ast::Payload result;
  result.span = span(context);
  for (P::PayloadItemContext* item : context->payloadItem()) {
    if (item->COLON() != nullptr) {
      if (result.type) sink_.report(rules::mixed_payload, span(item), "a parameter beside a type");
      result.kind = Kind::Params;
      result.params.push_back(parameter(item));
      continue;
    }
    const Span at = span(item);
    if (result.kind == Kind::Params) {
      sink_.report(rules::mixed_payload, at, "a type beside parameters");
    } else if (result.type) {
      sink_.report(rules::mixed_payload, at, "a second type");
    } else {
      result.kind = item->STREAM() != nullptr ? Kind::Stream : Kind::Type;
      result.type = type(item->type(0));
      // Annotations before the type belong to it: there is no declaration in between.
      auto before = annotations(item->annotation());
      result.type->annotations.insert(result.type->annotations.begin(), before.begin(), before.end());
    }
  }
  return result;
}

}  // namespace gangway::gen
