#include <fmt/format.h>

#include "analysis/evaluate.h"
#include "analysis/mends.h"
#include "analysis/scalar_ranges.h"
#include "diagnostics/catalogue.h"
#include "diagnostics/nearest_name.h"

// The part of Evaluator that is about names of constants.

namespace gangway::gen {

std::optional<Value> Evaluator::constant(const ast::Value& written, const TypeRef& type, SourceId file) {
  const std::string name = written.name.text();
  const Lookup found = symbols_.find(file, written.name);
  if (found.is_unread) return std::nullopt;
  if (found.other != nullptr) {
    sink_
        .report(rules::ambiguous_name, written.span, name, found.symbol->qualified_name(),
                found.other->qualified_name())
        .note(found.symbol->declaration->name.span, "one is declared here")
        .note(found.other->declaration->name.span, "the other here");
    return std::nullopt;
  }
  if (found.symbol == nullptr) {
    if (found.not_imported != nullptr) {
      Diagnostic& diagnostic =
          sink_.report(rules::not_imported, written.span, name, symbols_.name_of(found.not_imported->file))
              .note(found.not_imported->declaration->name.span,
                    "declared here; a file sees only what it imports itself");
      mend_by_import(diagnostic, symbols_.program(), file, found.not_imported->file);
      return std::nullopt;
    }
    auto candidates =
        symbols_.visible_names(file, [](const Symbol& s) { return s.as<ast::Const>() != nullptr; });
    if (type.scalar == Scalar::Bool) candidates.insert(candidates.end(), {"true", "false"});
    sink_.report(rules::unknown_value, written.span, name)
        .suggest(nearest_name(written.name.last().text, candidates));
    return std::nullopt;
  }
  const Symbol& symbol = *found.symbol;
  bindings_.used_imports.insert({file, symbol.file});
  const auto* constant = symbol.as<ast::Const>();
  if (constant == nullptr) {
    sink_.report(rules::not_a_constant, written.span, name)
        .note(symbol.declaration->name.span, "declared here");
    return std::nullopt;
  }
  const TypeRef* declared = bindings_.find(constant->type);
  const auto source = declared != nullptr ? facts_.expanded(*declared) : std::nullopt;
  const Symbol* literal = literal_behind(symbol);
  if (!source || source->kind != TypeRef::Kind::Scalar || literal == nullptr) return std::nullopt;

  // Numbers fit other number types when their value does. Other kinds do not mix: a uuid does not turn into a
  // string.
  if (source->scalar != type.scalar && !(is_number(source->scalar) && is_number(type.scalar))) {
    sink_
        .report(rules::value_type, written.span, facts_.describe(type),
                fmt::format("constant `{}` of type {}", name, scalar_name(source->scalar)))
        .note(symbol.declaration->name.span, "declared here");
    return std::nullopt;
  }
  // What is wrong with the constant itself is said where it is declared.
  const ast::Value& value = literal->as<ast::Const>()->value;
  DiagnosticSink unheard;
  Evaluator quiet(symbols_, bindings_, unheard);
  if (!quiet.must_evaluate(value, *source, literal->file)) return std::nullopt;
  auto result = quiet.must_evaluate(value, type, literal->file);
  if (!result) {
    sink_
        .report(rules::value_type, written.span, facts_.describe(type),
                fmt::format("constant `{}`, whose value {} does not fit", name, value.text))
        .note(value.span, "its value");
  }
  return result;
}

const Symbol* Evaluator::literal_behind(const Symbol& constant) {
  std::vector<const Symbol*> path;
  const Symbol* at = &constant;
  while (at != nullptr) {
    // What is met again before its end is known goes in a circle: it is entered as nothing first.
    const auto [known, is_new] = literals_.try_emplace(at, nullptr);
    if (!is_new) {
      at = known->second;
      break;
    }
    path.push_back(at);
    const auto* written = at->as<ast::Const>();
    if (written != nullptr &&
        (written->value.kind != ast::Value::Kind::Name || is_word_value(written->value)))
      break;
    at = written != nullptr ? symbols_.find(at->file, written->value.name).symbol : nullptr;
  }
  for (const Symbol* each : path) literals_[each] = at;
  return at;
}

}  // namespace gangway::gen
