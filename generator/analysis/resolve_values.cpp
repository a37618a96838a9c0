#include "analysis/resolve_values.h"

#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include "analysis/evaluate.h"
#include "analysis/type_facts.h"
#include "analysis/walk.h"
#include "diagnostics/catalogue.h"

namespace gangway::gen {
namespace {

class ValueResolver {
 public:
  ValueResolver(const Symbols& symbols, Bindings& bindings, DiagnosticSink& sink)
      : symbols_(symbols), bindings_(bindings), facts_(symbols, bindings), evaluator_(symbols, bindings, sink), sink_(sink) {}

  void constant(const Symbol& symbol);
  void field(const ast::Field& field, SourceId file);

 private:
  bool check_circle(const Symbol& symbol);

  const Symbols& symbols_;
  Bindings& bindings_;
  TypeFacts facts_;
  Evaluator evaluator_;
  DiagnosticSink& sink_;
  std::set<const Symbol*> in_known_circle_;
};

/// Follows the names that constants are made of; true when they come back to `symbol`.
bool ValueResolver::check_circle(const Symbol& symbol) {
  std::vector<const Symbol*> path{&symbol};
  while (true) {
    const ast::Value& value = path.back()->as<ast::Const>()->value;
    if (value.kind != ast::Value::Kind::Name) return false;
    const Symbol* next = symbols_.find(path.back()->file, value.name).symbol;
    if (next == nullptr || next->as<ast::Const>() == nullptr) return false;
    if (next == &symbol) break;
    if (std::find(path.begin(), path.end(), next) != path.end()) return true;  // its circle is not through `symbol`
    path.push_back(next);
  }
  if (!in_known_circle_.contains(&symbol)) {
    std::string names = symbol.name();
    for (std::size_t i = 1; i < path.size(); ++i) names += " -> " + path[i]->name();
    names += " -> " + symbol.name();
    sink_.report(rules::constant_cycle, symbol.declaration->name.span, symbol.name(), names);
  }
  in_known_circle_.insert(path.begin(), path.end());
  return true;
}

void ValueResolver::constant(const Symbol& symbol) {
  const auto& written = *symbol.as<ast::Const>();
  const TypeRef* type = bindings_.find(written.type);
  if (type == nullptr) return;
  const auto base = facts_.expanded(*type);
  if (!base) return;
  if (base->kind != TypeRef::Kind::Scalar || base->nullable) {
    sink_.report(rules::constant_type, written.type.span, facts_.describe(*base));
    return;
  }
  if (check_circle(symbol)) return;
  if (auto value = evaluator_.must_evaluate(written.value, *type, symbol.file)) {
    bindings_.values.emplace(&written.value, std::move(*value));
  }
}

void ValueResolver::field(const ast::Field& field, SourceId file) {
  if (!field.default_value) return;
  if (field.question_mark) {
    sink_.report(rules::optional_with_default, *field.question_mark, field.name.text);
  }
  const TypeRef* type = bindings_.find(field.type);
  if (type == nullptr) return;
  if (auto value = evaluator_.must_evaluate(*field.default_value, *type, file)) {
    bindings_.values.emplace(&*field.default_value, std::move(*value));
  }
}

}  // namespace

void resolve_values(const Program& program, const Symbols& symbols, Bindings& bindings, DiagnosticSink& sink) {
  ValueResolver resolver(symbols, bindings, sink);
  for (const Symbol& symbol : symbols.all()) {
    if (symbol.as<ast::Const>() != nullptr) resolver.constant(symbol);
  }
  for (const ast::File& file : program.files) {
    for (const ast::Declaration& declaration : file.declarations) {
      for_each_fields(declaration, [&](FieldsRole, std::string_view, const auto& fields, const auto&) {
        for (const ast::Field& field : fields) resolver.field(field, file.source);
      });
    }
  }
}

}  // namespace gangway::gen
