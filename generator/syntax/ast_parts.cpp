#include "syntax/ast_parts.h"

#include <algorithm>

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

std::vector<ast::Annotation> AstParts::annotations(const std::vector<P::AnnotationContext*>& contexts,
                                                   bool& is_incomplete) const {
  std::vector<ast::Annotation> result;
  for (P::AnnotationContext* context : contexts) {
    const Checkpoint checkpoint(sink_);
    ast::Annotation annotation;
    if (is_whole(context)) {
      annotation.name = qualified_name(context->qualifiedName());
      if (context->arguments() != nullptr) annotation.arguments = arguments(context->arguments());
      annotation.span = span(context);
    }
    if (is_whole(context) && checkpoint.no_new_errors()) {
      result.push_back(std::move(annotation));
    } else {
      is_incomplete = true;
    }
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
  bool is_incomplete = false;
  result.annotations = annotations(context->annotation(), is_incomplete);
  return result;
}

std::string AstParts::docs(const antlr4::ParserRuleContext* declaration, const antlr4::Token* name) const {
  std::string text;
  bool is_first = true;
  const std::size_t begin = declaration->start->getTokenIndex();
  for (std::size_t i = begin; i <= name->getTokenIndex(); ++i) {
    if (tokens_.get(i)->getChannel() != antlr4::Token::DEFAULT_CHANNEL) continue;
    if (i == 0 || tokens_.get(i - 1)->getChannel() == antlr4::Token::DEFAULT_CHANNEL) continue;
    for (const antlr4::Token* line : tokens_.getHiddenTokensToLeft(i, antlr::GangwayLexer::DOCS)) {
      used_docs_.push_back(line->getTokenIndex());
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

ast::Preface AstParts::preface(const antlr4::ParserRuleContext* declaration, const antlr4::Token* name,
                               const std::vector<P::AnnotationContext*>& annotations) const {
  ast::Preface result;
  result.docs = docs(declaration, name);
  result.annotations = this->annotations(annotations, result.is_incomplete);
  return result;
}

void AstParts::stray(P::StraySemicolonContext* context) const {
  if (ends_broken_statement(context)) return;
  sink_.report(rules::stray_semicolon, span(context)).fix(span(context), "");
}

/// Whether what stands before the `;` is a statement that was not understood, to which it may belong.
bool AstParts::ends_broken_statement(P::StraySemicolonContext* context) const {
  const antlr4::tree::ParseTree* item = context->parent;
  const std::vector<antlr4::tree::ParseTree*>& items = item->parent->children;
  const auto at = std::find(items.begin(), items.end(), item);
  if (at == items.begin() || at == items.end()) return false;
  const auto* before = dynamic_cast<const antlr4::ParserRuleContext*>(*std::prev(at));
  return before == nullptr || !is_whole(before);
}

ast::Fields AstParts::fields(P::FieldsContext* context) const {
  ast::Fields result;
  result.is_incomplete = !is_whole(context);
  if (context == nullptr) return result;
  for (P::FieldsItemContext* item : context->fieldsItem()) {
    if (auto* semicolon = item->straySemicolon()) {
      stray(semicolon);
    } else if (auto* reserved = item->reservedClause()) {
      for (P::NameContext* each : reserved->name()) {
        if (is_whole(each)) result.reserved.push_back(name(each));
      }
    } else if (is_whole(item->field())) {
      const Checkpoint checkpoint(sink_);
      ast::Field written = field(item->field());
      if (checkpoint.no_new_errors()) {
        result.fields.push_back(std::move(written));
      } else {
        result.is_incomplete = true;
      }
    }
  }
  return result;
}

ast::Field AstParts::field(P::FieldContext* context) const {
  ast::Field field;
  field.preface = preface(context, context->name()->getStart(), context->annotation());
  field.name = name(context->name());
  if (context->QUESTION() != nullptr) field.question_mark = span(context->QUESTION());
  field.type = type(context->type());
  if (auto* clause = context->defaultClause()) field.default_value = value(clause->value());
  return field;
}

/// `name: type`, which the grammar reads as `type: type`.
ast::Field AstParts::parameter(P::PayloadItemContext* context) const {
  ast::Field field;
  P::TypeContext* written = context->type(0);
  const ast::Type as_type = type(written);
  field.preface = preface(context, written->qualifiedName()->name(0)->getStart(), context->annotation());
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
      bool is_incomplete = false;
      auto before = annotations(item->annotation(), is_incomplete);
      result.type->annotations.insert(result.type->annotations.begin(), before.begin(), before.end());
    }
  }
  return result;
}

void AstParts::check_unused_docs() {
  std::sort(used_docs_.begin(), used_docs_.end());
  const antlr4::Token* first = nullptr;
  const antlr4::Token* last = nullptr;
  // Lines that stand together are one mistake.
  const auto report = [&] {
    if (first == nullptr) return;
    Diagnostic& diagnostic = sink_.report(rules::docs_of_nothing, text_.span(*first, *last));
    for (std::size_t i = first->getTokenIndex(); i <= last->getTokenIndex(); ++i) {
      const Span line = text_.span(*tokens_.get(i));
      diagnostic.fix({line.file, line.begin, line.begin + 3}, "//");
    }
    first = nullptr;
  };
  for (std::size_t i = 0; i < tokens_.size(); ++i) {
    const antlr4::Token* token = tokens_.get(i);
    const bool is_unused = token->getChannel() == antlr::GangwayLexer::DOCS &&
                           !std::binary_search(used_docs_.begin(), used_docs_.end(), i);
    if (!is_unused) {
      report();
      continue;
    }
    if (first == nullptr) first = token;
    last = token;
  }
  report();
}

}  // namespace gangway::gen
