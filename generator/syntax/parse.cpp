#include "syntax/parse.h"

#include <array>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>

#include <GangwayLexer.h>
#include <GangwayParser.h>
#include <antlr4-runtime.h>
#include <fmt/format.h>

#include "diagnostics/catalogue.h"
#include "syntax/ast_builder.h"
#include "syntax/damage.h"
#include "syntax/error_strategy.h"
#include "syntax/prescan.h"
#include "syntax/repairable_tokens.h"
#include "syntax/token_text.h"

namespace gangway::gen {
namespace {

/// A string without its second quote has taken what stands behind it on its line: `"common.gw;`, `"/chat {`.
/// The brackets and separators at its end are put behind it again, and the quote is proposed before them.
void repair_string(RepairableTokens& tokens, const antlr4::Token& token, const TokenText& text,
                   DiagnosticSink& sink) {
  using P = antlr::GangwayParser;
  constexpr std::string_view kMarks = "{});,]";
  constexpr std::array<std::size_t, kMarks.size()> kTypes{P::LBRACE, P::RBRACE, P::RPAREN,
                                                          P::SEMI,   P::COMMA,  P::RBRACKET};
  const Span span = text.span(token);
  const std::string_view written = text.text(span);
  const std::size_t last = written.find_last_not_of("{});,] \t");
  const std::size_t end = last == std::string_view::npos || last == 0 ? written.size() : last + 1;
  const auto quote = static_cast<std::uint32_t>(span.begin + end);
  sink.report(rules::unterminated_string, span).guess({span.file, quote, quote}, "\"");
  std::size_t index = token.getTokenIndex();
  for (const char c : written.substr(end)) {
    const std::size_t mark = kMarks.find(c);
    if (mark != std::string_view::npos) tokens.insert_behind(index++, kTypes[mark]);
  }
}

/// Reports what the lexer could not read. Such tokens stand on a channel that the parser does not see.
void report_broken_tokens(RepairableTokens& tokens, const TokenText& text, DiagnosticSink& sink) {
  using Lexer = antlr::GangwayLexer;
  for (const antlr4::Token* token : tokens.getTokens()) {
    const Span span = text.span(*token);
    switch (token->getType()) {
      case Lexer::ILLEGAL: {
        const std::string_view written = text.text(span);
        const bool is_visible = static_cast<unsigned char>(written[0]) > 0x20 && written[0] != 0x7F;
        sink.report(rules::illegal_character, span,
                    is_visible ? fmt::format("`{}`", written)
                               : fmt::format("the character U+{:04X}",
                                             static_cast<unsigned>(static_cast<unsigned char>(written[0]))));
        break;
      }
      case Lexer::UNTERMINATED_STRING:
        repair_string(tokens, *token, text, sink);
        break;
      case Lexer::UNTERMINATED_COMMENT:
        sink.report(rules::unterminated_comment, Span{span.file, span.begin, span.begin + 2});
        break;
      default:
        break;
    }
  }
}

}  // namespace

ast::File parse(const SourceMap& sources, SourceId id, DiagnosticSink& sink) {
  const SourceFile& source = sources.file(id);
  ast::File nothing;
  nothing.source = id;
  nothing.gaps.anything = true;
  if (!prescan(source, id, sink)) return nothing;

  const Checkpoint checkpoint(sink);
  const TokenText text(source, id);
  antlr4::ANTLRInputStream input(std::string{text.antlr_input()});
  antlr::GangwayLexer lexer(&input);
  lexer.removeErrorListeners();
  RepairableTokens tokens(&lexer);
  tokens.fill();
  report_broken_tokens(tokens, text, sink);

  antlr::GangwayParser parser(&tokens);
  parser.removeErrorListeners();
  const auto strategy = std::make_shared<ErrorStrategy>(text, tokens, sink);
  parser.setErrorHandler(strategy);
  parser.getInterpreter<antlr4::atn::ParserATNSimulator>()->setPredictionMode(
      antlr4::atn::PredictionMode::SLL);
  try {
    antlr::GangwayParser::FileContext* tree = parser.file();
    const bool is_sound = checkpoint.no_new_errors();
    if (is_sound && strategy->has_recovered()) throw std::logic_error("a syntax error was not reported");
    const Damage damage = is_sound ? Damage() : Damage(*tree, tokens);
    return build_ast(*tree, tokens, text, id, damage, sink);
  } catch (const antlr4::ParseCancellationException&) {
    return nothing;
  }
}

}  // namespace gangway::gen
