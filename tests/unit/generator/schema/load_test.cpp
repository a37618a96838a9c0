#include "schema/load.h"

#include <filesystem>
#include <string>
#include <variant>

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include "schema/dump.h"
#include "support/corpus.h"

namespace gangway::test {
namespace {

using gen::LoadError;
using nlohmann::json;

const char* const kEverything = R"(package demo;
type Name = string;
type Names = list<Name>;
enum Presence { online, away, reserved gone }
closed enum Role { guest, admin }
struct Text { body: string; reserved colour; }
struct Image { url: string; }
union Content tag "kind" { text: Text, image: Image }
error Full { limit: u32; }
const Far: u64 = 18446744073709551615;
const Near: i64 = -9007199254740993;
struct All {
  a?: Name?;
  b: Presence = away;
  c: Names = [];
  d: map<string, list<u64?>>;
  e: u64 = Far;
  f: f64 = 1.5;
  g: string? = null;
  h: duration = 3s;
  i: f64 = 2;
}
@path("/x") @heartbeat(25s, timeout: 20s) @maxPayload(64KiB)
gateway G {
  handshake { token: string; }
  session { role: Role = guest; }
  on ping();
  namespace chat "/chat" {
    session { seen: u32; }
    room Thread(name: Name) { emit posted(Content); }
    on join(name: Name, times: u32 = 3) -> list<Content> throws Full;
    on history(Name) -> stream All;
    emit confirm(question: string) -> bool;
  }
}
)";

gen::Schema must_load(const std::string& text) {
  auto loaded = gen::load_dump(text);
  if (const auto* error = std::get_if<LoadError>(&loaded)) FAIL(error->at << ": " << error->what);
  return std::get<gen::Schema>(std::move(loaded));
}

LoadError error_of(const std::string& text) {
  auto loaded = gen::load_dump(text);
  REQUIRE(std::holds_alternative<LoadError>(loaded));
  return std::get<LoadError>(loaded);
}

TEST_CASE("a dump reads back as the schema it was made from") {
  const std::string text = gen::dump(must_compile(kEverything));
  CHECK(gen::dump(must_load(text)) == text);
}

TEST_CASE("the dumps of the whole good corpus read back as they were") {
  std::size_t count = 0;
  for (const auto& path : corpus_files("good")) {
    const Compiled compiled = compile(without_expectations(read_file(path)));
    if (!compiled.schema) continue;
    CAPTURE(path.filename().string());
    const std::string text = gen::dump(*compiled.schema);
    CHECK(gen::dump(must_load(text)) == text);
    ++count;
  }
  CHECK(count > 10);
}

/// Every place in `value`, from the outside in.
template <class Visit>
void each_place(const json& root, const json::json_pointer& at, const Visit& visit) {
  visit(at);
  const json value = root.at(at);
  if (value.is_object()) {
    for (const auto& [key, inner] : value.items()) each_place(root, at / key, visit);
  } else if (value.is_array()) {
    for (std::size_t i = 0; i < value.size(); ++i) each_place(root, at / i, visit);
  }
}

TEST_CASE("whatever is broken in a dump is an error with a place, or a schema that can be dumped again") {
  const json root = json::parse(gen::dump(must_compile(kEverything)));
  std::size_t refused = 0;
  std::size_t tried = 0;
  const auto attempt = [&](const json& broken) {
    ++tried;
    auto loaded = gen::load_dump(broken.dump());
    if (const auto* error = std::get_if<LoadError>(&loaded)) {
      ++refused;
      CHECK(!error->what.empty());
    } else {
      CHECK(!gen::dump(std::get<gen::Schema>(loaded)).empty());
    }
  };
  each_place(root, json::json_pointer(), [&](const json::json_pointer& at) {
    for (const json& instead :
         {json(), json(true), json(-1), json(1.5), json("x"), json::array(), json::object()}) {
      json broken = root;
      broken[at] = instead;
      attempt(broken);
    }
    if (at.empty()) return;
    json broken = root;
    json& parent = broken[at.parent_pointer()];
    if (parent.is_object()) parent.erase(at.back());
    if (parent.is_array()) parent.erase(std::stoul(at.back()));
    attempt(broken);
  });
  CHECK(tried > 3000);
  CHECK(refused > tried / 2);
}

TEST_CASE("what is wrong with a dump is said, and where") {
  CHECK(error_of("{").kind == LoadError::Kind::NotJson);
  CHECK(error_of(R"({"version":2,"files":[]})").kind == LoadError::Kind::Version);
  const json whole = json::parse(gen::dump(must_compile("package d;\nstruct A { x: u32; y: A?; }\n")));

  json broken = whole;
  broken["files"][0]["types"][0]["fields"][1]["type"]["type"] = "d.B";
  LoadError error = error_of(broken.dump());
  CHECK(error.at == "/files/0/types/0/fields/1/type/type");
  CHECK(error.what == "there is no type `d.B`");

  broken = whole;
  broken["files"][0]["types"][0]["fields"][0]["type"]["scalar"] = "u31";
  error = error_of(broken.dump());
  CHECK(error.at == "/files/0/types/0/fields/0/type/scalar");
  CHECK(error.what.starts_with("found \"u31\", expected one of `bool`, `i8`"));

  broken = whole;
  broken["files"][0]["types"][0].erase("reserved");
  CHECK(error_of(broken.dump()).what == "the key `reserved` is missing");
}

TEST_CASE("an alias that stands for itself is refused, not followed") {
  const json whole = json::parse(gen::dump(must_compile("package d;\ntype A = u32;\ntype B = A;\n")));
  json broken = whole;
  broken["files"][0]["types"][0]["target"] = whole["files"][0]["types"][1]["target"];
  broken["files"][0]["types"][0]["target"]["type"] = "d.B";
  CHECK(error_of(broken.dump()).what.find("stands for itself") != std::string::npos);
  broken["files"][0]["types"][0]["target"] = {
      {"kind", "list"}, {"nullable", false}, {"element", whole["files"][0]["types"][1]["target"]}};
  broken["files"][0]["types"][0]["target"]["element"]["type"] = "d.A";
  CHECK(error_of(broken.dump()).what.find("of itself") != std::string::npos);
}

}  // namespace
}  // namespace gangway::test
