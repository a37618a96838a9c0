#include "syntax/parse.h"

#include <string>

#include <doctest/doctest.h>

#include "diagnostics/sink.h"

namespace gangway::test {
namespace {

using namespace gen;

struct Parsed {
  SourceMap sources;
  DiagnosticSink sink;
  ast::File file;

  explicit Parsed(const std::string& text) {
    const SourceId id = sources.add_text("main.gw", text);
    file = parse(sources, id, sink);
  }
  [[nodiscard]] std::string_view text(Span span) const { return sources.text(span); }
};

TEST_CASE("spans are bytes, also behind letters of several bytes and a byte order mark") {
  const Parsed parsed(
      "\xEF\xBB\xBF// \xC3\xA4\xE2\x82\xAC\xF0\x9F\x98\x80\npackage demo; struct Thing { size: u32; }");
  REQUIRE(parsed.file.declarations.size() == 1);
  CHECK(parsed.text(parsed.file.declarations[0].name.span) == "Thing");
  CHECK(parsed.text(parsed.file.package->name.span) == "demo");
}

TEST_CASE("documentation is what stands before a declaration, without slashes and with its indentation") {
  const Parsed parsed(
      "/// The file.\npackage demo;\n/// One.\n///\n///   Two.  \n@since(\"1\")\n/// Three.\nstruct A { }\n");
  CHECK(parsed.file.package->docs == "The file.");
  CHECK(parsed.file.declarations[0].preface.docs == "One.\n\n  Two.\nThree.");
}

TEST_CASE("numbers keep their text, their magnitude and their unit") {
  const Parsed parsed(
      "package d; const A: i8 = -5; const B: duration = 1.5s; const C: u32 = 64KiB; const D: f64 = 2.5e3;");
  const auto value = [&](std::size_t i) {
    return std::get<ast::Const>(parsed.file.declarations[i].what).value;
  };
  CHECK(value(0).negative);
  CHECK(value(0).integer == 5);
  CHECK(value(0).text == "-5");
  CHECK(value(1).kind == ast::Value::Kind::Duration);
  CHECK(value(1).integer == 1500);
  CHECK(value(2).kind == ast::Value::Kind::Size);
  CHECK(value(2).integer == 65536);
  CHECK(value(3).real == 2500);
}

TEST_CASE("the arguments of annotations keep their shapes") {
  const Parsed parsed("package d; @a(1..64, ..5, 2.., 20 per 10s, burst: 40, s.f, g(x)) struct A { }");
  const auto& arguments = parsed.file.declarations[0].preface.annotations[0].arguments;
  REQUIRE(arguments.size() == 7);
  CHECK(arguments[0].kind == ast::Argument::Kind::Range);
  CHECK(arguments[0].first->integer == 1);
  CHECK(arguments[0].second->integer == 64);
  CHECK_FALSE(arguments[1].first);
  CHECK(arguments[1].second->integer == 5);
  CHECK(arguments[2].first->integer == 2);
  CHECK_FALSE(arguments[2].second);
  CHECK(arguments[3].kind == ast::Argument::Kind::Rate);
  CHECK(arguments[3].second->integer == 10000);
  CHECK(arguments[4].label->text == "burst");
  CHECK(arguments[5].first->name.text() == "s.f");
  CHECK(arguments[6].first->kind == ast::Value::Kind::Call);
}

TEST_CASE("what stands in an event's parentheses is told apart") {
  const Parsed parsed(
      "package d; gateway G { on a(); on b(T); on c(t: T); on d(stream T); on e(stream); on f(stream?: T); "
      "on g(T?); }");
  const auto& events = std::get<ast::Gateway>(parsed.file.declarations[0].what).members.events;
  using Kind = ast::Payload::Kind;
  const Kind expected[] = {Kind::None, Kind::Type,   Kind::Params, Kind::Stream,
                           Kind::Type, Kind::Params, Kind::Type};
  REQUIRE(events.size() == std::size(expected));
  for (std::size_t i = 0; i < events.size(); ++i) CHECK(events[i].payload.kind == expected[i]);
  CHECK(events[5].payload.params[0].question_mark);
}

TEST_CASE("a file with a mistake still gives its imports, so that theirs are found in the same run") {
  const Parsed parsed("package d;\nimport \"a.gw\";\nimport ;\nimport \"b.gw\";\nstruct {\n");
  REQUIRE(parsed.file.imports.size() == 2);
  CHECK(parsed.file.imports[0].path.text == "a.gw");
  CHECK(parsed.file.imports[1].path.text == "b.gw");
  CHECK(parsed.file.declarations.empty());
  CHECK(parsed.sink.has_errors());
}

}  // namespace
}  // namespace gangway::test
