#include "analysis/annotation_arguments.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>

#include <fmt/format.h>

#include "analysis/mends.h"
#include "analysis/origins.h"
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

/// `HasRole(admin)`, however many spaces were written.
std::string text_of(const ast::Value& written) {
  std::string text = written.text + written.name.text();
  for (std::size_t i = 0; i < written.arguments.size(); ++i) {
    text.append(i == 0 ? "(" : ", ");
    if (written.arguments[i].first) text.append(text_of(*written.arguments[i].first));
  }
  for (const ast::Value& each : written.elements) text.append("[").append(text_of(each)).append("]");
  return written.arguments.empty() ? text : text + ")";
}

/// "no arguments", "`(role: Role, level)`".
std::string parameters_text(const std::vector<ast::Field>& params) {
  if (params.empty()) return "no arguments";
  std::string text;
  for (const ast::Field& each : params) {
    text.append(text.empty() ? "" : ", ").append(each.name.text).append(": ").append(each.type.name.text());
  }
  return fmt::format("`({})`, values in that order", text);
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
    case Shape::Origins:
      return require(all_arguments(annotation,
                                   [](const ast::Argument& a) { return is_single(a, Kind::String); })) &&
             check_origins(annotation);
    case Shape::Number:
      return require(has_one(annotation) && is_single_positive(arguments[0], Kind::Integer));
    case Shape::Port:
      return require(has_one(annotation) && is_single(arguments[0], Kind::Integer)) && check_port(annotation);
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

bool ArgumentChecker::check_port(const ast::Annotation& annotation) {
  const ast::Value& written = *annotation.arguments[0].first;
  if (written.integer >= 1 && written.integer <= 65535) return true;
  sink_.report(rules::out_of_range, written.span, written.text, "the ports", "from 1 to 65535");
  return false;
}

bool ArgumentChecker::check_origins(const ast::Annotation& annotation) {
  bool is_good = true;
  std::map<std::string, Span> seen;
  for (const ast::Argument& argument : annotation.arguments) {
    const std::string& origin = argument.first->text;
    if (const std::string_view fault = origin_fault(origin); !fault.empty()) {
      sink_.report(rules::bad_origin, argument.span, origin, fault);
      is_good = false;
    } else {
      is_good = check_once(origin, argument.span, "origins", seen) && is_good;
    }
  }
  if (const auto any = seen.find("*"); any != seen.end() && seen.size() > 1) {
    sink_.report(rules::bad_origin, any->second, "*", "it allows every origin, so nothing stands beside it");
    is_good = false;
  }
  return is_good;
}

bool ArgumentChecker::check_once(const std::string& what, Span at, std::string_view annotation,
                                 std::map<std::string, Span>& seen) {
  const auto [earlier, is_new] = seen.try_emplace(what, at);
  if (!is_new) sink_.report(rules::listed_twice, at, what, annotation).note(earlier->second, "first here");
  return is_new;
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
           !a.first->negative && a.first->integer > 0 && a.second->kind == Kind::Duration &&
           !a.second->negative && a.second->integer > 0;
  };
  const auto is_option = [](const ast::Argument& a) {
    if (is_labelled(a, "burst", Kind::Integer)) return a.first->integer > 0;
    if (!is_labelled(a, "by", Kind::Name)) return false;
    const ast::QualifiedName& by = a.first->name;
    if (by.is_simple()) return by.last().text == "connection" || by.last().text == "address";
    return by.parts.size() == 2 && by.parts[0].text == "session";
  };
  const bool is_good = !arguments.empty() && is_rate(arguments[0]) &&
                       std::all_of(arguments.begin() + 1, arguments.end(), is_option);
  if (!is_good) return wrong(annotation, spec);
  std::map<std::string, Span> seen;
  return std::all_of(arguments.begin() + 1, arguments.end(), [&](const ast::Argument& a) {
    return check_once(a.label->text, a.label->span, spec.name, seen);
  });
}

const Symbol* ArgumentChecker::must_find(const ast::QualifiedName& name, std::string_view kind) {
  const auto is_kind = [&](const Symbol& symbol) {
    const std::string_view called = ast::kind_of(*symbol.declaration);
    return called.substr(called.find(' ') + 1) == kind;
  };
  const Lookup lookup = symbols_.find(file_, name);
  if (lookup.is_unread) return nullptr;
  const Symbol* found = lookup.symbol;
  if (lookup.other != nullptr) {
    sink_
        .report(rules::ambiguous_name, name.span, name.text(), found->qualified_name(),
                lookup.other->qualified_name())
        .note(found->declaration->name.span, "one is declared here")
        .note(lookup.other->declaration->name.span, "the other here");
    return nullptr;
  }
  if (found != nullptr && is_kind(*found)) {
    bindings_.used_imports.insert({file_, found->file});
    return found;
  }
  if (found == nullptr && lookup.not_imported != nullptr) {
    Diagnostic& diagnostic =
        sink_.report(rules::not_imported, name.span, name.text(), symbols_.name_of(lookup.not_imported->file))
            .note(lookup.not_imported->declaration->name.span,
                  "declared here; a file sees only what it imports itself");
    mend_by_import(diagnostic, symbols_.program(), file_, lookup.not_imported->file);
    return nullptr;
  }
  sink_.report(rules::unknown_rule, name.span, kind, name.text())
      .suggest(nearest_name(name.last().text, symbols_.visible_names(file_, is_kind)));
  return nullptr;
}

