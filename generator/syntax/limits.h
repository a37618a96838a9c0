#pragma once

#include <cstddef>

namespace gangway::gen {

/// What a `.gw` file may have at most. Checked before ANTLR sees the text, which would recurse once per
/// bracket.
inline constexpr std::size_t kMaxFileBytes = 4 * 1024 * 1024;
inline constexpr std::size_t kMaxNesting = 128;

/// After so many syntax errors a file is given up. Each level of nesting beyond `kMaxNesting` that a broken
/// file could hide costs one, so this bounds the parser's recursion too.
inline constexpr std::size_t kMaxRecoveries = 100;

}  // namespace gangway::gen
