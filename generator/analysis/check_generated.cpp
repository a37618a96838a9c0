#include "analysis/check_generated.h"

#include <algorithm>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include "analysis/builtin_annotations.h"
#include "analysis/walk.h"
#include "diagnostics/catalogue.h"

namespace gangway::gen {
namespace {

class Refuser {
 public:
  explicit Refuser(DiagnosticSink& sink) : sink_(sink) {}

  void declaration(const ast::Declaration& declaration);

 private:
  void list(const std::vector<ast::Annotation>& list, Place place);
  void words(const ast::Annotation& annotation);
  void type(const ast::Type& type);
  void members(const ast::Members& members);
  void event(const ast::Event& event);

  DiagnosticSink& sink_;
};

void Refuser::list(const std::vector<ast::Annotation>& list, Place place) {
  for (const ast::Annotation& each : list) {
    const AnnotationSpec* spec = find_spec(each.name.text());
    if (spec == nullptr) continue;
    if ((spec->generated & place) != 0) {
      words(each);
      continue;
    }
    sink_.report(rules::not_generated, each.span, fmt::format("`@{}`", spec->name));
  }
}

/// Of the words that an annotation takes, those that nothing is generated for.
void Refuser::words(const ast::Annotation& annotation) {
  if (annotation.name.text() != "transports") return;
  for (const ast::Argument& each : annotation.arguments) {
    if (each.first->name.text() != "polling") continue;
    sink_.report(rules::not_generated, each.first->span, "the transport `polling`");
  }
}

void Refuser::type(const ast::Type& type) {
  list(type.annotations, kAfterType);
  for (const ast::Type& each : type.arguments) this->type(each);
}

void Refuser::event(const ast::Event& event) {
  list(event.preface.annotations, event.direction == ast::Event::Direction::On ? kOnOn : kOnEmit);
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
  Refuser refuser(sink);
  for (const ast::File& file : program.files) {
    if (!with_imports && !program.sources.file(file.source).requested) continue;
    for (const ast::Declaration& each : file.declarations) refuser.declaration(each);
  }
}

}  // namespace gangway::gen
