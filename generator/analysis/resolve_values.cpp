#include "analysis/resolve_values.h"

#include <algorithm>
#include <string>
#include <unordered_map>
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
      : symbols_(symbols),
        bindings_(bindings),
        facts_(symbols, bindings),
        evaluator_(symbols, bindings, sink),
        sink_(sink) {}

  void constant(const Symbol& symbol);
  void field(const ast::Field& field, SourceId file);

 private:
  enum class State { Open, Fine, Circle };

  bool leads_into_circle(const Symbol& symbol);
  void report_circle(const Symbol& first, const std::vector<const Symbol*>& path);

  const Symbols& symbols_;
  Bindings& bindings_;
  TypeFacts facts_;
  Evaluator evaluator_;
  DiagnosticSink& sink_;
  std::unordered_map<const Symbol*, State> state_;
};

/// Follows the names that constants are made of; true when they lead into a circle, which is reported once.
bool ValueResolver::leads_into_circle(const Symbol& symbol) {
  std::vector<const Symbol*> path;
  const Symbol* at = &symbol;
  bool is_circle = false;
  while (at != nullptr) {
    const auto [known, is_new] = state_.try_emplace(at, State::Open);
    if (!is_new) {
      is_circle = known->second != State::Fine;
      if (known->second == State::Open) report_circle(*at, path);
      break;
    }
    path.push_back(at);
    const auto* constant = at->as<ast::Const>();
    const bool is_name = constant != nullptr && constant->value.kind == ast::Value::Kind::Name;
    at = is_name ? symbols_.find(at->file, constant->value.name).symbol : nullptr;
  }
  for (const Symbol* each : path) state_[each] = is_circle ? State::Circle : State::Fine;
  return is_circle;
}

void ValueResolver::report_circle(const Symbol& first, const std::vector<const Symbol*>& path) {
  std::string names;
  for (auto it = std::find(path.begin(), path.end(), &first); it != path.end(); ++it)
    names += (*it)->name() + " -> ";
  Diagnostic& diagnostic =
      sink_.report(rules::constant_cycle, first.declaration->name.span, first.name(), names + first.name());
  for (auto it = std::find(path.begin(), path.end(), &first);
       it != path.end() && diagnostic.notes.size() < kMostNotes; ++it) {
    diagnostic.note((*it)->as<ast::Const>()->value.span, "made from this");
  }
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
  if (leads_into_circle(symbol)) return;
  if (auto value = evaluator_.must_evaluate(written.value, *type, symbol.file)) {
    bindings_.values.emplace(&written.value, std::move(*value));
  }
}

void ValueResolver::field(const ast::Field& field, SourceId file) {
  if (!field.default_value) return;
  if (field.question_mark) {
    sink_.report(rules::optional_with_default, *field.question_mark, field.name.text)
        .note(field.default_value->span, "the default")
        .guess(*field.question_mark, "");
  }
  const TypeRef* type = bindings_.find(field.type);
  if (type == nullptr) return;
  if (auto value = evaluator_.must_evaluate(*field.default_value, *type, file)) {
    bindings_.values.emplace(&*field.default_value, std::move(*value));
  }
}

}  // namespace

void resolve_values(const Program& program, const Symbols& symbols, Bindings& bindings,
                    DiagnosticSink& sink) {
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
