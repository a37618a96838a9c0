#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "analysis/analyse.h"
#include "source/span.h"
#include "syntax/ast.h"

namespace gangway::gen::lsp {

/// One thing that a program declares, by its number in the index.
enum class EntityId : std::uint32_t {};

struct Entity {
  enum class Kind {
    Declaration,  ///< At the top of a file; what it is, its node says.
    Field,
    Parameter,
    Key,
    Enumerator,
    Arm,
    Namespace,
    Room,
    Event,
    Block,  ///< `handshake` or `session`: has a place and no name.
  };
  using Node =
      std::variant<const ast::Declaration*, const ast::Field*, const ast::Enumerator*, const ast::Arm*,
                   const ast::Namespace*, const ast::Room*, const ast::Event*, const ast::Block*>;

  Kind kind = Kind::Declaration;
  std::string name;
  Span at;  ///< Its name, or the keyword of a block.
  std::optional<EntityId> parent;
  Node node;

  template <class What>
  [[nodiscard]] const What* as() const {
    const auto* held = std::get_if<const What*>(&node);
    return held == nullptr ? nullptr : *held;
  }
  [[nodiscard]] const ast::Preface& preface() const;
};

struct BuiltinType {
  std::string name;
};
struct AnnotationName {
  std::string name;
};

/// One place where something is named.
struct Occurrence {
  Span at;
  /// A declared thing; something of the language; a file that is imported.
  std::variant<EntityId, BuiltinType, AnnotationName, SourceId> what;
  bool declares = false;

  [[nodiscard]] std::optional<EntityId> entity() const {
    const auto* id = std::get_if<EntityId>(&what);
    return id == nullptr ? std::nullopt : std::optional(*id);
  }
};

/// Every name in a program and what it means there. Refers to the analysis' nodes by address.
class Index {
 public:
  explicit Index(const Analysis& analysis);

  [[nodiscard]] const std::vector<Entity>& entities() const noexcept { return entities_; }
  [[nodiscard]] const Entity& entity(EntityId id) const { return entities_[static_cast<std::size_t>(id)]; }

  /// What stands at a byte of a file, or ends there.
  [[nodiscard]] const Occurrence* at(SourceId file, std::uint32_t offset) const;
  /// In order of files and places.
  [[nodiscard]] std::vector<const Occurrence*> in(SourceId file) const;
  [[nodiscard]] std::vector<const Occurrence*> of(EntityId entity) const;
  /// The thing whose name stands exactly there.
  [[nodiscard]] std::optional<EntityId> declared_at(Span at) const;
  [[nodiscard]] std::vector<EntityId> children(EntityId parent) const;

 private:
  std::vector<Entity> entities_;
  std::vector<Occurrence> occurrences_;  ///< Sorted by place.
};

}  // namespace gangway::gen::lsp
