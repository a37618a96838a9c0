#include "analysis/resolve_types.h"

#include <map>
#include <string>
#include <utility>

#include <fmt/format.h>

#include "analysis/builtin_types.h"
#include "analysis/mends.h"
#include "analysis/walk.h"
#include "diagnostics/catalogue.h"
#include "diagnostics/nearest_name.h"

namespace gangway::gen {
namespace {

class TypeResolver {
 public:
  TypeResolver(const Symbols& symbols, Bindings& bindings, DiagnosticSink& sink, SourceId file)
      : symbols_(symbols), bindings_(bindings), sink_(sink), file_(file) {}

  void bind(const ast::Type& written) {
    if (auto type = resolve(written)) bindings_.types.emplace(&written, std::move(*type));
  }

  void bind_throws(const ast::Event& event);

 private:
  std::optional<TypeRef> resolve(const ast::Type& written);
  std::optional<TypeRef> resolve_builtin(const ast::Type& written, const std::string& name);
  std::optional<TypeRef> resolve_list_or_map(const ast::Type& written, bool is_map);
  std::optional<TypeRef> resolve_declared(const ast::Type& written);
  /// The one symbol that `name` means; reports when there are two, or one that is not imported. `reported` is
  /// also true for what nobody knows because of a syntax error.
  const Symbol* must_find(const ast::QualifiedName& name, bool& reported);
  void report_unknown_type(const ast::QualifiedName& name);

