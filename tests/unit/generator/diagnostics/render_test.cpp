#include "diagnostics/render.h"

#include <algorithm>
#include <string>
#include <vector>

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include "diagnostics/catalogue.h"
#include "diagnostics/nearest_name.h"

namespace gangway::test {
namespace {

using namespace gen;

struct Page {
  SourceMap sources;
  DiagnosticSink sink;
  SourceId id;

  explicit Page(std::string text) : id(sources.add_text("chat.gw", std::move(text))) {}
  [[nodiscard]] Span span(std::uint32_t begin, std::uint32_t end) const { return {id, begin, end}; }
  [[nodiscard]] std::string text() const { return render_text(sink.sorted(), sources); }
};

TEST_CASE("a diagnostic shows its line with a caret under the smallest wrong thing") {
  Page page("package d;\n  on send(m: Mesage);\n");
  page.sink.report(rules::unknown_type_suggest, page.span(24, 30), "Mesage", "Message")
      .note(page.span(8, 9), "here");
  CHECK(page.text() ==
        "chat.gw:2:14: error GW2102: no type named `Mesage`; the nearest is `Message`\n"
        " 2 |   on send(m: Mesage);\n"
        "   |              ^~~~~~\n"
        "chat.gw:1:9: note: here\n"
        " 1 | package d;\n"
        "   |         ^\n");
}

TEST_CASE("carets stand right behind tabs and letters of several bytes") {
  Page page("\t\xC3\xA4\xC3\xB6 x\n");
  page.sink.report(rules::unknown_type, page.span(6, 7), "x");
  CHECK(page.text() ==
        "chat.gw:1:5: error GW2101: no type named `x`\n 1 | \t\xC3\xA4\xC3\xB6 x\n   | \t   ^\n");
}

TEST_CASE("a place at the end of a line or of the file has one caret") {
  Page page("ab");
  page.sink.report(rules::missing_semicolon, page.span(2, 2), "ab");
  CHECK(page.text() == "chat.gw:1:3: error GW1010: missing `;` after `ab`\n 1 | ab\n   |   ^\n");
}

TEST_CASE("diagnostics come in order of place, the same one once") {
  Page page("abc\n");
  page.sink.report(rules::unknown_type, page.span(2, 3), "c");
  page.sink.report(rules::unknown_type, page.span(0, 1), "a");
  page.sink.report(rules::unknown_type, page.span(0, 1), "a");
  page.sink.report(rules::cannot_read, std::nullopt, "x.gw");
  const auto sorted = page.sink.sorted();
  REQUIRE(sorted.size() == 3);
  CHECK(sorted[0].code == "GW9001");
  CHECK(sorted[1].at->begin == 0);
  CHECK(sorted[2].at->begin == 2);
}

TEST_CASE("no more than fifty are shown, and how many are left is said") {
  Page page(std::string(100, '\n'));
  for (std::uint32_t i = 0; i < 60; ++i)
    page.sink.report(rules::unknown_type, page.span(i, i), std::to_string(i));
  const std::string text = page.text();
  CHECK(text.find("`49`") != std::string::npos);
  CHECK(text.find("`50`") == std::string::npos);
  CHECK(text.ends_with("gangway: and 10 more; `--max-errors 0` shows all\n"));
  CHECK(render_text(page.sink.sorted(), page.sources, {false, 0}).find("`59`") != std::string::npos);
  CHECK(render_text(page.sink.sorted(), page.sources, {false, 3})
            .ends_with("and 57 more; `--max-errors 0` shows all\n"));
}

TEST_CASE("errors go before warnings where there is not room for all") {
  Page page("abc\n");
  page.sink.report(rules::unused_import, page.span(0, 1), "x");
  page.sink.report(rules::unused_import, page.span(1, 2), "y");
  page.sink.report(rules::unknown_type, page.span(2, 3), "c");
  const std::vector<Diagnostic> shown = at_most(page.sink.sorted(), 2);
  REQUIRE(shown.size() == 2);
  CHECK(shown[0].code == "GW2004");
  CHECK(shown[1].code == "GW2101");
}

TEST_CASE("a mend that puts something in shows the line as it is to be") {
  Page page("\tstruct A { x: u8 }\n");
  page.sink.report(rules::missing_semicolon, page.span(17, 17), "u8").fix(page.span(17, 17), ";");
  CHECK(page.text().ends_with("help: insert `;`\n 1 | \tstruct A { x: u8; }\n   | \t                +\n"));
}

TEST_CASE("a guess says perhaps and marks what it changes") {
  Page page("x: strng;\n");
  page.sink.report(rules::unknown_type, page.span(3, 8), "strng").suggest("string");
  CHECK(page.text().ends_with("help: perhaps write `string`\n 1 | x: string;\n   |    ~~~~~~\n"));
}

TEST_CASE("a mend of several lines shows what goes and what comes") {
  Page page("import \"a.gw\";\nimport \"a.gw\";\nstruct A {\n  /// b\n  x: u8;\n");
  page.sink.report(rules::duplicate_import, page.span(15, 29), "a.gw").fix(page.span(15, 30), "");
  page.sink.report(rules::unclosed_block, page.span(57, 57), "struct A").fix(page.span(57, 57), "\n}");
  const std::string text = page.text();
  CHECK(text.find("help: take out `import \"a.gw\";`\n 2 - import \"a.gw\";\n") != std::string::npos);
  CHECK(text.ends_with("help: insert `}`\n 6 + }\n"));
}

TEST_CASE("colours are only where they are asked for") {
  Page page("x: strng;\n");
  page.sink.report(rules::unknown_type, page.span(3, 8), "strng")
      .suggest("string")
      .note(page.span(0, 1), "here");
  CHECK(page.text().find('\x1b') == std::string::npos);
  std::string coloured = render_text(page.sink.sorted(), page.sources, {true, 0});
  CHECK(coloured.find("\x1b[1;31merror GW2101:\x1b[0m") != std::string::npos);
  for (std::size_t at = coloured.find('\x1b'); at != std::string::npos; at = coloured.find('\x1b', at)) {
    coloured.erase(at, coloured.find('m', at) - at + 1);
  }
  CHECK(coloured == page.text());
}

TEST_CASE("for GitHub each diagnostic is one command, with nothing in it that would end it") {
  Page page("a, b: 100%\n");
  page.sink.report(rules::unknown_type, page.span(3, 4), "50%\r\n")
      .note(page.span(0, 1), "first")
      .fix(page.span(3, 4), "c");
  page.sink.report(rules::cannot_read, std::nullopt, "x,y:z.gw");
  CHECK(render_github(page.sink.sorted(), page.sources) ==
        "::error title=GW9001::cannot read `x,y:z.gw`\n"
        "::error file=chat.gw,line=1,col=4,endLine=1,endColumn=5,title=GW2101::no type named "
        "`50%25%0D%0A`%0Achat.gw:1:1: "
        "first%0Ahelp: write `c`\n");
  SourceMap odd;
  const SourceId id = odd.add_text("a,b:c%.gw", "x");
  DiagnosticSink sink;
  sink.report(rules::unused_import, Span{id, 0, 1}, "y");
  CHECK(render_github(sink.sorted(), odd).starts_with("::warning file=a%2Cb%3Ac%25.gw,line=1,"));
}

TEST_CASE("a SARIF log has a rule for each code, both places and the fix") {
  Page page("a \xC3\xA4 strng\n");
  page.sink.report(rules::unknown_type_suggest, page.span(5, 10), "strng", "string")
      .note(page.span(0, 1), "here")
      .guess(page.span(5, 10), "string");
  page.sink.report(rules::unknown_type_suggest, page.span(0, 1), "a", "b");
  page.sink.report(rules::cannot_read, std::nullopt, "x.gw");
  const auto log = nlohmann::json::parse(render_sarif(page.sink.sorted(), page.sources, "1.2.3"));
  CHECK(log["version"] == "2.1.0");
  const auto& run = log["runs"][0];
  CHECK(run["tool"]["driver"]["version"] == "1.2.3");
  CHECK(run["tool"]["driver"]["rules"].size() == 2);
  CHECK(run["tool"]["driver"]["rules"][1]["id"] == "GW2102");
  REQUIRE(run["results"].size() == 3);
  CHECK_FALSE(run["results"][0].contains("locations"));
  const auto& result = run["results"][2];
  CHECK(result["ruleIndex"] == 1);
  CHECK(result["level"] == "error");
  const auto& place = result["locations"][0]["physicalLocation"];
  CHECK(place["artifactLocation"]["uri"] == "chat.gw");
  CHECK(place["region"] ==
        nlohmann::json::parse(R"({"startLine":1,"startColumn":5,"endLine":1,"endColumn":10})"));
  CHECK(result["relatedLocations"][0]["message"]["text"] == "here");
  CHECK(result["fixes"][0]["description"]["text"] == "perhaps write `string`");
  CHECK(result["fixes"][0]["artifactChanges"][0]["replacements"][0]["insertedContent"]["text"] == "string");
  const auto empty = nlohmann::json::parse(render_sarif({}, page.sources, "1"));
  CHECK(empty["runs"][0]["results"].empty());
}

TEST_CASE("as JSON each diagnostic is one object on one line") {
  Page page("a \"b\"\n");
  page.sink.report(rules::unknown_type, page.span(2, 5), "\"b\"\n")
      .note(page.span(0, 1), "here")
      .guess(page.span(2, 5), "c");
  page.sink.report(rules::unused_import, page.span(5, 5), "x");
  const std::string text = render_json(page.sink.sorted(), page.sources);
  const auto first = nlohmann::json::parse(text.substr(0, text.find('\n')));
  CHECK(first == nlohmann::json::parse(
                     R"({"file":"chat.gw","line":1,"column":3,"endLine":1,"endColumn":6,"code":"GW2101",
      "severity":"error","message":"no type named `\"b\"\n`","notes":[{"file":"chat.gw","line":1,"column":1,"endLine":1,
      "endColumn":2,"message":"here"}],"guess":true,"fixes":[{"file":"chat.gw","line":1,"column":3,"endLine":1,
      "endColumn":6,"replacement":"c"}]})"));
  CHECK(std::count(text.begin(), text.end(), '\n') == 2);
}

TEST_CASE("the nearest name is a slip away, in any case, and short names are not guessed") {
  const std::vector<std::string> names{"Message", "Member", "string", "u8"};
  CHECK(nearest_name("Mesage", names) == "Message");
  CHECK(nearest_name("message", names) == "Message");
  CHECK(nearest_name("Memebr", names) == "Member");
  CHECK(nearest_name("strng", names) == "string");
  CHECK(nearest_name("U8", names) == "u8");
  CHECK_FALSE(nearest_name("u9", names));
  CHECK_FALSE(nearest_name("Person", names));
  CHECK_FALSE(nearest_name("", names));
}

}  // namespace
}  // namespace gangway::test
