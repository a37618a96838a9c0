#include <algorithm>
#include <vector>

#include <doctest/doctest.h>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "diagnostics/render.h"
#include "driver/difference.h"
#include "schema/dump.h"
#include "support/corpus.h"
#include "support/formatted.h"
#include "support/random_program.h"
#include "syntax/parse.h"
#include "syntax/tokens.h"

// What holds for whatever is formatted: the corpus and random programs, as they are and with white space and
// comments between any two tokens.

namespace gangway::test {
namespace {

constexpr std::uint32_t kPrograms = 300;

bool parses(std::string_view text) {
  gen::SourceMap sources;
  gen::DiagnosticSink sink;
  gen::parse(sources, sources.add_text("main.gw", std::string(text)), sink);
  return !sink.has_errors();
}

/// The comments of a text in order, without white space.
std::vector<std::string> comments(const std::string& text) {
  gen::SourceFile file;
  file.text = text;
  std::vector<std::string> result;
  for (const gen::Token& token : gen::tokens_of(file, gen::SourceId{})) {
    using Kind = gen::Token::Kind;
    if (token.kind != Kind::Doc && token.kind != Kind::LineComment && token.kind != Kind::BlockComment)
      continue;
    std::string comment = text.substr(token.span.begin, token.span.end - token.span.begin);
    std::erase_if(comment, [](char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; });
    result.push_back(comment);
  }
  return result;
}

void remove_places(nlohmann::json& json) {
  if (json.is_object()) {
    json.erase("line");
    for (auto& [key, value] : json.items()) remove_places(value);
  } else if (json.is_array()) {
    for (nlohmann::json& each : json) remove_places(each);
  }
}

/// The schema as `gangway ir` prints it, without where things stand; empty when the text has mistakes.
nlohmann::json ir(std::string_view text) {
  const Compiled compiled = compile(text);
  if (!compiled.schema) return nullptr;
  nlohmann::json json = nlohmann::json::parse(gen::dump(*compiled.schema));
  remove_places(json);
  return json;
}

void check_formatting(const std::string& text) {
  const std::string once = formatted(text);
  CHECK(gen::difference("formatted twice", once, formatted(once)) == "");
  INFO(text, "\n-------- becomes --------\n", once);
  CHECK(comments(once) == comments(text));
  CHECK(ir(once) == ir(text));
}

TEST_CASE(
    "corpus files, with noise and without, keep their comments and their schema, and are formatted once") {
  std::size_t count = 0;
  for (const char* folder : {"good", "bad"}) {
    for (const auto& path : corpus_files(folder)) {
      CAPTURE(path.filename().string());
      for (const CaseFile& file : split_case(without_expectations(read_file(path)))) {
        if (!parses(file.text)) continue;
        ++count;
        check_formatting(file.text);
        for (std::uint32_t seed = 0; seed < 2; ++seed) check_formatting(with_noise(file.text, seed));
      }
    }
  }
  CHECK(count > 100);
}

TEST_CASE("random programs keep their comments and their schema, and are formatted once") {
  for (std::uint32_t seed = 0; seed < kPrograms; ++seed) {
    CAPTURE(seed);
    const std::string program = random_program(seed);
    const Compiled compiled = compile(program);
    INFO(program, gen::render_text(compiled.diagnostics, compiled.loaded.sources));
    REQUIRE(compiled.schema.has_value());
    check_formatting(program);
    check_formatting(with_noise(program, seed));
  }
}

}  // namespace
}  // namespace gangway::test
