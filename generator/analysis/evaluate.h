#pragma once

#include <optional>
#include <string>
#include <unordered_map>

#include "analysis/bindings.h"
#include "analysis/symbols.h"
#include "analysis/type_facts.h"
#include "diagnostics/sink.h"

namespace gangway::gen {

/// Whether `written` is `true`, `false` or `null`, which name no constant.
inline bool is_word_value(const ast::Value& written) {
  return written.is_word("true") || written.is_word("false") || written.is_word("null");
}

/// Finds out what written values are, as values of a type.
///
/// Reports:  GW4001 to GW4004, GW4006 to GW4010, and GW2105 and GW2106 for the names of constants.
class Evaluator {
 public:
  Evaluator(const Symbols& symbols, Bindings& bindings, DiagnosticSink& sink)
      : symbols_(symbols), bindings_(bindings), facts_(symbols, bindings), sink_(sink) {}

  /// `written`, which stands in `file`, as a value of `type`; reports and answers nothing when it is none.
  std::optional<Value> must_evaluate(const ast::Value& written, const TypeRef& type, SourceId file);

 private:
  std::optional<Value> scalar(const ast::Value& written, const TypeRef& type, SourceId file);
  std::optional<Value> integer(const ast::Value& written, Scalar scalar);
  std::optional<Value> text(const ast::Value& written, Scalar scalar);
  std::optional<Value> json(const ast::Value& written);
  std::optional<Value> enumerator(const ast::Value& written, const ast::Enum& choices,
                                  const std::string& name);
  std::optional<Value> list(const ast::Value& written, const TypeRef& type, SourceId file);
  /// The value of the constant that `written` names, converted to `type`.
  std::optional<Value> constant(const ast::Value& written, const TypeRef& type, SourceId file);
  /// The constant whose value is written out, at the end of the names that `constant` is made of; null when
  /// they go in a circle or nowhere.
  [[nodiscard]] const Symbol* literal_behind(const Symbol& constant);
  std::nullopt_t wrong_type(const ast::Value& written, const std::string& wanted);

  const Symbols& symbols_;
  Bindings& bindings_;
  TypeFacts facts_;
  DiagnosticSink& sink_;
  std::unordered_map<const Symbol*, const Symbol*> literals_;  ///< What `literal_behind` knows already.
};

}  // namespace gangway::gen
