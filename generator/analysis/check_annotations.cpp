#include "analysis/check_annotations.h"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "analysis/annotation_arguments.h"
#include "analysis/builtin_annotations.h"
#include "analysis/mends.h"
#include "analysis/type_facts.h"
#include "analysis/walk.h"
#include "diagnostics/catalogue.h"
#include "diagnostics/nearest_name.h"

namespace gangway::gen {
namespace {

constexpr std::array<std::pair<Place, std::string_view>, 10> kPlaceWords{{
    {kOnGateway, "gateways"},
    {kOnNamespace, "namespaces"},
    {kOnOn, "`on` events"},
    {kOnEmit, "`emit` events"},
    {kOnRoom, "rooms"},
    {kOnTypeDeclaration, "types"},
    {kOnField, "fields"},
    {kOnBlock, "`handshake` and `session`"},
    {kOnChoice, "values of enums and arms"},
    {kAfterType, "types of values, behind them"},
}};

bool is_text(Scalar scalar) { return scalar == Scalar::String; }
bool is_measured(Scalar scalar) {
  return (scalar >= Scalar::I8 && scalar <= Scalar::F64) || scalar == Scalar::Duration ||
         scalar == Scalar::Decimal;
}

std::string words_for(std::uint32_t places) {
  if (places == kOnDeclaration) return "declarations, before them";
  if (places == kOnEvent) return "events";
  std::vector<std::string_view> words;
  for (const auto& [place, word] : kPlaceWords) {
    if ((places & place) != 0) words.push_back(word);
  }
  std::string text;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (i != 0) text += i + 1 == words.size() ? " and " : ", ";
    text += words[i];
  }
  return text;
}

}  // namespace

std::pair<bool, std::string_view> fits_type(std::string_view name, const TypeRef& type) {
  const bool is_scalar = type.kind == TypeRef::Kind::Scalar;
  const bool is_list = type.kind == TypeRef::Kind::List;
  const bool is_string = is_scalar && is_text(type.scalar);
  if (name == "length" || name == "pattern" || name == "format" || name == "trim" || name == "lowercase") {
    return {is_string, "strings"};
  }
  if (name == "size") return {is_scalar && type.scalar == Scalar::Bytes, "bytes"};
  if (name == "items") return {is_list || type.kind == TypeRef::Kind::Map, "lists and maps"};
  if (name == "unique") return {is_list, "lists"};
  if (name == "range") return {is_scalar && is_measured(type.scalar), "numbers and durations"};
  return {true, {}};
}

namespace {

class AnnotationChecker {
 public:
  AnnotationChecker(const Symbols& symbols, Bindings& bindings, DiagnosticSink& sink, SourceId file)
      : program_(symbols.program()),
        arguments_(symbols, bindings, sink, file),
        facts_(symbols, bindings),
        bindings_(bindings),
        sink_(sink) {}

  void check_declaration(const ast::Declaration& declaration);

 private:
  void check_list(const std::vector<ast::Annotation>& list, Place place, std::string_view here,
                  const TypeRef* type = nullptr);
  void check_one(const ast::Annotation& annotation, Place place, std::string_view here, const TypeRef* type);
  void check_fields(const std::vector<ast::Field>& fields, std::string_view word);
  void check_type(const ast::Type& written, const TypeRef* type);
  void check_members(const ast::Members& members);

