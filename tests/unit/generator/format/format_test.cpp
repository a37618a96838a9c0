#include "format/format.h"

#include <string>
#include <string_view>

#include <doctest/doctest.h>

#include "support/formatted.h"

// What goes in and what comes out, a rule at a time. What holds for every text is in random_test.cpp.

namespace gangway::test {
namespace {

TEST_CASE("tokens of a line stand apart in one way") {
  CHECK(formatted("package a . b;type A=list< string@length( 1 .. 64 )>?@items( ..8 ) ;") ==
        "package a.b;\n\ntype A = list<string @length(1..64)>? @items(..8);\n");
  CHECK(formatted("const A:f64=- 1.5 ;const B : list<u32>=[ 1,2 , ];const C:m={ };") ==
        "const A: f64 = -1.5;\nconst B: list<u32> = [1, 2];\nconst C: m = {};\n");
  CHECK(
      formatted("gateway G{@rate( 20  per 10s,burst :40 ,by:session . user)on f( stream  T ,)->stream T;}") ==
      "gateway G {\n  @rate(20 per 10s, burst: 40, by: session.user) on f(stream T) -> stream T;\n}\n");
}

TEST_CASE("a blank line stands behind the package and behind the imports, and nowhere more than one") {
  CHECK(formatted("package a;\nimport \"x.gw\";\nimport \"y.gw\";\nerror A;\n\n\n\nerror B;\n\n") ==
        "package a;\n\nimport \"x.gw\";\nimport \"y.gw\";\n\nerror A;\n\nerror B;\n");
  CHECK(formatted("struct A {\n\n  a: u8;\n\n\n  b: u8;\n\n}") == "struct A {\n  a: u8;\n\n  b: u8;\n}\n");
}

TEST_CASE("imports stay in their order, which is that of the files in the schema") {
  const std::string text = "package a;\n\nimport \"y.gw\";\nimport \"x.gw\";\n";
  CHECK(formatted(text) == text);
}

TEST_CASE("a block of fields, enumerators or arms stays on its line when it was written so and fits") {
  const std::string text =
      "struct A { a: u8; b: u8; }\nenum E { a, b }\nunion U tag \"t\" { a: A, reserved b }\n";
  CHECK(formatted(text) == text);
  CHECK(formatted("struct A { a: u8;\nb: u8; }") == "struct A {\n  a: u8;\n  b: u8;\n}\n");
  CHECK(formatted("enum E { a, b,\n c }") == "enum E {\n  a,\n  b,\n  c,\n}\n");
  CHECK(formatted("enum E { a, b, }") == "enum E { a, b }\n");
  CHECK(formatted("struct A {\n}\nenum E { }") == "struct A {}\nenum E {}\n");
  const std::string name(90, 'n');
  CHECK(formatted("struct A { " + name + ": u8; }") == "struct A {\n  " + name + ": u8;\n}\n");
}

TEST_CASE("a gateway's members have a line each") {
  CHECK(formatted("gateway G { on a(); room R(id: uuid) { emit b(); } namespace n { } }") ==
        "gateway G {\n  on a();\n  room R(id: uuid) {\n    emit b();\n  }\n  namespace n {}\n}\n");
}

TEST_CASE("the types of fields on consecutive lines stand below each other") {
  CHECK(formatted("struct A {\n  a: u8;\n  long?: u8 = 5;\n\n  other: u8;\n  /// Docs.\n  b: u8;\n}") ==
        "struct A {\n  a:     u8;\n  long?: u8 = 5;\n\n  other: u8;\n  /// Docs.\n  b:     u8;\n}\n");
  CHECK(formatted("union U tag \"t\" {\n  a: A,\n  long: B\n}") ==
        "union U tag \"t\" {\n  a:    A,\n  long: B,\n}\n");
}

TEST_CASE("comments behind lines stand below each other, and go on below themselves") {
  CHECK(formatted("struct A {\n  a: u8; // one\n  long: u8; // two\n            // and on\n  // own\n}") ==
        "struct A {\n  a:    u8;  // one\n  long: u8;  // two\n             // and on\n  // own\n}\n");
}

TEST_CASE("comments stay with what they stand at") {
  CHECK(formatted("a: u8; /* behind */\n") == "a: u8;  /* behind */\n");
  CHECK(formatted("error A; /* before B */ error B;") == "error A;\n/* before B */ error B;\n");
  CHECK(formatted("gateway G { on f(/* none */ ) /* here */ -> u8; // end\n}") ==
        "gateway G {\n  on f(/* none */) /* here */ -> u8;  // end\n}\n");
  CHECK(formatted("// first\n\n/* second */ package a; // third\n// last") ==
        "// first\n\n/* second */ package a;  // third\n// last\n");
  CHECK(formatted("struct A { // about A\n  // nothing else\n}") ==
        "struct A {  // about A\n  // nothing else\n}\n");
  CHECK(formatted("error A\n // in the middle\n ;") == "error A\n    // in the middle\n    ;\n");
}

TEST_CASE("documentation stands above what it documents, whatever line it began on") {
  CHECK(formatted("enum E { /// A.\n  a, /// B.\n b }") == "enum E {\n  /// A.\n  a,\n  /// B.\n  b,\n}\n");
  CHECK(formatted("/// A.\n\n\nerror A;") == "/// A.\nerror A;\n");
}

TEST_CASE("a block comment of several lines moves as one") {
  CHECK(formatted("gateway G {\n/* a\n   b\n */\non f();\n}") ==
        "gateway G {\n  /* a\n     b\n   */\n  on f();\n}\n");
  CHECK(formatted("        /* a\n           b */\nerror A;") == "/* a\n   b */\nerror A;\n");
}

TEST_CASE("annotations before a declaration stay on the lines they were written on") {
  const std::string text =
      "@path(\"/a\") @maxPayload(1KiB)\n@heartbeat(25s, timeout: 20s)\ngateway G {\n  @volatile on f();\n}\n";
  CHECK(formatted(text) == text);
}

TEST_CASE("a long list of parameters has a line for each") {
  CHECK(formatted("gateway G {\n  on join(room: string @length(1..64), since?: timestamp, limit: u32 = 5000, "
                  "more: list<string>) -> u8 throws Full;\n}") ==
        "gateway G {\n  on join(\n    room:   string @length(1..64),\n    since?: timestamp,\n"
        "    limit:  u32 = 5000,\n    more:   list<string>,\n  ) -> u8 throws Full;\n}\n");
  CHECK(formatted("gateway G {\n  on f(\n    a: u8,\n    b: u8,\n  );\n}") ==
        "gateway G {\n  on f(a: u8, b: u8);\n}\n");
  CHECK(formatted("guard G(a: u8, // one\n  b: u8);") == "guard G(\n  a: u8,  // one\n  b: u8,\n);\n");
}

TEST_CASE("other long lines go on below, four columns in") {
  const std::string pattern = "@pattern(\"" + std::string(60, 'x') + "\")";
  CHECK(formatted("type A = string @length(1..64) @trim " + pattern + ";") ==
        "type A = string @length(1..64) @trim\n    " + pattern + ";\n");
  const std::string origin = "\"https://" + std::string(40, 'o') + "\"";
  CHECK(formatted("@origins(" + origin + ", " + origin + ") gateway G {}") ==
        "@origins(" + origin + ",\n    " + origin + ")\ngateway G {}\n");
}

TEST_CASE("a file keeps its line ends and its byte order mark") {
  CHECK(formatted("package a;\r\n\r\n\r\n\r\n/* x\r\n y */\r\nerror A;") ==
        "package a;\r\n\r\n/* x\r\n y */\r\nerror A;\r\n");
  CHECK(formatted("\xEF\xBB\xBFpackage  a;") == "\xEF\xBB\xBFpackage a;\n");
  CHECK(formatted("") == "");
  CHECK(formatted("\n\n// only this\n\n") == "// only this\n");
}

TEST_CASE("columns are counted in characters, not in bytes") {
  CHECK(formatted("struct A {\n  a: string = \"\u00fc\u4e16\"; // one\n  b: string = \"ab\"; // two\n}") ==
        "struct A {\n  a: string = \"\u00fc\u4e16\";  // one\n  b: string = \"ab\";  // two\n}\n");
}

}  // namespace
}  // namespace gangway::test
