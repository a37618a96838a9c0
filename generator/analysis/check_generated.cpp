#include "analysis/check_generated.h"

#include <algorithm>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include "analysis/builtin_annotations.h"
#include "analysis/walk.h"
#include "diagnostics/catalogue.h"

namespace gangway::gen {
namespace {

/// The types that have a pipe in them somewhere, by their simple names: of two types of one name it counts
/// for both.
class Piped {
 public:
  explicit Piped(const std::vector<ast::File>& files) {
    for (bool is_new = true; is_new;) {
      is_new = false;
      for (const ast::File& file : files) {
        for (const ast::Declaration& each : file.declarations) is_new |= add(each);
      }
    }
  }

  [[nodiscard]] bool reaches(const ast::Type& type) const {
    return find_annotation(type.annotations, "pipe") != nullptr ||
           (!type.name.parts.empty() && names_.contains(type.name.last().text)) ||
           std::any_of(type.arguments.begin(), type.arguments.end(),
                       [&](const ast::Type& each) { return reaches(each); });
  }

 private:
  bool add(const ast::Declaration& declaration) {
    bool reaches_one = false;
    for_each_type(declaration, [&](const ast::Type& type) { reaches_one = reaches_one || reaches(type); });
    return reaches_one && names_.insert(declaration.name.text).second;
  }

  std::set<std::string> names_;
};

class Refuser {
 public:
  Refuser(const Piped& piped, DiagnosticSink& sink) : piped_(piped), sink_(sink) {}

  void declaration(const ast::Declaration& declaration);

 private:
  void list(const std::vector<ast::Annotation>& list, Place place);
  void type(const ast::Type& type);
  void members(const ast::Members& members);
  void event(const ast::Event& event);

  const Piped& piped_;
  DiagnosticSink& sink_;
};

void Refuser::list(const std::vector<ast::Annotation>& list, Place place) {
  for (const ast::Annotation& each : list) {
    const AnnotationSpec* spec = find_spec(each.name.text());
    if (spec == nullptr) continue;
    if ((spec->generated & place) != 0) continue;
    sink_.report(rules::not_generated, each.span, fmt::format("`@{}`", spec->name));
  }
}

void Refuser::type(const ast::Type& type) {
  list(type.annotations, kAfterType);
  for (const ast::Type& each : type.arguments) this->type(each);
}

void Refuser::event(const ast::Event& event) {
  list(event.preface.annotations, event.direction == ast::Event::Direction::On ? kOnOn : kOnEmit);
  if (event.payload.kind != ast::Payload::Kind::Stream || !piped_.reaches(*event.payload.type)) return;
  sink_.report(rules::not_generated, event.payload.type->span, "a pipe in what a client streams");
}

void Refuser::members(const ast::Members& members) {
  for (const ast::Room& room : members.rooms) list(room.preface.annotations, kOnRoom);
  for_each_event(members, [&](const ast::Event& event, const ast::Room*) { this->event(event); });
}

void Refuser::declaration(const ast::Declaration& declaration) {
  for_each_type(declaration, [&](const ast::Type& each) { type(each); });
  for_each_fields(declaration, [&](FieldsRole, std::string_view, const auto& fields, const auto&) {
    for (const ast::Field& field : fields) list(field.preface.annotations, kOnField);
  });
  const auto* gateway = std::get_if<ast::Gateway>(&declaration.what);
  if (gateway == nullptr) return;
  list(declaration.preface.annotations, kOnGateway);
  members(gateway->members);
  for (const ast::Namespace& each : gateway->namespaces) {
    list(each.preface.annotations, kOnNamespace);
    members(each.members);
  }
}

}  // namespace

void check_generated(const Program& program, bool with_imports, DiagnosticSink& sink) {
  const Piped piped(program.files);
  Refuser refuser(piped, sink);
  for (const ast::File& file : program.files) {
    if (!with_imports && !program.sources.file(file.source).requested) continue;
    for (const ast::Declaration& each : file.declarations) refuser.declaration(each);
  }
}

}  // namespace gangway::gen
