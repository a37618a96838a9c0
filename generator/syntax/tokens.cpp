#include "syntax/tokens.h"

#include <string>

#include <GangwayLexer.h>
#include <antlr4-runtime.h>

#include "syntax/token_text.h"

namespace gangway::gen {
namespace {

Token::Kind kind_of(const antlr4::Token& token) {
  using Lexer = antlr::GangwayLexer;
  switch (token.getType()) {
    case Lexer::INT:
    case Lexer::FLOAT:
    case Lexer::QUANTITY:
      return Token::Kind::Number;
    case Lexer::STRING:
      return Token::Kind::String;
    case Lexer::DOC:
      return Token::Kind::Doc;
    case Lexer::LINE_COMMENT:
      return Token::Kind::LineComment;
    case Lexer::BLOCK_COMMENT:
      return Token::Kind::BlockComment;
    case Lexer::UNTERMINATED_STRING:
    case Lexer::UNTERMINATED_COMMENT:
    case Lexer::ILLEGAL:
      return Token::Kind::Broken;
    default:
      // The marks are the block from `{` to `-`; all else are words.
      return token.getType() >= Lexer::LBRACE && token.getType() <= Lexer::MINUS ? Token::Kind::Mark
                                                                                 : Token::Kind::Word;
  }
}

}  // namespace

std::vector<Token> tokens_of(const SourceFile& file, SourceId id) {
  const TokenText text(file, id);
  antlr4::ANTLRInputStream input(std::string{text.antlr_input()});
  antlr::GangwayLexer lexer(&input);
  lexer.removeErrorListeners();
  std::vector<Token> tokens;
  for (auto token = lexer.nextToken(); token->getType() != antlr4::Token::EOF; token = lexer.nextToken()) {
    tokens.push_back({kind_of(*token), text.span(*token)});
  }
  return tokens;
}

}  // namespace gangway::gen
