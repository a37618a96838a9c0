#pragma once

#include <optional>

#include <antlr4-runtime.h>

namespace gangway::gen {

/// A block that the parser is in.
struct OpenBlock {
  const antlr4::Token* brace = nullptr;    ///< Its `{`.
  const antlr4::Token* keyword = nullptr;  ///< `struct`, `gateway`, …: what begins it.
  const antlr4::Token* name = nullptr;     ///< Null for `handshake` and `session`.
};

/// The innermost block that has no `}` yet.
std::optional<OpenBlock> innermost_block(antlr4::ParserRuleContext* context);

/// Whether what begins at the next token, first on its line, cannot stand in the block that the parser is in
/// but can behind it: `struct B {` among the fields of a struct. Then a `}` was forgotten.
bool begins_behind_block(antlr4::Parser& parser);

}  // namespace gangway::gen
