#include "analysis/check_rules.h"

#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include "analysis/builtin_annotations.h"
#include "analysis/type_facts.h"
#include "analysis/walk.h"
#include "diagnostics/catalogue.h"

namespace gangway::gen {
namespace {

class RuleChecker {
 public:
  RuleChecker(const Symbols& symbols, const Bindings& bindings, DiagnosticSink& sink, SourceId file)
      : symbols_(symbols), facts_(symbols, bindings), bindings_(bindings), sink_(sink), file_(file) {}

  void declaration(const ast::Declaration& declaration);

 private:
  void guard(const ast::Guard& guard);
  void guard_parameter(const ast::Field& parameter);
  /// Pipes behind `type`; `not_here` says what the value is where no client sends it, and is empty otherwise.
  void pipes(const ast::Type& type, std::string_view not_here);
  void pipe(const ast::Annotation& annotation, const ast::Type& type);
  void fields(FieldsRole role, const std::vector<ast::Field>& fields);
  void internal(const ast::Field& field, FieldsRole role);
  void no_internal(const ast::Type& type, std::string_view here);
  void event(const ast::Event& event);

  bool is_same(const TypeRef& a, const TypeRef& b) const;
  /// "list<string>": unlike in most messages, what the elements are matters.
  std::string spelt(const TypeRef& type) const;

