#include <algorithm>
#include <array>
#include <cctype>
#include <cstdlib>
#include <random>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

#include "diagnostics/render.h"
#include "support/corpus.h"

// One mistake is one error: what was forgotten is put in, what is broken costs one statement, and nothing is
// said about what may have been lost.

namespace gangway::test {
namespace {

TEST_CASE("what was only forgotten costs nothing else") {
  CHECK(compile("package d\nstruct A { x: u8; }\n").codes() == "GW1010");
  CHECK(compile("package d; struct A { x: u8 }\nstruct B { a: A; c: Nothing; }").codes() == "GW1010 GW2101");
  CHECK(compile("package d; struct A { x: u8; y: u8\n z: Nothing; }").codes() == "GW1010 GW2101");
  CHECK(compile("package d; enum E { a b, c }\nstruct S { e: E = b; }").codes() == "GW1008");
  CHECK(compile("package d; gateway G { on a(x: u8 y: Nothing); }").codes() == "GW1008 GW2101");
  CHECK(compile("package d;\nstruct A {\n  x: u8;\nstruct B { a: A; }\ngateway G { on b(B); }").codes() ==
        "GW1021");
  CHECK(compile("package d;\ngateway G {\n namespace n {\n  on a();\n").codes() == "GW1011");
}

TEST_CASE("a misspelt keyword is read as what was meant") {
  CHECK(compile("package d; stuct A { x: u8; }\nstruct B { a: A; }").codes() == "GW1009");
  CHECK(compile("package d; message A { x: Nothing; }\nstruct B { a: A; }").codes() == "GW1009 GW2101");
  CHECK(compile("package d; gateway G { onn a(); emt b(); on a(); }").codes() == "GW1009 GW3001");
  CHECK(compile("package d; error E;\ngateway G { on a() throw E; }").codes() == "GW1009");
}

TEST_CASE("a string without an end keeps no more than its line") {
  // Its `{` went with the line, so that what the namespace holds is not known to be in it, nor judged.
  CHECK(
      compile("package d;\ngateway G {\n namespace n \"/n {\n  on a(x: Nothing);\n }\n}\nstruct S { x: No; }")
          .codes() == "GW1005 GW2101");
  CHECK(compile(
            "package d;\nimport \"b.gw;\nstruct A { b: B; }\n// --- b.gw\npackage d;\nstruct B { x: u8; }\n")
            .codes() == "GW1005");
}

TEST_CASE("a broken declaration keeps its name, and what uses it is not called wrong") {
  for (const std::string broken :
       {"struct A : B { x: u8; }", "type A = list<;", "const A: u8 = 1.5q;", "enum A { x, 5 }",
        "union A tag kind { x: X }", "guard A(role u8);", "gateway A on x();", "struct A {{ x: u8; }"}) {
    CAPTURE(broken);
    const std::string uses =
        "struct U1 { a: A; l: list<A>; }\nstruct U2 { x: u32 = A; s: string @pipe(A); }\n"
        "@path(\"/g\") gateway G { @requires(A) on e(A) throws A; }\n";
    const std::string codes = compile("package d;\n" + broken + "\n" + uses).codes();
    CHECK(codes.size() > 0);
    CHECK(codes.find("GW21") == std::string::npos);
    CHECK(codes.find("GW31") == std::string::npos);
    CHECK(codes.find("GW4004") == std::string::npos);
  }
}

TEST_CASE("what is known of a broken declaration is enough to use it") {
  for (const auto& [broken, use] : std::initializer_list<std::pair<std::string, std::string>>{
           {"struct A { x u8; }", "struct U { a: A; l: list<A>; }"},
           {"const A u8 = 1;", "struct U { x: u32 = A; }"},
           {"error A { room string; }", "gateway G { on e() throws A; }"},
           {"pipe A string;", "struct U { s: string @pipe(A); }"}}) {
    CAPTURE(broken);
    CHECK(compile("package d;\n" + broken + "\n" + use).codes() == "GW1008");
  }
}

TEST_CASE("what cannot be named is not called unknown, what could never be there is") {
  CHECK(compile("package d;\n/* struct A { x: u8; }\nstruct B { a: A; }").codes() == "GW1006");
  CHECK(compile("package d;\nstruct B { a: A; }\n/* struct A { x: u8; }").codes() == "GW1006");
  CHECK(compile("package d;\nimport \"nowhere.gw\";\nstruct B { a: A; s: strng; }").codes() == "GW2002");
  CHECK(compile("package d;\nimport \"b.gw\";\nstruct A { b: B; n: Nothing; }\n// --- b.gw\npackage d;\n"
                "struct B { x u8; }\n")
            .codes() == "GW2101 GW1008");
  CHECK(
      compile(
          "package ;\nimport \"b.gw\";\nstruct A { b: e.B; }\n// --- b.gw\npackage ;\nstruct B { x: u8; }\n")
          .codes() == "GW1008 GW1008");
}

TEST_CASE("what a gap may hold is not missed") {
  CHECK(compile("package d; struct K { a: u8; b u8; }\ngateway G { @latest(b) emit e(K); }").codes() ==
        "GW1008");
  CHECK(compile("package d; @path(\"/x\" 5) gateway G { on a(); }\n@path(\"/\") gateway H { on a(); }")
            .codes() == "GW1008");
  CHECK(compile("package d; gateway G { session { user string; } @rate(1 per 1s, by: session.user) on a(); }")
            .codes() == "GW1008");
}

/// The words, numbers, strings and marks of a schema, without comments.
struct Piece {
  std::size_t begin;
  std::size_t end;
  bool is_name;  ///< A word or a string that others may refer to: damage to it is damage to them.
};

std::vector<Piece> pieces_of(std::string_view text) {
  static const std::set<std::string_view> keywords{
      "package", "import", "type", "const",  "struct",  "closed",    "enum",    "union",
      "tag",     "error",  "pipe", "guard",  "gateway", "handshake", "session", "namespace",
      "room",    "on",     "emit", "stream", "throws",  "reserved"};
  const auto is_part = [](char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_'; };
  std::vector<Piece> pieces;
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t begin = i;
    if (text.substr(i, 2) == "//") {
      i = std::min(text.find('\n', i), text.size());
    } else if (text.substr(i, 2) == "/*") {
      i = std::min(text.find("*/", i) + 2, text.size());
    } else if (text[i] == '"') {
      while (++i < text.size() && text[i] != '"') i += text[i] == '\\' ? 1 : 0;
      pieces.push_back({begin, ++i, true});
    } else if (is_part(text[i])) {
      while (i < text.size() && is_part(text[i])) ++i;
      pieces.push_back({begin, i, !keywords.contains(text.substr(begin, i - begin))});
    } else {
      i += text.substr(i, 2) == "->" || text.substr(i, 2) == ".." ? 2 : 1;
      if (std::string_view(" \t\r\n").find(text[begin]) == std::string_view::npos && text[begin] > 0)
        pieces.push_back({begin, i, false});
    }
  }
  return pieces;
}

void check_places(const Compiled& compiled) {
  const auto check = [&](gen::Span span) {
    CHECK(span.begin <= span.end);
    CHECK(span.end <= compiled.loaded.sources.file(span.file).text.size());
  };
  for (const gen::Diagnostic& d : compiled.diagnostics) {
    if (d.at) check(*d.at);
    for (const gen::Note& note : d.notes) check(note.at);
    for (const gen::FixIt& fix : d.fixes) check(fix.at);
  }
  CHECK_FALSE(gen::render_text(compiled.diagnostics, compiled.loaded.sources).size() == 1);
}

TEST_CASE("one damaged word or mark causes one error, and seldom more") {
  std::mt19937 random(20261122);
  const auto below = [&](std::size_t n) { return static_cast<std::size_t>(random() % n); };
  std::array<std::size_t, 4> by_errors{};  // of damage to marks and keywords: none, one, two, more
  std::size_t rounds = 0;
  std::size_t most = 0;
  const char* wanted = std::getenv("GANGWAY_DAMAGE_ROUNDS");  // more than a test run has time for
  const int per_file = wanted != nullptr ? std::atoi(wanted) : 40;
  for (const auto& path : corpus_files("good")) {
    const std::string whole = read_file(path);
    const std::size_t end = std::min(whole.find("// --- "), whole.size());
    const std::string text = whole.substr(0, end);
    const std::vector<Piece> pieces = pieces_of(text);
    if (pieces.empty()) continue;
    for (int round = 0; round < per_file; ++round) {
      const Piece& hit = pieces[below(pieces.size())];
      const std::string old = text.substr(hit.begin, hit.end - hit.begin);
      const Piece& other = pieces[below(pieces.size())];
      std::string put;
      const std::size_t kind = below(3);
      if (kind == 1) put = old + " " + old;
      if (kind == 2) put = text.substr(other.begin, other.end - other.begin);
      if (put == old) continue;
      const std::string damaged = text.substr(0, hit.begin) + put + text.substr(hit.end) + whole.substr(end);
      CAPTURE(path.filename().string());
      CAPTURE(old);
      CAPTURE(put);
      CAPTURE(damaged);
      const Compiled compiled = compile(damaged);
      check_places(compiled);
      if (hit.is_name) continue;
      std::size_t errors = 0;
      for (const gen::Diagnostic& d : compiled.diagnostics)
        errors += d.severity == gen::Severity::Error ? 1 : 0;
      if (errors > 1 && std::getenv("GANGWAY_SHOW_DAMAGE") != nullptr) {
        MESSAGE(path.filename().string(), ": `", old, "` -> `", put, "`\n",
                gen::render_text(compiled.diagnostics, compiled.loaded.sources));
      }
      ++by_errors[std::min<std::size_t>(errors, 3)];
      ++rounds;
      most = std::max(most, errors);
    }
  }
  MESSAGE(rounds, " damaged marks and keywords: ", by_errors[0], " without an error, ", by_errors[1],
          " with one, ", by_errors[2], " with two, ", by_errors[3], " with more, at most ", most);
  CHECK((by_errors[0] + by_errors[1]) * 100 >= rounds * 80);
}

}  // namespace
}  // namespace gangway::test
