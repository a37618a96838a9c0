#include "syntax/open_block.h"

#include <GangwayParser.h>

#include "syntax/token_kinds.h"

namespace gangway::gen {
namespace {

using P = antlr::GangwayParser;

constexpr ssize_t kFarthestLook = 256;  ///< Tokens of annotations before a declaration.

bool begins_declaration(std::size_t type) {
  switch (type) {
    case P::TYPE:
    case P::CONST:
    case P::STRUCT:
    case P::CLOSED:
    case P::ENUM:
    case P::UNION:
    case P::ERROR:
    case P::PIPE:
    case P::GUARD:
    case P::GATEWAY:
      return true;
    default:
      return false;
  }
}

bool begins_member(std::size_t type) {
  switch (type) {
    case P::HANDSHAKE:
    case P::SESSION:
    case P::NAMESPACE:
    case P::ROOM:
    case P::ON:
    case P::EMIT:
      return true;
    default:
      return false;
  }
}

/// How many tokens the annotations at the next token take.
ssize_t annotations_length(antlr4::TokenStream& tokens) {
  ssize_t at = 1;
  while (tokens.LA(at) == P::AT && at < kFarthestLook) {
    at += 2;
    while (tokens.LA(at) == P::DOT) at += 2;
    if (tokens.LA(at) != P::LPAREN) continue;
    std::size_t depth = 0;
    for (; tokens.LA(at) != antlr4::Token::EOF && at < kFarthestLook; ++at) {
      if (tokens.LA(at) == P::LPAREN) ++depth;
      if (tokens.LA(at) == P::RPAREN && --depth == 0) break;
    }
    ++at;
  }
  return at - 1;
}

/// The rule of the block around `list`, of which it holds the contents.
std::size_t block_rule(const antlr4::ParserRuleContext& list) {
  const auto* block = dynamic_cast<const antlr4::ParserRuleContext*>(list.parent);
  return block != nullptr ? block->getRuleIndex() : static_cast<std::size_t>(P::RuleFile);
}

}  // namespace

std::optional<OpenBlock> innermost_block(antlr4::ParserRuleContext* context) {
  for (antlr4::RuleContext* at = context; at != nullptr;
       at = dynamic_cast<antlr4::RuleContext*>(at->parent)) {
    OpenBlock block;
    bool is_closed = false;
    for (antlr4::tree::ParseTree* child : at->children) {
      if (auto* leaf = dynamic_cast<antlr4::tree::TerminalNode*>(child)) {
        const antlr4::Token* token = leaf->getSymbol();
        if (token->getType() == P::LBRACE) block.brace = token;
        if (token->getType() == P::RBRACE) is_closed = true;
        if (block.brace == nullptr && block.name == nullptr && is_word(*token)) block.keyword = token;
      } else if (auto* name = dynamic_cast<P::NameContext*>(child)) {
        block.name = name->start;
      }
    }
    if (block.brace != nullptr && block.keyword != nullptr && !is_closed) return block;
  }
  return std::nullopt;
}

bool begins_behind_block(antlr4::Parser& parser) {
  antlr4::TokenStream& tokens = *parser.getTokenStream();
  const std::size_t la = tokens.LA(1);
  if (la != P::AT && !begins_declaration(la) && !begins_member(la)) return false;
  const antlr4::Token* previous = tokens.LT(-1);
  if (previous == nullptr || previous->getLine() == tokens.LT(1)->getLine()) return false;

  const ssize_t skipped = annotations_length(tokens);
  const std::size_t first = tokens.LA(skipped + 1);
  const std::size_t second = tokens.LA(skipped + 2);
  const bool is_block = (first == P::HANDSHAKE || first == P::SESSION) && second == P::LBRACE;
  if (!is_word(*tokens.LT(skipped + 2)) && !is_block) return false;  // a field or a value of that name

  const antlr4::ParserRuleContext& list = *parser.getContext();
  switch (list.getRuleIndex()) {
    case P::RuleFields: {
      const std::size_t block = block_rule(list);
      const bool is_member = block == P::RuleHandshake || block == P::RuleSession;
      return begins_declaration(first) || (is_member && begins_member(first));
    }
    case P::RuleEnumerators:
    case P::RuleArms:
    case P::RuleGatewayMembers:
      return begins_declaration(first);
    case P::RuleNamespaceMembers:
      return begins_declaration(first) || first == P::NAMESPACE;
    case P::RuleRoomMembers:
      return begins_declaration(first) || (begins_member(first) && first != P::ON && first != P::EMIT);
    default:
      return false;
  }
}

}  // namespace gangway::gen