  const Symbols& symbols_;
  TypeFacts facts_;
  const Bindings& bindings_;
  DiagnosticSink& sink_;
  SourceId file_;
};

/// What a field of `role` is called when a client never sends it; empty when it may.
std::string_view never_sent(FieldsRole role, bool is_emit) {
  switch (role) {
    case FieldsRole::Error:
      return "a field of an error";
    case FieldsRole::Guard:
      return "a guard's parameter";
    case FieldsRole::Session:
      return "a field of a session";
    case FieldsRole::RoomKeys:
      return "a room's key";
    case FieldsRole::Event:
      return is_emit ? "what the server sends" : "";
    default:
      return {};
  }
}

bool RuleChecker::is_same(const TypeRef& a, const TypeRef& b) const {
  const auto first = facts_.expanded(a);
  const auto second = facts_.expanded(b);
  if (!first || !second) return true;  // reported elsewhere
  if (first->kind != second->kind) return false;
  switch (first->kind) {
    case TypeRef::Kind::Scalar:
      return first->scalar == second->scalar;
    case TypeRef::Kind::Named:
      return first->named == second->named;
    default:
      return first->element.front().nullable == second->element.front().nullable &&
             is_same(first->element.front(), second->element.front());
  }
}

std::string RuleChecker::spelt(const TypeRef& type) const {
  const auto base = facts_.expanded(type);
  if (!base) return {};
  if (base->element.empty()) return facts_.describe(*base);
  const std::string element = spelt(base->element.front());
  return fmt::format("{}{}>", base->kind == TypeRef::Kind::List ? "list<" : "map<string, ", element);
}

void RuleChecker::guard(const ast::Guard& guard) {
  if (guard.payload.type) {
    sink_.report(rules::guard_parameter, guard.payload.type->span, "this one has no name");
  }
  for (const ast::Field& each : guard.payload.params) guard_parameter(each);
  for (std::size_t i = 1; i < guard.payload.params.size(); ++i) {
    const ast::Field& before = guard.payload.params[i - 1];
    const ast::Field& each = guard.payload.params[i];
    if (!before.default_value || each.default_value) continue;
    sink_
        .report(rules::guard_parameter, each.name.span,
                fmt::format("`{}` has no default and stands behind one that has", each.name.text))
        .note(before.name.span, "this one has");
  }
}

void RuleChecker::guard_parameter(const ast::Field& parameter) {
  if (parameter.question_mark) {
    sink_.report(rules::guard_parameter, *parameter.question_mark,
                 fmt::format("`{}` cannot be left out; give it a default", parameter.name.text));
  }
  const TypeRef* type = bindings_.find(parameter.type);
  auto base = type != nullptr ? facts_.expanded(*type) : std::nullopt;
  if (base && base->kind == TypeRef::Kind::List) base = facts_.expanded(base->element.front());
  if (!base || facts_.is_key(*base)) return;
  sink_.report(rules::guard_parameter, parameter.type.span,
               fmt::format("`{}` is {}", parameter.name.text, facts_.describe(*base)));
}

void RuleChecker::pipe(const ast::Annotation& annotation, const ast::Type& type) {
  if (annotation.arguments.size() != 1 || !annotation.arguments[0].first) return;
  const ast::Value& name = *annotation.arguments[0].first;
  if (name.kind != ast::Value::Kind::Name) return;
  const Symbol* found = symbols_.find(file_, name.name).symbol;
  const auto* pipe = found != nullptr ? found->as<ast::Pipe>() : nullptr;
  const TypeRef* value = bindings_.find(type);
  const TypeRef* taken = pipe != nullptr ? bindings_.find(pipe->type) : nullptr;
  if (value == nullptr || taken == nullptr || is_same(*value, *taken)) return;
  sink_.report(rules::pipe_type, name.span, name.name.text(), spelt(*taken), spelt(*value))
      .note(found->declaration->name.span, "declared here");
}

void RuleChecker::pipes(const ast::Type& type, std::string_view not_here) {
  if (const ast::Annotation* annotation = find_annotation(type.annotations, "pipe")) {
    if (not_here.empty()) {
      pipe(*annotation, type);
    } else {
      sink_.report(rules::misplaced_annotation, annotation->span, "pipe", not_here,
                   "values that clients send");
    }
  }
  for (const ast::Type& each : type.arguments) pipes(each, not_here);
}

void RuleChecker::no_internal(const ast::Type& type, std::string_view here) {
  if (const ast::Annotation* annotation = find_annotation(type.annotations, "internal")) {
    sink_.report(rules::misplaced_annotation, annotation->span, "internal", here,
                 "fields of structs and errors");
  }
  for (const ast::Type& each : type.arguments) no_internal(each, "an element");
}

void RuleChecker::internal(const ast::Field& field, FieldsRole role) {
  const ast::Annotation* before = find_annotation(field.preface.annotations, "internal");
  const ast::Annotation* behind = find_annotation(field.type.annotations, "internal");
  const ast::Annotation* annotation = before != nullptr ? before : behind;
  for (const ast::Type& each : field.type.arguments) no_internal(each, "an element");
  if (annotation == nullptr) return;
  if (role != FieldsRole::Struct && role != FieldsRole::Error) {
    const std::string_view here =
        role == FieldsRole::Session     ? "a field of a session, which never leaves the server"
        : role == FieldsRole::Handshake ? "a field of a handshake, which the client sends"
        : role == FieldsRole::RoomKeys  ? "a room's key, which never leaves the server"
                                        : "a parameter";
    sink_.report(rules::misplaced_annotation, annotation->span, "internal", here,
                 "fields of structs and errors");
  } else if (!field.question_mark && !field.default_value) {
    sink_.report(rules::internal_field, field.name.span, field.name.text)
        .note(annotation->span, "internal by this");
  }
}

void RuleChecker::fields(FieldsRole role, const std::vector<ast::Field>& fields) {
  for (const ast::Field& each : fields) {
    internal(each, role);
    if (role != FieldsRole::Event) pipes(each.type, never_sent(role, false));
  }
}

void RuleChecker::event(const ast::Event& event) {
  const bool is_emit = event.direction == ast::Event::Direction::Emit;
  const std::string_view not_here = never_sent(FieldsRole::Event, is_emit);
  for (const ast::Field& each : event.payload.params) pipes(each.type, not_here);
  if (event.payload.type) {
    pipes(*event.payload.type, not_here);
    no_internal(*event.payload.type, "a payload");
  }
  if (event.reply && !event.reply->is_void) {
    pipes(event.reply->type, is_emit ? "" : "what the server answers");
    no_internal(event.reply->type, "a reply");
  }
}

void RuleChecker::declaration(const ast::Declaration& declaration) {
  if (const auto* written = std::get_if<ast::Guard>(&declaration.what)) guard(*written);
  for_each_fields(declaration, [&](FieldsRole role, std::string_view, const auto& list, const auto&) {
    fields(role, list);
  });
  if (const auto* written = std::get_if<ast::Pipe>(&declaration.what)) {
    pipes(written->type, "what a pipe takes");
    no_internal(written->type, "what a pipe takes");
  } else if (const auto* constant = std::get_if<ast::Const>(&declaration.what)) {
    pipes(constant->type, "a constant");
    no_internal(constant->type, "a constant");
  } else if (const auto* alias = std::get_if<ast::TypeAlias>(&declaration.what)) {
    pipes(alias->target, {});
    no_internal(alias->target, "an alias");
  } else if (const auto* choice = std::get_if<ast::Union>(&declaration.what)) {
    for (const ast::Arm& arm : choice->arms) {
      pipes(arm.type, {});
      no_internal(arm.type, "an arm");
    }
  } else if (const auto* gateway = std::get_if<ast::Gateway>(&declaration.what)) {
    for_each_members(*gateway, [&](const ast::Members& members) {
      for_each_event(members, [&](const ast::Event& each, const ast::Room*) { event(each); });
    });
  }
}

}  // namespace

void check_rules(const Program& program, const Symbols& symbols, const Bindings& bindings,
                 DiagnosticSink& sink) {
  for (const ast::File& file : program.files) {
    RuleChecker checker(symbols, bindings, sink, file.source);
    for (const ast::Declaration& declaration : file.declarations) checker.declaration(declaration);
  }
}

}  // namespace gangway::gen