bool ArgumentChecker::check_bound(const std::optional<ast::Value>& bound, const ast::Annotation& annotation,
                                  const AnnotationSpec& spec) {
  if (!bound) return true;
  if (bound->kind == Kind::Name) return true;  // what it means, `resolve_constraints` says
  bool is_good = bound->kind == Kind::Integer;
  if (spec.shape == Shape::SizeRange) is_good = is_good || bound->kind == Kind::Size;
  if (spec.shape == Shape::AnyRange)
    is_good =
        is_good || bound->kind == Kind::Float || bound->kind == Kind::Duration || bound->kind == Kind::String;
  if (spec.shape != Shape::AnyRange) is_good = is_good && !bound->negative;
  return is_good || wrong(annotation, spec);
}

bool ArgumentChecker::check_range(const ast::Annotation& annotation, const AnnotationSpec& spec) {
  if (!has_one(annotation)) return wrong(annotation, spec);
  const ast::Argument& range = annotation.arguments[0];
  const bool has_a_bound = range.first || range.second;
  if (range.label || range.kind != ast::Argument::Kind::Range || !has_a_bound) return wrong(annotation, spec);
  return check_bound(range.first, annotation, spec) && check_bound(range.second, annotation, spec);
}

bool ArgumentChecker::check_words(const ast::Annotation& annotation, const AnnotationSpec& spec) {
  const bool is_good = all_arguments(annotation, [](const ast::Argument& a) {
    return is_single(a, Kind::Name) && a.first->name.is_simple();
  });
  if (!is_good || (spec.shape == Shape::Word && !has_one(annotation))) return wrong(annotation, spec);
  std::map<std::string, Span> seen;
  for (const ast::Argument& argument : annotation.arguments) {
    const std::string& word = argument.first->name.last().text;
    if (std::find(spec.words.begin(), spec.words.end(), word) != spec.words.end()) {
      if (!check_once(word, argument.span, spec.name, seen)) return false;
      continue;
    }
    sink_.report(rules::annotation_arguments, argument.first->span, spec.name, spec.written)
        .suggest(nearest_name(word, spec.words));
    return false;
  }
  return true;
}

bool ArgumentChecker::check_guard(const ast::Value& written) {
  const Symbol* guard = must_find(written.name, "guard");
  if (guard == nullptr) return false;
  const std::vector<ast::Field>& params = guard->as<ast::Guard>()->payload.params;
  const auto is_plain = [](const ast::Argument& a) {
    return !a.label && a.kind == ast::Argument::Kind::Single;
  };
  const bool is_call = std::all_of(written.arguments.begin(), written.arguments.end(), is_plain);
  const auto has_default = [](const ast::Field& f) { return f.default_value.has_value(); };
  const auto wanted =
      static_cast<std::size_t>(params.rend() - std::find_if_not(params.rbegin(), params.rend(), has_default));
  if (!is_call || written.arguments.size() < wanted || written.arguments.size() > params.size()) {
    sink_.report(rules::guard_arguments, written.span, written.name.text(), parameters_text(params))
        .note(guard->declaration->name.span, "declared here");
    return false;
  }
  bool is_good = true;
  for (std::size_t i = 0; i < written.arguments.size(); ++i) {
    const ast::Value& argument = *written.arguments[i].first;
    const TypeRef* type = bindings_.find(params[i].type);
    if (type == nullptr) continue;  // reported at the guard
    auto value = evaluator_.must_evaluate(argument, *type, file_);
    is_good = is_good && value.has_value();
    if (value) bindings_.values.emplace(&argument, std::move(*value));
  }
  return is_good;
}

bool ArgumentChecker::check_guards(const ast::Annotation& annotation, const AnnotationSpec& spec) {
  const bool is_good = all_arguments(annotation, [](const ast::Argument& a) {
    return is_single(a, Kind::Name) || is_single(a, Kind::Call);
  });
  if (!is_good) return wrong(annotation, spec);
  bool all_known = true;
  std::map<std::string, Span> seen;
  for (const ast::Argument& argument : annotation.arguments) {
    all_known = check_guard(*argument.first) && all_known;
    // A guard may be asked twice about different things.
    check_once(text_of(*argument.first), argument.span, spec.name, seen);
  }
  return all_known;
}

bool ArgumentChecker::check_pipe(const ast::Annotation& annotation, const AnnotationSpec& spec) {
  if (!has_one(annotation) || !is_single(annotation.arguments[0], Kind::Name)) return wrong(annotation, spec);
  return must_find(annotation.arguments[0].first->name, "pipe") != nullptr;
}

}  // namespace gangway::gen
