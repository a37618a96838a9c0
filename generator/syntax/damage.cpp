#include "syntax/damage.h"

#include <algorithm>

#include <GangwayLexer.h>

#include "syntax/token_kinds.h"

namespace gangway::gen {
namespace {

using P = antlr::GangwayParser;

/// Rules that are about at least one token; when there is none it was made up.
bool is_never_empty(std::size_t rule) {
  switch (rule) {
    case P::RuleName:
    case P::RuleQualifiedName:
    case P::RuleString:
    case P::RuleValue:
    case P::RuleType:
      return true;
    default:
      return false;
  }
}

/// Whether a name may be declared by the word behind `previous`: `struct Name`, `Name` where a keyword is
/// missing.
bool may_declare_behind(const antlr4::Token* previous) {
  if (previous == nullptr || is_word(*previous)) return true;
  const std::size_t type = previous->getType();
  return type == P::SEMI || type == P::LBRACE || type == P::RBRACE;
}

}  // namespace

Damage::Damage(P::FileContext& tree, antlr4::CommonTokenStream& tokens) : tokens_(&tokens) {
  for (const antlr4::Token* token : tokens.getTokens()) {
    if (token->getChannel() != antlr::GangwayLexer::BROKEN) continue;
    broken_.push_back(token->getTokenIndex());
    if (token->getType() == P::UNTERMINATED_COMMENT) gaps_.anything = true;
  }
  examine(tree);
}

/// Keeps what it finds damaged; the depth is that of the brackets, which has a limit.
bool Damage::examine(antlr4::ParserRuleContext& part) {
  bool is_damaged = has_own_damage(part);
  if (is_damaged && part.start != nullptr && part.stop != nullptr) {
    lose(part.start->getTokenIndex(), part.stop->getTokenIndex());
  }
  for (antlr4::tree::ParseTree* child : part.children) {
    if (auto* inner = dynamic_cast<antlr4::ParserRuleContext*>(child)) {
      if (examine(*inner)) is_damaged = true;
    } else if (auto* error = dynamic_cast<antlr4::tree::ErrorNode*>(child)) {
      const antlr4::Token& token = *error->getSymbol();
      const bool is_made_up = token.getTokenIndex() == INVALID_INDEX;
      if (!is_made_up) lose(token.getTokenIndex(), token.getTokenIndex());
      // A bracket that was made up leaves nothing in doubt.
      if (!is_made_up || is_word(token) || token.getType() == P::STRING) is_damaged = true;
    }
  }
  if (is_damaged) damaged_.insert(&part);
  return is_damaged;
}

bool Damage::has_own_damage(antlr4::ParserRuleContext& part) const {
  if (part.exception != nullptr || part.start == nullptr || part.stop == nullptr) return true;
  const bool is_empty = part.stop->getTokenIndex() < part.start->getTokenIndex();
  const std::size_t rule = part.getRuleIndex();
  if (is_empty) return is_never_empty(rule);
  if (rule == P::RuleString && part.start->getType() == P::UNTERMINATED_STRING) return true;
  return is_never_empty(rule) && has_broken_text(*part.start, *part.stop);
}

/// Whether the lexer refused something within or right beside the text from `first` to `last`.
bool Damage::has_broken_text(const antlr4::Token& first, const antlr4::Token& last) const {
  const auto at = std::lower_bound(broken_.begin(), broken_.end(), first.getTokenIndex());
  if (at != broken_.end()) {
    const antlr4::Token& next = *tokens_->get(*at);
    if (*at < last.getTokenIndex() || next.getStartIndex() == last.getStopIndex() + 1) return true;
  }
  if (at == broken_.begin()) return false;
  return tokens_->get(*std::prev(at))->getStopIndex() + 1 == first.getStartIndex();
}

void Damage::lose(std::size_t first, std::size_t last) {
  const antlr4::Token* previous = nullptr;
  for (std::size_t i = first; i-- > 0 && previous == nullptr;) {
    if (tokens_->get(i)->getChannel() == antlr4::Token::DEFAULT_CHANNEL) previous = tokens_->get(i);
  }
  for (std::size_t i = first; i <= last; ++i) {
    const antlr4::Token* token = tokens_->get(i);
    if (token->getChannel() != antlr4::Token::DEFAULT_CHANNEL) continue;
    if (is_word(*token) && may_declare_behind(previous)) gaps_.names.insert(token->getText());
    previous = token;
  }
}

}  // namespace gangway::gen