  const Symbols& symbols_;
  Bindings& bindings_;
  DiagnosticSink& sink_;
  SourceId file_;
};

bool names_a_type(const Symbol& symbol) { return symbol.type && symbol.as<ast::Error>() == nullptr; }

std::optional<TypeRef> TypeResolver::resolve(const ast::Type& written) {
  const std::string name = written.name.text();
  std::optional<TypeRef> type =
      is_builtin_type(name) ? resolve_builtin(written, name) : resolve_declared(written);
  if (!type) return std::nullopt;
  if (written.question_marks.size() > 1) {
    sink_.report(rules::nullable_twice, written.question_marks[1]).fix(written.question_marks[1], "");
  }
  type->nullable = !written.question_marks.empty();
  return type;
}

std::optional<TypeRef> TypeResolver::resolve_builtin(const ast::Type& written, const std::string& name) {
  if (name == "void") {
    sink_.report(rules::misplaced_void, written.name.span);
    return std::nullopt;
  }
  if (name == "list" || name == "map") return resolve_list_or_map(written, name == "map");
  if (!written.arguments.empty()) {
    sink_.report(rules::type_arguments, written.span, name, "no types in `<>`");
    return std::nullopt;
  }
  TypeRef type;
  type.scalar = *find_scalar(name);
  return type;
}

std::optional<TypeRef> TypeResolver::resolve_list_or_map(const ast::Type& written, bool is_map) {
  if (is_map && written.arguments.size() != 2) {
    sink_.report(rules::type_arguments, written.span, "map", "two types: `map<string, T>`");
    return std::nullopt;
  }
  if (!is_map && written.arguments.size() != 1) {
    sink_.report(rules::type_arguments, written.span, "list", "one type: `list<T>`");
    return std::nullopt;
  }
  bool is_good = true;
  if (is_map) {
    const ast::Type& key = written.arguments[0];
    if (key.name.text() != "string" || !key.question_marks.empty() || !key.arguments.empty()) {
      sink_.report(rules::map_key, key.span).guess(key.span, "string");
      is_good = false;
    }
  }
  auto element = resolve(written.arguments.back());
  if (!element || !is_good) return std::nullopt;
  TypeRef type;
  type.kind = is_map ? TypeRef::Kind::Map : TypeRef::Kind::List;
  type.element.push_back(std::move(*element));
  return type;
}

const Symbol* TypeResolver::must_find(const ast::QualifiedName& name, bool& reported) {
  const Lookup found = symbols_.find(file_, name);
  reported = true;
  if (found.is_unread) return nullptr;
  if (found.other != nullptr) {
    sink_
        .report(rules::ambiguous_name, name.span, name.text(), found.symbol->qualified_name(),
                found.other->qualified_name())
        .note(found.symbol->declaration->name.span, "one is declared here")
        .note(found.other->declaration->name.span, "the other here");
    bindings_.used_imports.insert({file_, found.symbol->file});
    bindings_.used_imports.insert({file_, found.other->file});
    return nullptr;
  }
  if (found.symbol != nullptr) {
    bindings_.used_imports.insert({file_, found.symbol->file});
    return found.symbol;
  }
  if (found.not_imported != nullptr) {
    Diagnostic& diagnostic =
        sink_.report(rules::not_imported, name.span, name.text(), symbols_.name_of(found.not_imported->file))
            .note(found.not_imported->declaration->name.span,
                  "declared here; a file sees only what it imports itself");
    mend_by_import(diagnostic, symbols_.program(), file_, found.not_imported->file);
    return nullptr;
  }
  reported = false;
  return nullptr;
}

void TypeResolver::report_unknown_type(const ast::QualifiedName& name) {
  std::vector<std::string> candidates = symbols_.visible_names(file_, names_a_type);
  const std::vector<std::string>& builtins = builtin_type_names();
  candidates.insert(candidates.end(), builtins.begin(), builtins.end());
  auto nearest = nearest_name(name.last().text, candidates);
  if (const auto builtin = builtin_called_elsewhere(name.text()); builtin && name.is_simple())
    nearest = builtin;
  if (!nearest) {
    sink_.report(rules::unknown_type, name.span, name.text());
    return;
  }
  Diagnostic& diagnostic =
      sink_.report(rules::unknown_type_suggest, name.span, name.text(), *nearest).guess(name.span, *nearest);
  const Lookup there = symbols_.find(file_, ast::QualifiedName{{{*nearest, name.span}}, name.span});
  if (there.symbol != nullptr) {
    diagnostic.note(there.symbol->declaration->name.span, fmt::format("`{}` is declared here", *nearest));
    bindings_.used_imports.insert(
        {file_, there.symbol->file});  // so that the slip is not an unused import as well
  }
}

std::optional<TypeRef> TypeResolver::resolve_declared(const ast::Type& written) {
  bool reported = false;
  const Symbol* symbol = must_find(written.name, reported);
  if (symbol == nullptr) {
    if (!reported) report_unknown_type(written.name);
    for (const ast::Type& argument : written.arguments) resolve(argument);
    return std::nullopt;
  }
  if (!names_a_type(*symbol)) {
    sink_
        .report(rules::not_a_type, written.name.span, written.name.text(), ast::kind_of(*symbol->declaration))
        .note(symbol->declaration->name.span, "declared here");
    return std::nullopt;
  }
  if (!written.arguments.empty()) {
    sink_.report(rules::type_arguments, written.span, written.name.text(), "no types in `<>`");
    return std::nullopt;
  }
  TypeRef type;
  type.kind = TypeRef::Kind::Named;
  type.named = *symbol->type;
  return type;
}

void TypeResolver::bind_throws(const ast::Event& event) {
  std::map<TypeId, Span> seen;
  for (const ast::QualifiedName& name : event.throws) {
    bool reported = false;
    const Symbol* symbol = must_find(name, reported);
    if (symbol == nullptr) {
      const auto is_error = [](const Symbol& s) { return s.as<ast::Error>() != nullptr; };
      if (!reported) {
        sink_.report(rules::unknown_error, name.span, name.text())
            .suggest(nearest_name(name.last().text, symbols_.visible_names(file_, is_error)));
      }
    } else if (symbol->as<ast::Error>() == nullptr) {
      sink_.report(rules::not_an_error, name.span, name.text(), ast::kind_of(*symbol->declaration))
          .note(symbol->declaration->name.span, "declared here");
    } else {
      bindings_.errors.emplace(&name, *symbol->type);
      const auto [earlier, is_new] = seen.try_emplace(*symbol->type, name.span);
      if (is_new) continue;
      Diagnostic& diagnostic =
          sink_.report(rules::thrown_twice, name.span, name.text()).note(earlier->second, "first here");
      mend_by_removal_from_list(diagnostic, symbols_.program(), name.span);
    }
  }
}

}  // namespace

void resolve_types(const Program& program, const Symbols& symbols, Bindings& bindings, DiagnosticSink& sink) {
  for (const ast::File& file : program.files) {
    TypeResolver resolver(symbols, bindings, sink, file.source);
    for (const ast::Declaration& declaration : file.declarations) {
      for_each_type(declaration, [&](const ast::Type& written) { resolver.bind(written); });
      const auto* gateway = std::get_if<ast::Gateway>(&declaration.what);
      if (gateway == nullptr) continue;
      for_each_members(*gateway, [&](const ast::Members& members) {
        for_each_event(members,
                       [&](const ast::Event& event, const ast::Room*) { resolver.bind_throws(event); });
      });
    }
  }
}

}  // namespace gangway::gen
