#pragma once

#include <cstddef>

#include <antlr4-runtime.h>

namespace gangway::gen {

/// The tokens of a file, into which the ones that were forgotten can be put while it is being parsed. Then
/// the tree behind a missing `;` is as whole as if it stood there.
class RepairableTokens : public antlr4::CommonTokenStream {
 public:
  using antlr4::CommonTokenStream::CommonTokenStream;

  /// Puts an empty token of `type` right behind the last one that was read: it is the next.
  void insert(std::size_t type);

  /// Puts an empty token of `type` right behind the token `index`, before anything is read.
  void insert_behind(std::size_t index, std::size_t type);

  /// Reads the next token as `type`: a misspelt keyword.
  void retype_next(std::size_t type);
};

}  // namespace gangway::gen
