#include "syntax/error_strategy.h"

#include <GangwayLexer.h>
#include <fmt/format.h>

#include "diagnostics/catalogue.h"
#include "syntax/expectation.h"
#include "syntax/limits.h"

namespace gangway::gen {
namespace {

using P = antlr::GangwayParser;

bool is_word(const antlr4::Token& token) {
  return token.getType() == P::IDENTIFIER || (token.getType() >= P::PACKAGE && token.getType() <= P::PER);
}

bool has(const antlr4::misc::IntervalSet& set, std::size_t type) { return set.contains(type); }

bool is_structural(std::size_t type) {
  switch (type) {
    case P::LBRACE:
    case P::RBRACE:
    case P::LPAREN:
    case P::RPAREN:
    case P::LBRACKET:
    case P::RBRACKET:
    case P::LESS:
    case P::GREATER:
    case P::SEMI:
    case antlr4::Token::EOF:
      return true;
    default:
      return false;
  }
}

/// Whether `token` is where a statement may begin: after `;` or a brace, or first on its line.
bool begins_statement(const antlr4::Token& token, const antlr4::Token* previous) {
  if (previous == nullptr) return true;
  const std::size_t type = previous->getType();
  return type == P::SEMI || type == P::LBRACE || type == P::RBRACE || previous->getLine() < token.getLine();
}

/// Rules that are a list of statements: there a wrong word costs one statement, not the rest of the list.
bool is_statement_list(std::size_t rule) {
  return rule == P::RuleFile || rule == P::RuleFields || rule == P::RuleGatewayMembers ||
         rule == P::RuleNamespaceMembers || rule == P::RuleRoomMembers;
}

void skip_block(antlr4::Parser& parser) {
  antlr4::TokenStream& tokens = *parser.getTokenStream();
  std::size_t depth = 0;
  for (std::size_t la = tokens.LA(1); la != antlr4::Token::EOF; la = tokens.LA(1)) {
    parser.consume();
    if (la == P::LBRACE) ++depth;
    if (la == P::RBRACE && --depth == 0) return;
  }
}

}  // namespace

void ErrorStrategy::spend_recovery(antlr4::Parser& parser) {
  if (++recoveries_ <= kMaxRecoveries) return;
  sink_.report(rules::too_many_syntax_errors, text_.span(*parser.getCurrentToken()));
  throw antlr4::ParseCancellationException("too many syntax errors");
}

void ErrorStrategy::recover(antlr4::Parser* parser, std::exception_ptr error) {
  spend_recovery(*parser);
  DefaultErrorStrategy::recover(parser, error);
  only_semicolon_missing_ = false;
}

void ErrorStrategy::sync(antlr4::Parser* parser) {
  antlr4::atn::ATNState* state = parser->getATN().states[parser->getState()];
  const bool is_loop = state->getStateType() == antlr4::atn::ATNState::STAR_LOOP_ENTRY ||
                       state->getStateType() == antlr4::atn::ATNState::STAR_LOOP_BACK;
  if (is_loop && is_statement_list(parser->getContext()->getRuleIndex())) {
    sync_statements(*parser);
  } else {
    DefaultErrorStrategy::sync(parser);
  }
}

/// Skips statements that begin with a wrong word, each with a report, until one can begin here or the list
/// can end.
void ErrorStrategy::sync_statements(antlr4::Parser& parser) {
  antlr4::TokenStream& tokens = *parser.getTokenStream();
  const antlr4::misc::IntervalSet expected = parser.getExpectedTokens();
  const antlr4::misc::IntervalSet stops = expected.Or(getErrorRecoverySet(&parser));
  while (!has(expected, tokens.LA(1)) && tokens.LA(1) != antlr4::Token::EOF) {
    spend_recovery(parser);
    // What is left of a statement that was reported already is no mistake of its own.
    if (!inErrorRecoveryMode(&parser) || begins_statement(*tokens.LT(1), tokens.LT(-1))) {
      beginErrorCondition(&parser);
      report(parser, *tokens.LT(1), expected);
      only_semicolon_missing_ = false;
    }
    const std::size_t before = tokens.index();
    skip_statement(parser, stops);
    if (tokens.index() == before) return;  // here something further out goes on
  }
}

/// Consumes up to the end of the statement, or to where another one can begin or an outer one goes on.
void ErrorStrategy::skip_statement(antlr4::Parser& parser, const antlr4::misc::IntervalSet& stops) {
  antlr4::TokenStream& tokens = *parser.getTokenStream();
  for (std::size_t la = tokens.LA(1); la != antlr4::Token::EOF; la = tokens.LA(1)) {
    const bool may_be_a_name = is_word(*tokens.LT(1)) || la == P::AT;
    const bool is_stop = has(stops, la) && la != P::SEMI;
    if (is_stop && (!may_be_a_name || begins_statement(*tokens.LT(1), tokens.LT(-1)))) return;
    if (la == P::LBRACE) {
      skip_block(parser);
      return;
    }
    parser.consume();
    if (la == P::SEMI) return;
  }
}

void ErrorStrategy::consumeUntil(antlr4::Parser* parser, const antlr4::misc::IntervalSet& set) {
  if (only_semicolon_missing_) return;
  antlr4::TokenStream& tokens = *parser->getTokenStream();
  for (std::size_t la = tokens.LA(1); la != antlr4::Token::EOF; la = tokens.LA(1)) {
    const bool may_be_a_name = is_word(*tokens.LT(1)) || la == P::AT;
    if (set.contains(la) && (!may_be_a_name || begins_statement(*tokens.LT(1), tokens.LT(-1)))) return;
    if (la == P::LBRACE) {
      skip_block(*parser);
    } else {
      parser->consume();
    }
  }
}

bool ErrorStrategy::singleTokenInsertion(antlr4::Parser* parser) {
  // A block that is taken as begun would take the `}` of the block around it.
  if (has(parser->getExpectedTokens(), P::LBRACE)) return false;
  return DefaultErrorStrategy::singleTokenInsertion(parser);
}

antlr4::Token* ErrorStrategy::singleTokenDeletion(antlr4::Parser* parser) {
  if (is_structural(parser->getTokenStream()->LA(1))) return nullptr;
  return DefaultErrorStrategy::singleTokenDeletion(parser);
}

void ErrorStrategy::reportNoViableAlternative(antlr4::Parser* parser,
                                              const antlr4::NoViableAltException& error) {
  std::optional<std::string> within;
  if (error.getStartToken() != error.getOffendingToken()) {
    within = expectation_within(parser->getContext()->getRuleIndex());
  }
  report(*parser, *error.getOffendingToken(), error.getExpectedTokens(), within);
}

void ErrorStrategy::reportInputMismatch(antlr4::Parser* parser, const antlr4::InputMismatchException& error) {
  report(*parser, *error.getOffendingToken(), error.getExpectedTokens());
}

void ErrorStrategy::reportUnwantedToken(antlr4::Parser* parser) { report_current(*parser); }

void ErrorStrategy::reportMissingToken(antlr4::Parser* parser) { report_current(*parser); }

void ErrorStrategy::report_current(antlr4::Parser& parser) {
  if (inErrorRecoveryMode(&parser)) return;
  beginErrorCondition(&parser);
  spend_recovery(parser);
  report(parser, *parser.getCurrentToken(), getExpectedTokens(&parser));
  only_semicolon_missing_ = false;
}

bool ErrorStrategy::should_stay_silent(antlr4::Parser& parser, const antlr4::Token& found) const {
  return found.getLine() == last_line_ || has_broken_text_before(parser, found);
}

/// What the lexer refused stands on a channel that the parser does not see.
bool ErrorStrategy::has_broken_text_before(antlr4::Parser& parser, const antlr4::Token& found) const {
  antlr4::TokenStream& tokens = *parser.getTokenStream();
  for (std::size_t i = found.getTokenIndex(); i-- > 0;) {
    const antlr4::Token& before = *tokens.get(i);
    if (before.getChannel() == antlr::GangwayLexer::BROKEN) return true;
    if (before.getType() == P::UNTERMINATED_STRING) return true;
    if (before.getChannel() == antlr4::Token::DEFAULT_CHANNEL) return false;
  }
  return false;
}

void ErrorStrategy::report(antlr4::Parser& parser, const antlr4::Token& found,
                           const antlr4::misc::IntervalSet& expected,
                           const std::optional<std::string>& within) {
  const antlr4::Token* previous = parser.getTokenStream()->LT(-1);
  only_semicolon_missing_ = !within && previous != nullptr && has(expected, P::SEMI) &&
                            !has(expected, P::IDENTIFIER) && !has(expected, P::ON) &&
                            !has(expected, P::STRUCT) &&
                            (previous->getLine() < found.getLine() || found.getType() == P::RBRACE ||
                             found.getType() == antlr4::Token::EOF || expectation(parser, expected) == "`;`");
  if (only_semicolon_missing_) {
    if (should_stay_silent(parser, *previous) || has_broken_text_before(parser, found)) return;
    last_line_ = previous->getLine();
    const Span before = text_.span(*previous);
    sink_.report(rules::missing_semicolon, Span{before.file, before.end, before.end}, text_.text(before));
    return;
  }
  if (should_stay_silent(parser, found)) return;
  last_line_ = found.getLine();
  const Span span = text_.span(found);
  const std::string wanted = within ? *within : expectation(parser, expected);
  if (found.getType() == antlr4::Token::EOF) {
    sink_.report(rules::unexpected_end, span, wanted);
    return;
  }
  if (is_word(found) && !has(expected, P::IDENTIFIER)) {
    if (const auto keyword = intended_keyword(parser, text_.text(span), expected)) {
      sink_.report(rules::misspelt_keyword, span, text_.text(span), *keyword);
      return;
    }
  }
  sink_.report(rules::unexpected, span, fmt::format("`{}`", text_.text(span)), wanted);
}

}  // namespace gangway::gen
