#pragma once

#include <map>
#include <set>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include "schema/schema.h"
#include "syntax/ast.h"

namespace gangway::gen {

/// What the written things mean, by the address of what was written. A thing that is not here was reported
/// already, so whoever asks for it says nothing more.
struct Bindings {
  std::unordered_map<const ast::Type*, TypeRef> types;
  std::unordered_map<const ast::QualifiedName*, TypeId> errors;  ///< The names after `throws`.
  std::unordered_map<const ast::Value*, Value> values;           ///< Defaults and the values of constants.
  std::unordered_set<const ast::Annotation*> sound_annotations;  ///< Known, in their place, well written.
  std::set<std::pair<SourceId, SourceId>> used_imports;          ///< (the file that uses, the file it uses)

  [[nodiscard]] const TypeRef* find(const ast::Type& written) const {
    const auto found = types.find(&written);
    return found == types.end() ? nullptr : &found->second;
  }
};

}  // namespace gangway::gen
