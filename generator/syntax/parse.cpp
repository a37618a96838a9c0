#include "syntax/parse.h"

#include <memory>
#include <stdexcept>
#include <string>

#include <GangwayLexer.h>
#include <GangwayParser.h>
#include <antlr4-runtime.h>
#include <fmt/format.h>

#include "diagnostics/catalogue.h"
#include "syntax/ast_builder.h"
#include "syntax/error_strategy.h"
#include "syntax/prescan.h"
#include "syntax/token_text.h"

namespace gangway::gen {
namespace {

/// Reports what the lexer could not read. Such tokens stand on a channel that the parser does not see.
void report_broken_tokens(antlr4::CommonTokenStream& tokens, const TokenText& text, DiagnosticSink& sink) {
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
        sink.report(rules::unterminated_string, span);
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
  if (!prescan(source, id, sink)) return nothing;

  const Checkpoint checkpoint(sink);
  const TokenText text(source, id);
  antlr4::ANTLRInputStream input(std::string{text.antlr_input()});
  antlr::GangwayLexer lexer(&input);
  lexer.removeErrorListeners();
  antlr4::CommonTokenStream tokens(&lexer);
  tokens.fill();
  report_broken_tokens(tokens, text, sink);

  antlr::GangwayParser parser(&tokens);
  parser.removeErrorListeners();
  const auto strategy = std::make_shared<ErrorStrategy>(text, sink);
  parser.setErrorHandler(strategy);
  parser.getInterpreter<antlr4::atn::ParserATNSimulator>()->setPredictionMode(
      antlr4::atn::PredictionMode::SLL);
  try {
    antlr::GangwayParser::FileContext* tree = parser.file();
    const bool is_sound = checkpoint.no_new_errors();
    if (is_sound && strategy->has_recovered()) throw std::logic_error("a syntax error was not reported");
    return build_ast(*tree, tokens, text, id, is_sound, sink);
  } catch (const antlr4::ParseCancellationException&) {
    return nothing;
  }
}

}  // namespace gangway::gen
