#pragma once

#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "analysis/builtin_annotations.h"
#include "analysis/type_facts.h"
#include "lsp/index.h"

namespace gangway::gen::lsp {

/// Goes through a program once and notes every name. What could not be bound is not noted.
class IndexBuilder {
 public:
  explicit IndexBuilder(const Analysis& analysis);

  void run();

  std::vector<Entity> entities;
  std::vector<Occurrence> occurrences;

 private:
  using Parent = std::optional<EntityId>;

  /// What the names in an annotation may be about, beside what is declared at the top of files.
  struct Scope {
    const std::vector<ast::Block>* sessions = nullptr;    ///< For `by: session.user`.
    const std::vector<ast::Field>* parameters = nullptr;  ///< For `@latest(key)`.
    const ast::Type* payload = nullptr;                   ///< The same, where the payload is one type.
  };

  void add_declarations();

  EntityId declare(Entity::Kind kind, const std::string& name, Span at, Parent parent, Entity::Node node);
  void mention(Span at, EntityId entity) { occurrences.push_back({at, entity}); }
  void mention(const ast::QualifiedName& name, const Symbol& symbol);

  void visit(const ast::Declaration& declaration);
  void visit(const ast::Members& members, const std::vector<ast::Block>& sessions, EntityId parent);
  void visit(const ast::Event& event, Scope scope, EntityId parent);
  void visit(const ast::Payload& payload, Entity::Kind kind, EntityId parent);
  void visit_fields(const std::vector<ast::Field>& fields, Entity::Kind kind, EntityId parent);
  void visit(const ast::Type& type);
  void visit(const std::vector<ast::Annotation>& annotations) { visit(annotations, Scope()); }
  void visit(const std::vector<ast::Annotation>& annotations, const Scope& scope);
  void visit_argument(const ast::Value& value, Shape shape, const Scope& scope);
  void visit_guard(const ast::Value& guard);
  void visit_value(const ast::Value& value, const TypeRef* type);
  void visit_field_name(const ast::Name& name, const std::vector<ast::Field>& fields);

  [[nodiscard]] const Symbol* find(const ast::QualifiedName& name) const;

  const Analysis& analysis_;
  TypeFacts facts_;
  SourceId file_{};
  std::unordered_map<const ast::Declaration*, EntityId> declarations_;
  /// Fields, enumerators and arms, which other names refer to.
  std::unordered_map<const void*, EntityId> members_;
};

}  // namespace gangway::gen::lsp
