#include <doctest/doctest.h>

#include "analysis/builtin_annotations.h"
#include "analysis/builtin_types.h"
#include "lsp/extents.h"
#include "lsp/language_docs.h"
#include "lsp/positions.h"
#include "lsp/text_shift.h"
#include "lsp/uri.h"

namespace gangway::test::language_server {
namespace {

using namespace gen;
using namespace gen::lsp;

json at(int line, int character) { return {{"line", line}, {"character", character}}; }

TEST_CASE("columns count units of UTF-16, or bytes") {
  const std::string text = "a\n\U0001F44Bé b\r\nc";
  const Positions utf16(text, Encoding::Utf16);
  const Positions utf8(text, Encoding::Utf8);
  const auto b = static_cast<std::uint32_t>(text.find('b'));
  CHECK(utf16.at(b) == at(1, 4));
  CHECK(utf8.at(b) == at(1, 7));
  CHECK(utf16.offset(at(1, 4)) == b);
  CHECK(utf8.offset(at(1, 7)) == b);
  CHECK(utf16.range(0, b) == json{{"start", at(0, 0)}, {"end", at(1, 4)}});
  for (std::uint32_t i = 0; i <= text.size(); ++i) CHECK(utf8.offset(utf8.at(i)) <= i);
}

TEST_CASE("a place that is not there is the nearest one before it") {
  const Positions positions("ab\r\n\U0001F44Bc", Encoding::Utf16);
  CHECK(positions.offset(at(0, 99)) == 2);
  CHECK(positions.offset(at(99, 0)) == 9);
  CHECK(positions.offset(at(1, 1)) == 4);  // in the middle of a pair
  CHECK(Positions("", Encoding::Utf16).offset(at(3, 3)) == 0);
  CHECK_THROWS_AS(static_cast<void>(positions.offset(json::object())), json::exception);
}

TEST_CASE("paths become URIs and come back") {
  const std::filesystem::path path = "/nowhere/with space/größe#1%.gw";
  CHECK(uri_of(path) == "file:///nowhere/with%20space/gr%C3%B6%C3%9Fe%231%25.gw");
  CHECK(path_of(uri_of(path)) == path);
  CHECK(path_of("file://localhost/nowhere/a.gw") == "/nowhere/a.gw");
  CHECK(path_of("file:///nowhere/b/../a%2egw") == "/nowhere/a.gw");
  CHECK(path_of("untitled:One") != path_of("untitled:Two"));
}

TEST_CASE("places move with what was typed, and are lost inside of it") {
  const TextShift shift("one two three", "one twenty-two three");
  CHECK(shift.forward(0) == 0);
  CHECK(shift.forward(4) == 4);
  CHECK(shift.forward(8) == 15);
  CHECK(shift.back(15) == 8);
  CHECK_FALSE(shift.back(8));
  CHECK(TextShift("aa", "aaa").forward(2) == 2);
  CHECK(TextShift("", "x").back(1) == 0);
}

std::string extent(const std::string& text, std::string_view name) {
  SourceFile file;
  file.text = text;
  const auto begin = static_cast<std::uint32_t>(text.find(name));
  const Span at =
      Extents(file, SourceId{}).of({SourceId{}, begin, begin + static_cast<std::uint32_t>(name.size())});
  return text.substr(at.begin, at.end - at.begin);
}

TEST_CASE("a declaration reaches from its annotations to its end") {
  const std::string text =
      "package a;\n@since(\"1\") struct Message { id: u8; tags: map<string, u8> = {}; reserved b, c; }\n"
      "closed enum Role { guest, @deprecated(\"x\") member }\n"
      "gateway G { @rate(1 per 1s, by: address) on join(room: u8, all?: bool) throws A, B; room R(id: u8); "
      "}\n";
  CHECK(extent(text, "Message") ==
        "@since(\"1\") struct Message { id: u8; tags: map<string, u8> = {}; reserved b, c; }");
  CHECK(extent(text, "tags") == "tags: map<string, u8> = {};");
  CHECK(extent(text, "member") == "@deprecated(\"x\") member");
  CHECK(extent(text, "join") == "@rate(1 per 1s, by: address) on join(room: u8, all?: bool) throws A, B;");
  CHECK(extent(text, "room") == "room: u8");
  CHECK(extent("guard G(a: map<string, u8>, b: u8);", "a:") == "a: map<string, u8>");
}

TEST_CASE("how far things reach is known of broken texts, too") {
  CHECK(extent("struct A { x: u8; } } struct B { y", "B") == "struct B { y");
  CHECK(extent("gateway G { on a(x", "a(").substr(0, 4) == "on a");
  CHECK(extent("", "").empty());
}

TEST_CASE("every annotation and every type of the language is explained") {
  for (const AnnotationSpec& spec : annotation_specs()) {
    CAPTURE(spec.name);
    CHECK_FALSE(annotation_doc(spec.name).empty());
  }
  for (const std::string& name : builtin_type_names()) {
    CAPTURE(name);
    CHECK_FALSE(builtin_type_doc(name).empty());
  }
}

}  // namespace
}  // namespace gangway::test::language_server
