#include <cstdlib>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include <doctest/doctest.h>

#include "diagnostics/render.h"
#include "support/corpus.h"
#include "syntax/limits.h"
#include "syntax/parse.h"

// No text may make the front end fail in any other way than by a diagnostic.

namespace gangway::test {
namespace {

std::string repeated(std::string_view text, std::size_t count) {
  std::string result;
  for (std::size_t i = 0; i < count; ++i) result += text;
  return result;
}

/// Parses `text`, renders what was reported in both ways, and answers with the codes.
std::string codes_of(const std::string& text) {
  gen::SourceMap sources;
  const gen::SourceId id = sources.add_text("main.gw", text);
  gen::DiagnosticSink sink;
  gen::parse(sources, id, sink);
  const std::vector<gen::Diagnostic> diagnostics = sink.sorted();
  CHECK(gen::render_text(diagnostics, sources).size() < 1'000'000);
  CHECK(gen::render_json(diagnostics, sources).size() < 10'000'000);
  std::string codes;
  for (const gen::Diagnostic& d : diagnostics) codes.append(d.code).append(" ");
  return codes;
}

TEST_CASE("brackets are nested as deep as the limit and no deeper") {
  const auto nested = [](std::size_t depth) {
    return "package demo;\ntype A = " + repeated("list<", depth) + "u8" + repeated(">", depth) + ";\n";
  };
  CHECK(codes_of(nested(gen::kMaxNesting)) == "");
  CHECK(codes_of(nested(gen::kMaxNesting + 1)) == "GW1003 ");
  CHECK(codes_of(nested(100'000)) == "GW1003 ");
  CHECK(codes_of("package demo;\nconst A: u8 = " + repeated("[", 200'000)) == "GW1003 ");
  CHECK(codes_of("package demo;\n@a(" + repeated("b(", 200'000)) == "GW1003 ");
}

TEST_CASE(
    "brackets that hide their depth behind closing ones are given up after a bounded number of errors") {
  CHECK_FALSE(codes_of("package demo;\ntype A = " + repeated("list<>", 100'000)).empty());
  CHECK_FALSE(codes_of("package demo;\ntype A = " + repeated("list<)", 100'000)).empty());
  CHECK_FALSE(codes_of("package demo;\nconst A: u8 = " + repeated("[}", 100'000)).empty());
  CHECK_FALSE(codes_of("package demo;\n" + repeated("struct A {)\n", 50'000)).empty());
}

TEST_CASE("brackets in strings and comments are not nested") {
  CHECK(codes_of("package demo;\nconst A: string = \"" + repeated("(", 1000) + "\";\n") == "");
  CHECK(codes_of("package demo;\n// " + repeated("{", 1000) + "\n/* " + repeated("<", 1000) + " */\n") == "");
}

TEST_CASE("a file over the limit is refused unread") {
  CHECK(codes_of(std::string(gen::kMaxFileBytes + 1, ' ')) == "GW1002 ");
  CHECK(codes_of("package demo;\n//" + std::string(gen::kMaxFileBytes - 16, ' ')) == "");
}

TEST_CASE("text that is not UTF-8 is refused where it stops being so") {
  for (const std::string_view bytes :
       {"\xff", "\xc3", "\xe2\x82", "\xed\xa0\x80", "\xf5\x80\x80\x80", "\xc0\x80"}) {
    const std::string text = "package d\xc3\xa4mo;\n// " + std::string(bytes) + "\n";
    gen::SourceMap sources;
    const gen::SourceId id = sources.add_text("main.gw", text);
    gen::DiagnosticSink sink;
    gen::parse(sources, id, sink);
    REQUIRE(sink.sorted().size() == 1);
    CHECK(sink.sorted()[0].code == "GW1001");
    CHECK(sink.sorted()[0].at->begin == 18);
  }
}

TEST_CASE("empty and tiny files are read") {
  CHECK(codes_of("") == "");
  CHECK(codes_of("\n\n") == "");
  CHECK(codes_of("\xEF\xBB\xBF") == "");
  CHECK(codes_of(std::string("\0", 1)) == "GW1004 ");
  for (char c = ' '; c <= '~'; ++c) codes_of(std::string(1, c));
}

TEST_CASE("long chains of declarations do not exhaust the stack") {
  std::string structs = "package demo;\n";
  std::string constants = "package demo;\nconst C0: u8 = 1;\n";
  std::string aliases = "package demo;\ntype A0 = u8;\n";
  for (int i = 0; i < 3000; ++i) {
    const std::string here = std::to_string(i);
    const std::string next = std::to_string(i + 1);
    structs += "struct S" + here + " { s: S" + next + "; }\n";
    constants += "const C" + next + ": u8 = C" + here + ";\n";
    aliases += "type A" + next + " = A" + here + ";\n";
  }
  structs += "struct S3000 { s: u8; }\n";
  CHECK(compile(structs).codes() == "");
  CHECK(compile(constants).codes() == "");
  CHECK(compile(aliases).codes() == "");
}

TEST_CASE("damaged schemas never do worse than be refused") {
  std::vector<std::string> seeds;
  for (const char* folder : {"good", "bad"}) {
    for (const auto& path : corpus_files(folder)) {
      if (std::string text = read_file(path); text.size() < 6000) seeds.push_back(std::move(text));
    }
  }
  constexpr std::string_view kPieces[] = {"{",  "}",  "(",      ")",  "<",  ">",  ";",      ":",
                                          "\"", "//", "/*",     "@",  "..", "->", "stream", "reserved",
                                          "on", "\n", "struct", "5s", "-",  "\\", "\x80",   ","};
  std::mt19937 random(20261121);
  const auto below = [&](std::size_t n) { return static_cast<std::size_t>(random() % n); };
  const char* wanted = std::getenv("GANGWAY_FUZZ_ROUNDS");  // more than a test run has time for
  const int rounds = wanted != nullptr ? std::atoi(wanted) : 600;
  for (int round = 0; round < rounds; ++round) {
    std::string text = seeds[below(seeds.size())];
    for (std::size_t edits = 1 + below(6); edits > 0 && !text.empty(); --edits) {
      const std::size_t at = below(text.size());
      switch (below(4)) {
        case 0:
          text.erase(at, 1 + below(20));
          break;
        case 1:
          text.insert(at, kPieces[below(std::size(kPieces))]);
          break;
        case 2:
          text[at] = static_cast<char>(below(256));
          break;
        default:
          text.insert(at, text.substr(below(text.size()), below(40)));
          break;
      }
    }
    CAPTURE(text);
    compile(text);
  }
  for (int round = 0; round < rounds / 3; ++round) {
    std::string text(below(400), ' ');
    for (char& c : text) c = static_cast<char>(below(256));
    codes_of(text);
  }
}

}  // namespace
}  // namespace gangway::test
