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
  CHECK(text.ends_with("gangway: and 10 more\n"));
}

TEST_CASE("as JSON each diagnostic is one object on one line") {
  Page page("a \"b\"\n");
  page.sink.report(rules::unknown_type, page.span(2, 5), "\"b\"\n").note(page.span(0, 1), "here");
  page.sink.report(rules::unused_import, page.span(5, 5), "x");
  const std::string text = render_json(page.sink.sorted(), page.sources);
  const auto first = nlohmann::json::parse(text.substr(0, text.find('\n')));
  CHECK(first == nlohmann::json::parse(
                     R"({"file":"chat.gw","line":1,"column":3,"endLine":1,"endColumn":6,"code":"GW2101",
      "severity":"error","message":"no type named `\"b\"\n`","notes":[{"file":"chat.gw","line":1,"column":1,"endLine":1,
      "endColumn":2,"message":"here"}]})"));
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
