#include <string>
#include <vector>

#include <GangwayLexer.h>
#include <GangwayParser.h>
#include <antlr4-runtime.h>
#include <doctest/doctest.h>

#include "support/corpus.h"

// The grammar by itself: what ANTLR's SLL mode decides is what full LL would.

namespace gangway::test {
namespace {

/// Counts what must not happen in a grammar that SLL decides.
class DoubtCounter : public antlr4::BaseErrorListener {
 public:
  void reportAmbiguity(antlr4::Parser*, const antlr4::dfa::DFA&, size_t, size_t, bool,
                       const antlrcpp::BitSet&, antlr4::atn::ATNConfigSet*) override {
    ++ambiguities;
  }
  void reportAttemptingFullContext(antlr4::Parser*, const antlr4::dfa::DFA&, size_t, size_t,
                                   const antlrcpp::BitSet&, antlr4::atn::ATNConfigSet*) override {
    ++fallbacks;
  }
  void reportContextSensitivity(antlr4::Parser*, const antlr4::dfa::DFA&, size_t, size_t, size_t,
                                antlr4::atn::ATNConfigSet*) override {
    ++sensitivities;
  }

  int ambiguities = 0;
  int fallbacks = 0;
  int sensitivities = 0;
};

DoubtCounter doubts_about(const std::string& text) {
  antlr4::ANTLRInputStream input(text);
  gen::antlr::GangwayLexer lexer(&input);
  lexer.removeErrorListeners();
  antlr4::CommonTokenStream tokens(&lexer);
  gen::antlr::GangwayParser parser(&tokens);
  parser.removeErrorListeners();
  DoubtCounter doubts;
  parser.addErrorListener(&doubts);
  parser.getInterpreter<antlr4::atn::ParserATNSimulator>()->setPredictionMode(
      antlr4::atn::PredictionMode::LL_EXACT_AMBIG_DETECTION);
  parser.file();
  return doubts;
}

TEST_CASE("nothing in the corpus is ambiguous or needs more than SLL") {
  for (const char* folder : {"good", "bad"}) {
    for (const auto& path : corpus_files(folder)) {
      if (path.filename() == "GW1001_invalid_utf8.gw") continue;  // refused before ANTLR sees it
      CAPTURE(path.filename().string());
      std::string text = read_file(path);
      if (text.starts_with("\xEF\xBB\xBF")) text.erase(0, 3);
      for (const CaseFile& file : split_case(text)) {
        const DoubtCounter doubts = doubts_about(file.text);
        CHECK(doubts.ambiguities == 0);
        CHECK(doubts.fallbacks == 0);
        CHECK(doubts.sensitivities == 0);
      }
    }
  }
}

}  // namespace
}  // namespace gangway::test
