#include "syntax/error_strategy.h"

#include <GangwayLexer.h>
#include <fmt/format.h>

#include "diagnostics/catalogue.h"
#include "syntax/expectation.h"
#include "syntax/limits.h"
#include "syntax/open_block.h"
#include "syntax/token_kinds.h"

namespace gangway::gen {
namespace {

using P = antlr::GangwayParser;

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
}

void ErrorStrategy::sync(antlr4::Parser* parser) {
  const antlr4::atn::ATN& atn = parser->getATN();
  antlr4::atn::ATNState* state = atn.states[parser->getState()];
  const bool is_loop = state->getStateType() == antlr4::atn::ATNState::STAR_LOOP_ENTRY ||
                       state->getStateType() == antlr4::atn::ATNState::STAR_LOOP_BACK;
  const std::size_t rule = parser->getContext()->getRuleIndex();
  if (is_loop && is_statement_list(rule)) {
    sync_statements(*parser);
    return;
  }
  const bool is_choices = rule == P::RuleEnumerators || rule == P::RuleArms;
  if (is_loop && is_choices && !inErrorRecoveryMode(parser)) {
    // The list may end anywhere, so that nothing but this would find that it goes on.
    if (repair_brace(*parser) || repair_comma(*parser)) return;
  }
  if (!inErrorRecoveryMode(parser)) {
    const antlr4::misc::IntervalSet& next = atn.nextTokens(state);
    if (has(next, antlr4::Token::EPSILON) || has(next, tokens_.LA(1)) || repair(*parser)) return;
  }
  DefaultErrorStrategy::sync(parser);
}

antlr4::Token* ErrorStrategy::recoverInline(antlr4::Parser* parser) {
  if (!inErrorRecoveryMode(parser) && repair(*parser) && has(parser->getExpectedTokens(), tokens_.LA(1))) {
    return parser->consume();
  }
  return DefaultErrorStrategy::recoverInline(parser);
}

/// Skips statements that begin with a wrong word, each with a report, until one can begin here or the list
/// can end.
void ErrorStrategy::sync_statements(antlr4::Parser& parser) {
  if (repair_brace(parser)) return;
  // Nearly always what comes may come; to know it of this rule alone is cheap.
  const antlr4::atn::ATN& atn = parser.getATN();
  if (has(atn.nextTokens(atn.states[parser.getState()]), tokens_.LA(1))) return;
  const antlr4::misc::IntervalSet expected = parser.getExpectedTokens();
  const antlr4::misc::IntervalSet stops = expected.Or(getErrorRecoverySet(&parser));
  while (!has(expected, tokens_.LA(1)) && tokens_.LA(1) != antlr4::Token::EOF) {
    if (repair_keyword(parser, expected)) return;
    spend_recovery(parser);
    // What is left of a statement that was reported already is no mistake of its own.
    if (!inErrorRecoveryMode(&parser) || begins_statement(*tokens_.LT(1), tokens_.LT(-1))) {
      beginErrorCondition(&parser);
      report(parser, *tokens_.LT(1), expected);
    }
    const std::size_t before = tokens_.index();
    skip_statement(parser, stops);
    if (tokens_.index() == before) return;  // here something further out goes on
  }
}

bool ErrorStrategy::repair(antlr4::Parser& parser) {
  const antlr4::misc::IntervalSet expected = parser.getExpectedTokens();
  const antlr4::Token& found = *tokens_.LT(1);
  if (is_semicolon_missing(parser, found, expected)) {
    spend_recovery(parser);
    report_missing_semicolon(parser, found);
    tokens_.insert(P::SEMI);
    return true;
  }
  return repair_keyword(parser, expected) || (has(expected, P::COMMA) && repair_comma(parser)) ||
         repair_end(parser, expected);
}

bool ErrorStrategy::repair_keyword(antlr4::Parser& parser, const antlr4::misc::IntervalSet& expected) {
  const antlr4::Token& found = *tokens_.LT(1);
  if (!is_word(found) || has(expected, P::IDENTIFIER)) return false;
  const auto keyword = intended_keyword(parser, text_.text(text_.span(found)), expected);
  if (!keyword) return false;
  // What follows must be what follows that keyword.
  const std::size_t type = keyword_type(parser, *keyword);
  const std::size_t behind = tokens_.LA(2);
  const bool is_block = type == P::HANDSHAKE || type == P::SESSION;
  const bool is_text = type == P::IMPORT || type == P::TAG;
  if (is_block && behind != P::LBRACE) return false;
  if (is_text && behind != P::STRING) return false;
  if (!is_block && !is_text && !is_word(*tokens_.LT(2))) return false;
  spend_recovery(parser);
  report(parser, found, expected);
  tokens_.retype_next(type);
  return true;
}

/// Two values, arms or parameters in a row.
bool ErrorStrategy::repair_comma(antlr4::Parser& parser) {
  const antlr4::Token& found = *tokens_.LT(1);
  const antlr4::Token* previous = tokens_.LT(-1);
  if (previous == nullptr || previous->getType() == P::COMMA || previous->getType() == P::LBRACE)
    return false;
  const std::size_t rule = parser.getContext()->getRuleIndex();
  const std::size_t behind = tokens_.LA(2);
  const bool is_enumerator = rule == P::RuleEnumerators && (is_word(found) || found.getType() == P::AT) &&
                             (behind == P::COMMA || behind == P::RBRACE || is_word(*tokens_.LT(2)));
  const bool is_pair = (rule == P::RuleArms || rule == P::RulePayload) && is_word(found) &&
                       (behind == P::COLON || behind == P::QUESTION);
  if (!is_enumerator && !is_pair) return false;
  spend_recovery(parser);
  if (!should_stay_silent(parser, found)) {
    last_line_ = found.getLine();
    const Span before = text_.span(*previous);
    const Span span = text_.span(found);
    sink_
        .report(rules::unexpected, span, fmt::format("`{}`", text_.text(span)),
                rule == P::RulePayload ? "`,` or `)`" : "`,` or `}`")
        .fix({before.file, before.end, before.end}, ",");
  }
  tokens_.insert(P::COMMA);
  return true;
}

/// A declaration where the block before it is still open.
bool ErrorStrategy::repair_brace(antlr4::Parser& parser) {
  if (inErrorRecoveryMode(&parser) || !begins_behind_block(parser)) return false;
  const auto block = innermost_block(parser.getContext());
  if (!block) return false;
  spend_recovery(parser);
  const antlr4::Token& found = *tokens_.LT(1);
  if (!should_stay_silent(parser, found)) {
    last_line_ = found.getLine();
    const Span before = text_.span(*tokens_.LT(-1));
    const Span keyword = text_.span(*block->keyword);
    const Span whole = block->name != nullptr ? join(keyword, text_.span(*block->name)) : keyword;
    sink_.report(rules::unclosed_block, Span{before.file, before.end, before.end}, text_.text(whole))
        .note(text_.span(*block->brace), "opened here")
        .note(text_.span(found), "this does not belong into it")
        .fix({before.file, before.end, before.end}, fmt::format("\n{}}}", text_.indentation(keyword)));
  }
  tokens_.insert(P::RBRACE);
  return true;
}

/// Braces and semicolons that the end of the file is missing.
bool ErrorStrategy::repair_end(antlr4::Parser& parser, const antlr4::misc::IntervalSet& expected) {
  const antlr4::Token& found = *tokens_.LT(1);
  if (found.getType() != antlr4::Token::EOF || !has(expected, P::RBRACE)) return false;
  spend_recovery(parser);
  report(parser, found, expected);
  tokens_.insert(P::RBRACE);
  return true;
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

bool ErrorStrategy::is_semicolon_missing(antlr4::Parser& parser, const antlr4::Token& found,
                                         const antlr4::misc::IntervalSet& expected) const {
  const antlr4::Token* previous = tokens_.LT(-1);
  if (previous == nullptr || !has(expected, P::SEMI) || has(expected, P::IDENTIFIER) ||
      has(expected, P::ON) || has(expected, P::STRUCT)) {
    return false;
  }
  if (previous->getLine() < found.getLine() || found.getType() == P::RBRACE ||
      found.getType() == antlr4::Token::EOF) {
    return true;
  }
  return is_word(found) && expectation(parser, expected) == "`;`";
}

void ErrorStrategy::report_missing_semicolon(antlr4::Parser& parser, const antlr4::Token& found) {
  const antlr4::Token& previous = *tokens_.LT(-1);
  if (should_stay_silent(parser, previous) || has_broken_text_before(parser, found)) return;
  last_line_ = previous.getLine();
  const Span before = text_.span(previous);
  const Span behind{before.file, before.end, before.end};
  sink_.report(rules::missing_semicolon, behind, text_.text(before)).fix(behind, ";");
}

void ErrorStrategy::report_end(antlr4::Parser& parser, const antlr4::Token& end, const std::string& wanted) {
  Diagnostic& diagnostic = sink_.report(rules::unexpected_end, text_.span(end), wanted);
  const auto block = innermost_block(parser.getContext());
  if (block) diagnostic.note(text_.span(*block->brace), "this `{` is not closed");
}

void ErrorStrategy::report(antlr4::Parser& parser, const antlr4::Token& found,
                           const antlr4::misc::IntervalSet& expected,
                           const std::optional<std::string>& within) {
  if (!within && is_semicolon_missing(parser, found, expected)) {
    report_missing_semicolon(parser, found);
    return;
  }
  if (should_stay_silent(parser, found)) return;
  last_line_ = found.getLine();
  const Span span = text_.span(found);
  const std::string wanted = within ? *within : expectation(parser, expected);
  if (found.getType() == antlr4::Token::EOF) {
    report_end(parser, found, wanted);
    return;
  }
  if (is_word(found) && !has(expected, P::IDENTIFIER)) {
    if (const auto keyword = intended_keyword(parser, text_.text(span), expected)) {
      sink_.report(rules::misspelt_keyword, span, text_.text(span), *keyword).fix(span, *keyword);
      return;
    }
  }
  sink_.report(rules::unexpected, span, fmt::format("`{}`", text_.text(span)), wanted);
}

}  // namespace gangway::gen
