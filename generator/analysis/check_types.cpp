#include "analysis/check_types.h"

#include <map>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "analysis/type_facts.h"
#include "analysis/walk.h"
#include "diagnostics/catalogue.h"

namespace gangway::gen {
namespace {

/// Finds circles in "is made of"; each is reported once, at the type that closes it.
///
/// An alias is made of all types in what it stands for. A struct is made of the structs that each of its
/// values holds: behind a list, a map, `?` or a union there may be none.
class CircleFinder {
 public:
  CircleFinder(const Symbols& symbols, const Bindings& bindings, DiagnosticSink& sink)
      : bindings_(bindings), facts_(symbols, bindings), sink_(sink), states_(symbols.type_count()) {}

  /// Depth first, without recursion: a schema may be a chain of any length.
  void visit(const Symbol& start) {
    enter(start);
    while (!path_.empty()) {
      Step& step = path_.back();
      if (step.next == step.parts.size()) {
        state(*step.symbol) = State::Done;
        path_.pop_back();
        continue;
      }
      const Symbol& part = *step.parts[step.next++];
      if (state(part) == State::Open) {
        report(part);
      } else {
        enter(part);
      }
    }
  }

 private:
  enum class State { New, Open, Done };
  struct Step {
    const Symbol* symbol;
    std::vector<const Symbol*> parts;
    std::vector<Span> places;  ///< Where each part is named.
    std::size_t next = 0;
  };

  State& state(const Symbol& symbol) { return states_[static_cast<std::size_t>(*symbol.type)]; }

  void enter(const Symbol& symbol) {
    if (state(symbol) != State::New) return;
    state(symbol) = State::Open;
    Step step{&symbol, {}, {}, 0};
    if (const auto* alias = symbol.as<ast::TypeAlias>()) {
      add_aliases(bindings_.find(alias->target), step.parts);
      step.places.assign(step.parts.size(), alias->target.span);
    } else if (const auto* structure = symbol.as<ast::Struct>()) {
      add_structs(structure->body.fields, step);
    }
    path_.push_back(std::move(step));
  }

  void add_aliases(const TypeRef* target, std::vector<const Symbol*>& parts) const {
    if (target == nullptr) return;
    const Symbol* named = facts_.symbol(*target);
    if (named != nullptr && named->as<ast::TypeAlias>() != nullptr) parts.push_back(named);
    for (const TypeRef& element : target->element) add_aliases(&element, parts);
  }

  void add_structs(const std::vector<ast::Field>& fields, Step& step) const {
    for (const ast::Field& field : fields) {
      const TypeRef* type = bindings_.find(field.type);
      if (type == nullptr || field.question_mark) continue;
      const auto base = facts_.expanded(*type);
      if (!base || base->nullable) continue;
      const Symbol* named = facts_.symbol(*base);
      if (named == nullptr || named->as<ast::Struct>() == nullptr) continue;
      step.parts.push_back(named);
      step.places.push_back(field.type.span);
    }
  }

  void report(const Symbol& first) {
    std::string circle;
    bool is_inside = false;
    for (const Step& step : path_) {
      is_inside = is_inside || step.symbol == &first;
      if (is_inside) circle += step.symbol->name() + " -> ";
    }
    circle += first.name();
    const Span at = first.declaration->name.span;
    Diagnostic& diagnostic = first.as<ast::TypeAlias>() != nullptr
                                 ? sink_.report(rules::recursive_alias, at, first.name(), circle)
                                 : sink_.report(rules::recursive_struct, at, first.name(), circle);
    is_inside = false;
    for (const Step& step : path_) {
      is_inside = is_inside || step.symbol == &first;
      if (!is_inside || diagnostic.notes.size() == kMostNotes) continue;
      diagnostic.note(step.places[step.next - 1], fmt::format("`{}` needs `{}` here", step.symbol->name(),
                                                              step.parts[step.next - 1]->name()));
    }
  }

  const Bindings& bindings_;
  TypeFacts facts_;
  DiagnosticSink& sink_;
  std::vector<State> states_;
  std::vector<Step> path_;
};

/// `T?` where T allows null already, anywhere in a written type.
void check_nullable(const ast::Type& written, const TypeRef& type, const TypeFacts& facts,
                    DiagnosticSink& sink) {
  if (type.nullable && written.question_marks.size() == 1) {
    TypeRef without = type;
    without.nullable = false;
    const auto base = facts.expanded(without);
    const bool is_json = base && base->kind == TypeRef::Kind::Scalar && base->scalar == Scalar::Json;
    if (base && (base->nullable || is_json))
      sink.report(rules::nullable_twice, written.question_marks.front())
          .fix(written.question_marks.front(), "");
  }
  if (!type.element.empty()) check_nullable(written.arguments.back(), type.element.front(), facts, sink);
}

/// Arms are structs, each another one, and none has a field where the tag will stand.
void check_arms(const ast::Union& choice, const TypeFacts& facts, const Bindings& bindings,
                DiagnosticSink& sink) {
  std::map<TypeId, const ast::Arm*> first;
  for (const ast::Arm& arm : choice.arms) {
    const TypeRef* type = bindings.find(arm.type);
    const auto base = type != nullptr ? facts.expanded(*type) : std::nullopt;
    if (!base) continue;
    const Symbol* named = facts.symbol(*base);
    const auto* structure = named != nullptr ? named->as<ast::Struct>() : nullptr;
    if (structure == nullptr || base->nullable) {
      sink.report(rules::arm_not_struct, arm.type.span, arm.name.text, facts.describe(*base));
      continue;
    }
    const auto [earlier, is_new] = first.try_emplace(base->named, &arm);
    if (!is_new) {
      sink.report(rules::same_arm_struct, arm.type.span, arm.name.text, earlier->second->name.text,
                  named->name())
          .note(earlier->second->type.span, "first used here");
    }
    for (const ast::Field& field : structure->body.fields) {
      if (field.name.text != choice.tag.text) continue;
      sink.report(rules::arm_has_tag_field, arm.type.span, named->name(), field.name.text)
          .note(field.name.span, "the field")
          .note(choice.tag.span, "the tag");
    }
  }
}

}  // namespace

void check_types(const Program& program, const Symbols& symbols, const Bindings& bindings,
                 DiagnosticSink& sink) {
  CircleFinder circles(symbols, bindings, sink);
  for (const Symbol& symbol : symbols.all()) {
    if (symbol.type) circles.visit(symbol);
  }
  const TypeFacts facts(symbols, bindings);
  for (const ast::File& file : program.files) {
    for (const ast::Declaration& declaration : file.declarations) {
      for_each_type(declaration, [&](const ast::Type& written) {
        if (const TypeRef* type = bindings.find(written)) check_nullable(written, *type, facts, sink);
      });
      if (const auto* choice = std::get_if<ast::Union>(&declaration.what))
        check_arms(*choice, facts, bindings, sink);
    }
  }
}

}  // namespace gangway::gen
