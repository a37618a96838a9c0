#include "analysis/annotation_arguments.h"

#include <algorithm>
#include <string>
#include <string_view>

#include <fmt/format.h>

#include "diagnostics/catalogue.h"
#include "diagnostics/nearest_name.h"

namespace gangway::gen {
namespace {

using Kind = ast::Value::Kind;

/// One argument without label that is one value of `kind`.
bool is_single(const ast::Argument& argument, Kind kind) {
  return !argument.label && argument.kind == ast::Argument::Kind::Single && argument.first &&
         argument.first->kind == kind && !argument.first->negative;
}

bool is_single_positive(const ast::Argument& argument, Kind kind) {
  return is_single(argument, kind) && argument.first->integer > 0;
}

/// `label: value` with a positive value of `kind`.
bool is_labelled(const ast::Argument& argument, std::string_view label, Kind kind) {
  return argument.label && argument.label->text == label && argument.kind == ast::Argument::Kind::Single &&
         argument.first && argument.first->kind == kind && !argument.first->negative;
}

bool has_one(const ast::Annotation& annotation) { return annotation.arguments.size() == 1; }

template <class Predicate>
bool all_arguments(const ast::Annotation& annotation, Predicate predicate) {
  return !annotation.arguments.empty() &&
         std::all_of(annotation.arguments.begin(), annotation.arguments.end(), predicate);
}

}  // namespace

bool ArgumentChecker::wrong(const ast::Annotation& annotation, const AnnotationSpec& spec) {
  sink_.report(rules::annotation_arguments, annotation.span, spec.name, spec.written);
  return false;
}

bool ArgumentChecker::check(const ast::Annotation& annotation, const AnnotationSpec& spec) {
  const auto require = [&](bool is_good) { return is_good || wrong(annotation, spec); };
  const std::vector<ast::Argument>& arguments = annotation.arguments;
  switch (spec.shape) {
    case Shape::None:
      return require(arguments.empty());
    case Shape::Text:
      return require(has_one(annotation) && is_single(arguments[0], Kind::String));
    case Shape::Texts:
      return require(
          all_arguments(annotation, [](const ast::Argument& a) { return is_single(a, Kind::String); }));
    case Shape::Number:
      return require(has_one(annotation) && is_single_positive(arguments[0], Kind::Integer));
    case Shape::Size:
      return require(has_one(annotation) && is_single_positive(arguments[0], Kind::Size));
    case Shape::Duration:
      return require(has_one(annotation) && is_single_positive(arguments[0], Kind::Duration));
    case Shape::Key:
      return require(has_one(annotation) && is_single(arguments[0], Kind::Name) &&
                     arguments[0].first->name.is_simple());
    case Shape::Heartbeat:
      return check_heartbeat(annotation, spec);
    case Shape::Range:
    case Shape::SizeRange:
    case Shape::AnyRange:
      return check_range(annotation, spec);
    case Shape::Word:
    case Shape::Words:
      return check_words(annotation, spec);
    case Shape::Rate:
      return check_rate(annotation, spec);
    case Shape::Guards:
      return check_guards(annotation, spec);
    case Shape::Pipe:
      return check_pipe(annotation, spec);
  }
  return true;
}

bool ArgumentChecker::check_heartbeat(const ast::Annotation& annotation, const AnnotationSpec& spec) {
  const std::vector<ast::Argument>& arguments = annotation.arguments;
  const bool is_good =
      !arguments.empty() && arguments.size() <= 2 && is_single_positive(arguments[0], Kind::Duration) &&
      (arguments.size() == 1 ||
       (is_labelled(arguments[1], "timeout", Kind::Duration) && arguments[1].first->integer > 0));
  return is_good || wrong(annotation, spec);
}

bool ArgumentChecker::check_rate(const ast::Annotation& annotation, const AnnotationSpec& spec) {
  const std::vector<ast::Argument>& arguments = annotation.arguments;
  const auto is_rate = [](const ast::Argument& a) {
    return !a.label && a.kind == ast::Argument::Kind::Rate && a.first->kind == Kind::Integer &&
           !a.first->negative && a.second->kind == Kind::Duration && !a.second->negative;
  };
  const auto is_option = [](const ast::Argument& a) {
    if (is_labelled(a, "burst", Kind::Integer)) return true;
    if (!is_labelled(a, "by", Kind::Name)) return false;
    const ast::QualifiedName& by = a.first->name;
    if (by.is_simple()) return by.last().text == "connection" || by.last().text == "address";
    return by.parts.size() == 2 && by.parts[0].text == "session";
  };
  const bool is_good = !arguments.empty() && is_rate(arguments[0]) &&
                       std::all_of(arguments.begin() + 1, arguments.end(), is_option);
  return is_good || wrong(annotation, spec);
}

const Symbol* ArgumentChecker::must_find(const ast::QualifiedName& name, std::string_view kind) {
  const auto is_kind = [&](const Symbol& symbol) {
    const std::string_view called = ast::kind_of(*symbol.declaration);
    return called.substr(called.find(' ') + 1) == kind;
  };
  const Symbol* found = symbols_.find(file_, name).symbol;
  if (found != nullptr && is_kind(*found)) {
    bindings_.used_imports.insert({file_, found->file});
    return found;
  }
  sink_.report(rules::unknown_rule, name.span, kind, name.text())
      .suggest(nearest_name(name.last().text, symbols_.visible_names(file_, is_kind)));
  return nullptr;
}

bool ArgumentChecker::check_bound(const std::optional<ast::Value>& bound, const ast::Annotation& annotation,
                                  const AnnotationSpec& spec) {
  if (!bound) return true;
  if (bound->kind == Kind::Name) {
    const Symbol* found = symbols_.find(file_, bound->name).symbol;
    if (found != nullptr && found->as<ast::Const>() != nullptr) {
      bindings_.used_imports.insert({file_, found->file});
      return true;
    }
    if (found != nullptr) {
      sink_.report(rules::not_a_constant, bound->span, bound->name.text())
          .note(found->declaration->name.span, "declared here");
      return false;
    }
    const auto is_constant = [](const Symbol& symbol) { return symbol.as<ast::Const>() != nullptr; };
    sink_.report(rules::unknown_value, bound->span, bound->name.text())
        .suggest(nearest_name(bound->name.last().text, symbols_.visible_names(file_, is_constant)));
    return false;
  }
  bool is_good = bound->kind == Kind::Integer;
  if (spec.shape == Shape::SizeRange) is_good = is_good || bound->kind == Kind::Size;
  if (spec.shape == Shape::AnyRange)
    is_good = is_good || bound->kind == Kind::Float || bound->kind == Kind::Duration;
  if (spec.shape != Shape::AnyRange) is_good = is_good && !bound->negative;
  return is_good || wrong(annotation, spec);
}

bool ArgumentChecker::check_range(const ast::Annotation& annotation, const AnnotationSpec& spec) {
  if (!has_one(annotation)) return wrong(annotation, spec);
  const ast::Argument& range = annotation.arguments[0];
  const bool has_a_bound = range.first || range.second;
  if (range.label || range.kind != ast::Argument::Kind::Range || !has_a_bound) return wrong(annotation, spec);
  if (!check_bound(range.first, annotation, spec) || !check_bound(range.second, annotation, spec))
    return false;
  if (!range.first || !range.second || range.first->kind == Kind::Name || range.second->kind == Kind::Name)
    return true;
  const auto signed_value = [](const ast::Value& v) { return v.negative ? -v.real : v.real; };
  if (signed_value(*range.first) <= signed_value(*range.second)) return true;
  sink_.report(rules::empty_range, range.span, range.first->text, range.second->text);
  return false;
}

bool ArgumentChecker::check_words(const ast::Annotation& annotation, const AnnotationSpec& spec) {
  const bool is_good = all_arguments(annotation, [](const ast::Argument& a) {
    return is_single(a, Kind::Name) && a.first->name.is_simple();
  });
  if (!is_good || (spec.shape == Shape::Word && !has_one(annotation))) return wrong(annotation, spec);
  for (const ast::Argument& argument : annotation.arguments) {
    const std::string& word = argument.first->name.last().text;
    if (std::find(spec.words.begin(), spec.words.end(), word) != spec.words.end()) continue;
    sink_.report(rules::annotation_arguments, argument.first->span, spec.name, spec.written)
        .suggest(nearest_name(word, spec.words));
    return false;
  }
  return true;
}

bool ArgumentChecker::check_guard(const ast::Value& written) {
  const Symbol* guard = must_find(written.name, "guard");
  if (guard == nullptr) return false;
  const std::size_t wanted = guard->as<ast::Guard>()->payload.params.size();
  if (written.arguments.size() == wanted) return true;
  const std::string takes = wanted == 0   ? "no arguments"
                            : wanted == 1 ? "one argument"
                                          : fmt::format("{} arguments", wanted);
  sink_.report(rules::guard_arguments, written.span, written.name.text(), takes)
      .note(guard->declaration->name.span, "declared here");
  return false;
}

bool ArgumentChecker::check_guards(const ast::Annotation& annotation, const AnnotationSpec& spec) {
  const bool is_good = all_arguments(annotation, [](const ast::Argument& a) {
    return is_single(a, Kind::Name) || is_single(a, Kind::Call);
  });
  if (!is_good) return wrong(annotation, spec);
  bool all_known = true;
  for (const ast::Argument& argument : annotation.arguments)
    all_known = check_guard(*argument.first) && all_known;
  return all_known;
}

bool ArgumentChecker::check_pipe(const ast::Annotation& annotation, const AnnotationSpec& spec) {
  if (!has_one(annotation) || !is_single(annotation.arguments[0], Kind::Name)) return wrong(annotation, spec);
  return must_find(annotation.arguments[0].first->name, "pipe") != nullptr;
}

}  // namespace gangway::gen
