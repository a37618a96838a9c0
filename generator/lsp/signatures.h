#pragma once

#include <string>

#include "lsp/snapshot.h"

namespace gangway::gen::lsp {

/// What is generated for one thing, as people use it: a declaration, a method, a call. Empty where nothing
/// is.
struct Signature {
  std::string cpp;
  std::string ts;
};

/// `entity` of `snapshot`, which has a schema.
Signature signature_of(const Snapshot& snapshot, EntityId entity);
/// A type of the language itself.
Signature signature_of_builtin(const std::string& type);

}  // namespace gangway::gen::lsp
