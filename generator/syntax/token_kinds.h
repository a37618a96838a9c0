#pragma once

#include <GangwayParser.h>
#include <antlr4-runtime.h>

namespace gangway::gen {

/// Whether `token` may be a name: an identifier, or any keyword.
inline bool is_word(const antlr4::Token& token) {
  using P = antlr::GangwayParser;
  return token.getType() == P::IDENTIFIER || (token.getType() >= P::PACKAGE && token.getType() <= P::PER);
}

}  // namespace gangway::gen
