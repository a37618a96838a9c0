#include "schema/dump.h"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include "support/corpus.h"

namespace gangway::test {
namespace {

using nlohmann::json;

json dumped(std::string_view text) { return json::parse(gen::dump(must_compile(text))); }

TEST_CASE("the dump has the keys that generator/README.md documents") {
  const json ir = dumped(
      "/// File.\npackage demo.x;\n/// Doc.\n@deprecated(\"use B\") struct A { /// F.\n f?: list<u8?>; }\n"
      "enum E { a } struct B { e: E = a; } union U tag \"k\" { a: A }\ntype T = string; error Full;\n"
      "const Big: u64 = 18446744073709551615;\n"
      "gateway G { handshake { t: string; } on a(A) -> stream B throws Full; emit b(x: u8); room R(id: u8); "
      "}\n");
  CHECK(ir["version"] == 1);
  const json& file = ir["files"][0];
  CHECK(file["name"] == "main.gw");
  CHECK(file["package"] == "demo.x");
  CHECK(file["docs"] == "File.");
  CHECK(file["requested"] == true);
  const json& a = file["types"][0];
  CHECK(a["kind"] == "struct");
  CHECK(a["line"] == 4);
  CHECK(a["docs"] == "Doc.");
  CHECK(a["deprecated"] == "use B");
  CHECK(a["fields"][0]["optional"] == true);
  CHECK(a["fields"][0]["type"] ==
        json::parse(
            R"({"kind":"list","element":{"kind":"scalar","scalar":"u8","nullable":true},"nullable":false})"));
  CHECK_FALSE(a["fields"][0].contains("default"));
  CHECK(file["types"][2]["fields"][0]["default"] == json::parse(R"({"enumerator":"a"})"));
  CHECK(file["types"][3]["tag"] == "k");
  CHECK(file["types"][3]["arms"][0]["type"]["type"] == "demo.x.A");
  CHECK(file["types"][4]["target"]["scalar"] == "string");
  CHECK(file["types"][5]["kind"] == "error");
  CHECK(file["consts"][0]["value"] == "18446744073709551615");
  const json& gateway = file["gateways"][0];
  CHECK(gateway["path"] == "/");
  CHECK(gateway["hash"].get<std::string>().size() == 16);
  CHECK(gateway["heartbeatMs"].is_null());
  const json& root = gateway["namespaces"][0];
  CHECK(root["root"] == true);
  CHECK(root["handshake"][0]["name"] == "t");
  CHECK(root["ownHandshake"] == false);
  CHECK(root["session"].is_null());
  CHECK(root["ons"][0]["payload"]["kind"] == "type");
  CHECK(root["ons"][0]["reply"]["kind"] == "stream");
  CHECK(root["ons"][0]["throws"] == json::parse(R"(["demo.x.Full"])"));
  CHECK(root["emits"][0]["payload"]["params"][0]["name"] == "x");
  CHECK(root["rooms"][0]["keys"][0]["name"] == "id");
}

TEST_CASE("every good schema has a dump that is JSON") {
  for (const auto& path : corpus_files("good")) {
    CAPTURE(path.filename().string());
    CHECK_NOTHROW(dumped(read_file(path)));
  }
}

}  // namespace
}  // namespace gangway::test
