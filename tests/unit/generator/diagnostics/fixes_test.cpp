#include <algorithm>
#include <array>
#include <set>
#include <string>

#include <doctest/doctest.h>

#include "diagnostics/apply_fixes.h"
#include "driver/cli.h"
#include "support/corpus.h"

// Fixes: what is certain is made by `gangway check --fix`, and nothing else changes.

namespace gangway::test {
namespace {

int check_fix(const std::string& file) {
  const std::array<const char*, 4> argv{"gangway", "check", file.c_str(), "--fix"};
  return gen::run(static_cast<int>(argv.size()), argv.data());
}

TEST_CASE("every fix of the corpus that is certain mends its mistake") {
  std::set<std::string> mended;
  for (const auto& path : corpus_files("bad")) {
    const Compiled before = compile(without_expectations(read_file(path)));
    for (std::size_t i = 0; i < before.diagnostics.size(); ++i) {
      const gen::Diagnostic& d = before.diagnostics[i];
      if (d.fixes.empty() || d.is_guess) continue;
      CAPTURE(path.filename().string());
      CAPTURE(d.message);
      const gen::Mended one = gen::apply_fixes({d}, before.loaded.sources);
      CHECK(one.count == 1);
      std::string text;
      for (std::size_t file = 0; file < before.loaded.sources.size(); ++file) {
        const auto id = static_cast<gen::SourceId>(file);
        const gen::SourceFile& source = before.loaded.sources.file(id);
        const auto changed = one.texts.find(id);
        if (file != 0)
          text += (text.ends_with('\n') || text.empty() ? "// --- " : "\n// --- ") + source.shown + "\n";
        text += changed != one.texts.end() ? changed->second : source.text;
      }
      const auto count = [&](const Compiled& compiled) {
        return std::count_if(compiled.diagnostics.begin(), compiled.diagnostics.end(),
                             [&](const gen::Diagnostic& other) { return other.code == d.code; });
      };
      // Mistakes on one line are said one at a time: what is mended may uncover the next of its kind.
      const Compiled after = compile(text);
      CAPTURE(text);
      CHECK(count(after) <= count(before));
      mended.insert(std::string(d.code));
    }
  }
  std::string codes;
  for (const std::string& code : mended) codes += code + ' ';
  CHECK(codes ==
        "GW1008 GW1009 GW1010 GW1016 GW1021 GW1022 GW2004 GW2005 GW2106 GW2111 GW2113 GW2209 ");
}

TEST_CASE("check --fix leaves a clean file, once, and changes nothing else") {
  const ScratchDirectory scratch;
  scratch.write("b.gw", "package d;\nstruct B { x: u8 }\n");
  scratch.write("c.gw", "package d;\nstruct C { x: u8; }\n");
  scratch.write("a.gw",
                "package d\n\n"
                "// A comment.\n"
                "import \"b.gw\";\n"
                "import \"b.gw\";   // twice\n"
                "stuct A {\n"
                "  b: B;  // kept\n"
                "  c: C;\n"
                "  j:   json?\n"
                "  reserved old, old, older;\n"
                "};\n"
                "enum E { one two, three }\n"
                "struct D {\n"
                "  a: A;\n"
                "gateway G {\n"
                "  @since(\"1\") @since(\"1\") on x() throws Bad, Bad;\n"
                "  /// Nothing.\n"
                "}\n"
                "error Bad;\n");
  CHECK(check_fix("a.gw") == 1);  // what is only imported is not touched
  CHECK(scratch.read("b.gw") == "package d;\nstruct B { x: u8 }\n");
  scratch.write("b.gw", "package d;\nstruct B { x: u8; }\n");
  CHECK(check_fix("c.gw") == 0);
  const std::array<const char*, 5> argv{"gangway", "check", "a.gw", "c.gw", "--fix"};
  CHECK(gen::run(static_cast<int>(argv.size()), argv.data()) == 0);
  const std::string expected =
      "package d;\n\n"
      "// A comment.\n"
      "import \"b.gw\";\n"
      "import \"c.gw\";\n"
      "// twice\n"
      "struct A {\n"
      "  b: B;  // kept\n"
      "  c: C;\n"
      "  j:   json;\n"
      "  reserved old, older;\n"
      "}\n"
      "enum E { one, two, three }\n"
      "struct D {\n"
      "  a: A;\n"
      "}\n"
      "gateway G {\n"
      "  @since(\"1\") on x() throws Bad;\n"
      "  // Nothing.\n"
      "}\n"
      "error Bad;\n";
  CHECK(scratch.read("a.gw") == expected);
  CHECK(gen::run(static_cast<int>(argv.size()), argv.data()) == 0);
  CHECK(scratch.read("a.gw") == expected);
}

TEST_CASE(
    "fixes keep the line breaks of their file, two of one place wait for each other, equal ones are one") {
  const gen::SourceId file{};
  CHECK(gen::with_fixes("a\r\nb", {{{file, 1, 1}, "\n}"}}) == "a\r\n}\r\nb");
  CHECK(gen::with_fixes("abc", {{{file, 2, 3}, "z"}, {{file, 0, 1}, ""}, {{file, 2, 3}, "z"}}) == "bz");
  gen::SourceMap sources;
  sources.add_text("a.gw", "abc");
  const auto diagnostic = [&](gen::Span at, std::string text) {
    gen::Diagnostic d;
    d.fix(at, std::move(text));
    return d;
  };
  const gen::Mended mended = gen::apply_fixes(
      {diagnostic({file, 0, 2}, "x"), diagnostic({file, 1, 3}, "y"), diagnostic({file, 0, 2}, "x")}, sources);
  CHECK(mended.count == 2);
  CHECK(mended.texts.at(file) == "xc");
}

TEST_CASE("a guess is not made") {
  const ScratchDirectory scratch;
  const std::string text = "package d;\nstruct A { x: strng; }\n";
  scratch.write("a.gw", text);
  CHECK(check_fix("a.gw") == 1);
  CHECK(scratch.read("a.gw") == text);
}

TEST_CASE("a rule that speaks of two places shows both") {
  const std::set<std::string> two{
      "GW1015", "GW1021", "GW2003", "GW2005", "GW2103", "GW2104", "GW2105", "GW2106", "GW2108", "GW2110",
      "GW2111", "GW2112", "GW2113", "GW2201", "GW2202", "GW2204", "GW2211", "GW2301", "GW2302", "GW3001",
      "GW3002", "GW3003", "GW3004", "GW3007", "GW3013", "GW3015", "GW3104", "GW3107", "GW3303", "GW3304",
      "GW3306", "GW3307", "GW3309", "GW3311", "GW3313", "GW4005", "GW4006", "GW4010"};
  // A field called like its struct, a file that imports itself: one place says it.
  const std::set<std::string> but_not_always{"GW2003", "GW2302"};
  std::set<std::string> seen;
  for (const auto& path : corpus_files("bad")) {
    const Compiled compiled = compile(without_expectations(read_file(path)));
    CAPTURE(path.filename().string());
    for (const gen::Diagnostic& d : compiled.diagnostics) {
      if (!two.contains(std::string(d.code))) continue;
      CAPTURE(d.code);
      CAPTURE(d.message);
      if (!but_not_always.contains(std::string(d.code))) CHECK_FALSE(d.notes.empty());
      if (!d.notes.empty()) seen.insert(std::string(d.code));
    }
  }
  CHECK(seen == two);
}

}  // namespace
}  // namespace gangway::test
