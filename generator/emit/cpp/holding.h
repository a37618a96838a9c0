#pragma once

#include <vector>

#include "schema/schema.h"

namespace gangway::gen::cpp {

/// What holds what by value, not behind a list or a map: a struct its fields' types, a union its arms', an
/// alias its target.
class Holding {
 public:
  explicit Holding(const Schema& schema) : schema_(schema), marks_(schema.types.size()) {}

  /// Whether each of the two holds the other, so that one of them must be boxed. Also for one that is both.
  [[nodiscard]] bool is_circle(TypeId a, TypeId b) const;

  /// The types that a value of `id` holds directly, aliases with what they stand for.
  [[nodiscard]] std::vector<TypeId> held(TypeId id) const;

  /// The types of `file` in such an order that each comes behind those that C++ wants complete before it.
  [[nodiscard]] std::vector<TypeId> definition_order(FileId file) const;

 private:
  struct Mark {
    std::uint32_t order = 0;   ///< When it was found, from 1; 0 before.
    std::uint32_t circle = 0;  ///< The earliest that it leads back to; final when not `open`.
    bool open = false;
  };

  void find_circles(TypeId from) const;
  void need(FileId file, const TypeRef& type, bool complete, std::vector<TypeId>& needed) const;
  [[nodiscard]] std::vector<TypeId> needed(FileId file, TypeId id) const;
  [[nodiscard]] Mark& mark(TypeId id) const { return marks_[static_cast<std::size_t>(id)]; }

  const Schema& schema_;
  mutable std::vector<Mark> marks_;  ///< Filled where they are asked for.
  mutable std::vector<TypeId> open_;
  mutable std::uint32_t found_ = 0;
};

}  // namespace gangway::gen::cpp