  const Program& program_;
  ArgumentChecker arguments_;
  TypeFacts facts_;
  Bindings& bindings_;
  DiagnosticSink& sink_;
};

void AnnotationChecker::check_one(const ast::Annotation& annotation, Place place, std::string_view here,
                                  const TypeRef* type) {
  const std::string name = annotation.name.text();
  const std::vector<AnnotationSpec>& specs = annotation_specs();
  const AnnotationSpec* spec = find_spec(name);
  if (spec == nullptr) {
    std::vector<std::string> names;
    for (const AnnotationSpec& each : specs) {
      if ((each.places & place) != 0) names.emplace_back(each.name);
    }
    if (!nearest_name(name, names)) {
      for (const AnnotationSpec& each : specs) names.emplace_back(each.name);
    }
    auto nearest = nearest_name(name, names);
    Diagnostic& diagnostic = sink_.report(rules::unknown_annotation, annotation.name.span, name);
    if (nearest) diagnostic.suggest("@" + *nearest).fixes = {{annotation.name.span, *nearest}};
    return;
  }
  if ((spec->places & place) == 0) {
    sink_.report(rules::misplaced_annotation, annotation.span, name, here, words_for(spec->places));
    return;
  }
  if (place == kAfterType && type == nullptr) return;  // the type itself was not understood
  if (type != nullptr) {
    const auto base = facts_.expanded(*type);
    if (!base) return;
    if (const auto [fits, meant_for] = fits_type(name, *base); !fits) {
      sink_.report(rules::misplaced_annotation, annotation.span, name, facts_.describe(*type), meant_for);
      return;
    }
  }
  if (arguments_.check(annotation, *spec)) bindings_.sound_annotations.insert(&annotation);
}

void AnnotationChecker::check_list(const std::vector<ast::Annotation>& list, Place place,
                                   std::string_view here, const TypeRef* type) {
  for (auto it = list.begin(); it != list.end(); ++it) {
    const auto same = [&](const ast::Annotation& other) { return other.name.text() == it->name.text(); };
    const auto first = std::find_if(list.begin(), it, same);
    if (first == it) {
      check_one(*it, place, here, type);
    } else {
      Diagnostic& diagnostic = sink_.report(rules::duplicate_annotation, it->span, it->name.text())
                                   .note(first->span, "first given here");
      // Which of two that differ is meant, nobody knows.
      const SourceMap& sources = program_.sources;
      if (sources.text(it->span) == sources.text(first->span))
        mend_by_removal(diagnostic, program_, it->span);
    }
  }
}

void AnnotationChecker::check_type(const ast::Type& written, const TypeRef* type) {
  check_list(written.annotations, kAfterType, "a type", type);
  for (std::size_t i = 0; i < written.arguments.size(); ++i) {
    const bool is_element = type != nullptr && !type->element.empty() && i + 1 == written.arguments.size();
    check_type(written.arguments[i], is_element ? &type->element.front() : nullptr);
  }
}

void AnnotationChecker::check_fields(const std::vector<ast::Field>& fields, std::string_view word) {
  const std::string here = fmt::format("a {}", word);
  for (const ast::Field& field : fields) check_list(field.preface.annotations, kOnField, here);
}

void AnnotationChecker::check_members(const ast::Members& members) {
  for (const ast::Block& block : members.handshakes)
    check_list(block.preface.annotations, kOnBlock, "a handshake");
  for (const ast::Block& block : members.sessions)
    check_list(block.preface.annotations, kOnBlock, "a session");
  for (const ast::Room& room : members.rooms) check_list(room.preface.annotations, kOnRoom, "a room");
  for_each_event(members, [&](const ast::Event& event, const ast::Room*) {
    const bool is_on = event.direction == ast::Event::Direction::On;
    check_list(event.preface.annotations, is_on ? kOnOn : kOnEmit,
               is_on ? "an `on` event" : "an `emit` event");
  });
}

void AnnotationChecker::check_declaration(const ast::Declaration& declaration) {
  const auto* gateway = std::get_if<ast::Gateway>(&declaration.what);
  check_list(declaration.preface.annotations, gateway != nullptr ? kOnGateway : kOnTypeDeclaration,
             ast::kind_of(declaration));
  for_each_type(declaration, [&](const ast::Type& written) { check_type(written, bindings_.find(written)); });
  for_each_fields(declaration, [&](FieldsRole role, std::string_view, const auto& fields, const auto&) {
    check_fields(fields, field_word(role));
  });
  if (const auto* enumeration = std::get_if<ast::Enum>(&declaration.what)) {
    for (const ast::Enumerator& each : enumeration->enumerators)
      check_list(each.preface.annotations, kOnChoice, "an enum's value");
  }
  if (const auto* choice = std::get_if<ast::Union>(&declaration.what)) {
    for (const ast::Arm& each : choice->arms) check_list(each.preface.annotations, kOnChoice, "an arm");
  }
  if (gateway == nullptr) return;
  for_each_members(*gateway, [&](const ast::Members& members) { check_members(members); });
  for (const ast::Namespace& each : gateway->namespaces) {
    check_list(each.preface.annotations, kOnNamespace, "a namespace");
  }
}

}  // namespace

void check_annotations(const Program& program, const Symbols& symbols, Bindings& bindings,
                       DiagnosticSink& sink) {
  for (const ast::File& file : program.files) {
    AnnotationChecker checker(symbols, bindings, sink, file.source);
    for (const ast::Declaration& declaration : file.declarations) checker.check_declaration(declaration);
  }
}

}  // namespace gangway::gen
