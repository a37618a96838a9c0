#pragma once

#include <optional>

#include <GangwayParser.h>
#include <antlr4-runtime.h>

#include "diagnostics/sink.h"
#include "syntax/repairable_tokens.h"
#include "syntax/token_text.h"

namespace gangway::gen {

/// Says what is wrong with the syntax in the words of the semantic errors, and finds the next statement to go
/// on with: a broken block is skipped with its braces, and words count as the beginning of something only
/// where a statement can begin, since any keyword may be a name.
///
/// What was only forgotten (a `;`, a `,`, a `}`) is put in, and a misspelt keyword is read as what was meant:
/// what follows is understood as if nothing had been wrong.
///
/// Reports GW1008 to GW1011, GW1019 and GW1021; one mistake per line, none beside text the lexer has refused
/// already. Throws `antlr4::ParseCancellationException` after `kMaxRecoveries`.
class ErrorStrategy : public antlr4::DefaultErrorStrategy {
 public:
  ErrorStrategy(const TokenText& text, RepairableTokens& tokens, DiagnosticSink& sink)
      : text_(text), tokens_(tokens), sink_(sink) {}

  /// Whether anything had to be skipped or made up: then the tree has holes.
  [[nodiscard]] bool has_recovered() const noexcept { return recoveries_ != 0; }

  void recover(antlr4::Parser* parser, std::exception_ptr error) override;
  void sync(antlr4::Parser* parser) override;
  antlr4::Token* recoverInline(antlr4::Parser* parser) override;

 protected:
  void reportNoViableAlternative(antlr4::Parser* parser, const antlr4::NoViableAltException& error) override;
  void reportInputMismatch(antlr4::Parser* parser, const antlr4::InputMismatchException& error) override;
  void reportUnwantedToken(antlr4::Parser* parser) override;
  void reportMissingToken(antlr4::Parser* parser) override;
  bool singleTokenInsertion(antlr4::Parser* parser) override;
  antlr4::Token* singleTokenDeletion(antlr4::Parser* parser) override;
  void consumeUntil(antlr4::Parser* parser, const antlr4::misc::IntervalSet& set) override;

 private:
  /// Reports that `found` is not what `expected` allows; decides how to say it. `within` says it for
  /// `expected`.
  void report(antlr4::Parser& parser, const antlr4::Token& found, const antlr4::misc::IntervalSet& expected,
              const std::optional<std::string>& within = std::nullopt);
  void report_current(antlr4::Parser& parser);
  void report_missing_semicolon(antlr4::Parser& parser, const antlr4::Token& found);
  void report_end(antlr4::Parser& parser, const antlr4::Token& end, const std::string& wanted);

  // Each mends the tokens before the next one, or that one itself, and says so; false when it is not that.
  bool repair(antlr4::Parser& parser);
  bool repair_keyword(antlr4::Parser& parser, const antlr4::misc::IntervalSet& expected);
  bool repair_comma(antlr4::Parser& parser);
  bool repair_brace(antlr4::Parser& parser);
  bool repair_end(antlr4::Parser& parser, const antlr4::misc::IntervalSet& expected);
  [[nodiscard]] bool is_semicolon_missing(antlr4::Parser& parser, const antlr4::Token& found,
                                          const antlr4::misc::IntervalSet& expected) const;
  [[nodiscard]] bool should_stay_silent(antlr4::Parser& parser, const antlr4::Token& found) const;
  [[nodiscard]] bool has_broken_text_before(antlr4::Parser& parser, const antlr4::Token& found) const;
  void sync_statements(antlr4::Parser& parser);
  static void skip_statement(antlr4::Parser& parser, const antlr4::misc::IntervalSet& stops);
  void spend_recovery(antlr4::Parser& parser);

  const TokenText& text_;
  RepairableTokens& tokens_;
  DiagnosticSink& sink_;
  std::size_t recoveries_ = 0;
  std::size_t last_line_ = 0;  ///< On which a mistake was reported.
};

}  // namespace gangway::gen
