#include "analysis/resolve_constraints.h"

#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

#include "analysis/builtin_annotations.h"
#include "analysis/constrained_values.h"
#include "analysis/constraint_conflicts.h"
#include "analysis/constraint_reader.h"
#include "analysis/type_facts.h"
#include "analysis/walk.h"
#include "diagnostics/catalogue.h"

namespace gangway::gen {
namespace {

class ConstraintResolver {
 public:
  ConstraintResolver(const Program& program, const Symbols& symbols, Bindings& bindings, DiagnosticSink& sink)
      : program_(program),
        symbols_(symbols),
        bindings_(bindings),
        facts_(symbols, bindings),
        reader_(program, symbols, bindings, sink),
        sink_(sink) {}

  void read(const ast::Type& written, SourceId file) {
    if (const auto found = bindings_.types.find(&written); found != bindings_.types.end()) {
      read(written, found->second, file);
    }
  }
  void check(const ast::Type& written) {
    if (const TypeRef* type = bindings_.find(written)) check(written, *type);
  }
  void check_value(const ast::Value& written, const ast::Type& type);

 private:
  void read(const ast::Type& written, TypeRef& type, SourceId file);
  void check(const ast::Type& written, const TypeRef& type);
  /// What stands behind `type` and behind the targets of its aliases, the innermost first.
  [[nodiscard]] std::vector<ConstraintLink> chain(const TypeRef& type) const;
  /// The annotation that `value` breaks, with its name in `name`; null when it breaks none.
  const ast::Type* apply(Value& value, const TypeRef& type, std::string_view& name) const;

  const Program& program_;
  const Symbols& symbols_;
  Bindings& bindings_;
  TypeFacts facts_;
  ConstraintReader reader_;
  DiagnosticSink& sink_;
  std::unordered_map<const Constraints*, const ast::Type*> written_;
};

void ConstraintResolver::read(const ast::Type& written, TypeRef& type, SourceId file) {
  if (!type.element.empty()) read(written.arguments.back(), type.element.front(), file);
  if (written.annotations.empty()) return;
  const auto base = facts_.expanded(type);
  if (!base) return;
  const auto constraints = reader_.read(written, *base, file);
  if (constraints == nullptr) return;
  written_.emplace(constraints.get(), &written);
  type.constraints = constraints;
}

std::vector<ConstraintLink> ConstraintResolver::chain(const TypeRef& type) const {
  std::vector<ConstraintLink> links;
  const TypeRef* at = &type;
  for (std::size_t steps = 0; at != nullptr && steps <= symbols_.type_count(); ++steps) {
    const Symbol* named = facts_.symbol(*at);
    const auto* alias = named != nullptr ? named->as<ast::TypeAlias>() : nullptr;
    if (at->constraints)
      links.insert(links.begin(), {at->constraints.get(), written_.at(at->constraints.get())});
    at = alias != nullptr ? bindings_.find(alias->target) : nullptr;
  }
  return links;
}

void ConstraintResolver::check(const ast::Type& written, const TypeRef& type) {
  if (!type.element.empty()) check(written.arguments.back(), type.element.front());
  if (!type.constraints) return;
  if (const auto base = facts_.expanded(type)) {
    check_conflicts(chain(type), *base, written.name.text(), program_.sources, sink_);
  }
}

const ast::Type* ConstraintResolver::apply(Value& value, const TypeRef& type, std::string_view& name) const {
  if (std::holds_alternative<std::nullptr_t>(value.data)) return nullptr;
  const auto base = facts_.expanded(type);
  if (!base) return nullptr;
  if (auto* list = std::get_if<std::vector<Value>>(&value.data)) {
    for (Value& element : *list) {
      if (const auto* broken = apply(element, base->element.front(), name)) return broken;
    }
  }
  for (const ConstraintLink& link : chain(type)) {
    if (const auto broken = gen::apply(*link.constraints, value, *base)) {
      name = *broken;
      return link.written;
    }
  }
  return nullptr;
}

void ConstraintResolver::check_value(const ast::Value& written, const ast::Type& type) {
  const auto value = bindings_.values.find(&written);
  const TypeRef* bound = bindings_.find(type);
  if (value == bindings_.values.end() || bound == nullptr) return;
  std::string_view name;
  const ast::Type* broken = apply(value->second, *bound, name);
  if (broken == nullptr) return;
  const Span annotation = find_annotation(broken->annotations, name)->span;
  const std::string shown(program_.sources.text(written.span));
  Diagnostic& diagnostic = sink_.report(rules::value_breaks_constraint, written.span, '`' + shown + '`',
                                        '`' + std::string(program_.sources.text(annotation)) + '`');
  if (broken != &type) diagnostic.note(annotation, "which its type has from here");
}

}  // namespace

void resolve_constraints(const Program& program, const Symbols& symbols, Bindings& bindings,
                         DiagnosticSink& sink) {
  ConstraintResolver resolver(program, symbols, bindings, sink);
  const auto for_all_types = [&](auto visit) {
    for (const ast::File& file : program.files) {
      for (const ast::Declaration& declaration : file.declarations) {
        for_each_type(declaration, [&](const ast::Type& written) { visit(written, file.source); });
      }
    }
  };
  for_all_types([&](const ast::Type& written, SourceId file) { resolver.read(written, file); });
  for_all_types([&](const ast::Type& written, SourceId) { resolver.check(written); });

  for (const ast::File& file : program.files) {
    for (const ast::Declaration& declaration : file.declarations) {
      if (const auto* constant = std::get_if<ast::Const>(&declaration.what)) {
        resolver.check_value(constant->value, constant->type);
      }
      for_each_fields(declaration, [&](FieldsRole, std::string_view, const auto& fields, const auto&) {
        for (const ast::Field& field : fields) {
          if (field.default_value) resolver.check_value(*field.default_value, field.type);
        }
      });
    }
  }
}

}  // namespace gangway::gen
