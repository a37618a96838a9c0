#pragma once

#include <vector>

#include "source/source_map.h"
#include "source/span.h"

namespace gangway::gen {

/// One piece of a text between its white space.
struct Token {
  enum class Kind {
    Word,          ///< A name or a keyword: which of the two, only its place tells.
    Number,        ///< Also with a unit: `25s`.
    String,        ///< With its quotes.
    Mark,          ///< A bracket, an arrow, a comma …
    Doc,           ///< One line of `///`.
    LineComment,   ///< `// …` to the end of the line, which is not part of it.
    BlockComment,  ///< `/* … */`
    Broken,        ///< What no text without mistakes has: a stray character, a string without an end.
  };
  Kind kind = Kind::Word;
  Span span;
};

/// All tokens of a file, comments included, in the order in which they stand there. The text must have passed
/// `prescan`; it need not be free of mistakes otherwise.
std::vector<Token> tokens_of(const SourceFile& file, SourceId id);

}  // namespace gangway::gen
