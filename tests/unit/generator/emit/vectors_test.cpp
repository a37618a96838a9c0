#include <doctest/doctest.h>

#include <algorithm>
#include <string>

#include <nlohmann/json.hpp>

#include "emit/vectors/pattern_samples.h"
#include "emit/vectors/vectors.h"
#include "support/compile.h"

using namespace gangway;
using gen::vectors::Match;

namespace {

nlohmann::json vectors_of(std::string_view schema) {
  return nlohmann::json::parse(gen::vectors::vectors(test::must_compile(schema)));
}

/// "rule path", what is written, or "" where the text is not among the vectors.
std::string said_of(const nlohmann::json& all, const std::string& json) {
  for (const nlohmann::json& one : all.at("vectors")) {
    if (one.value("json", "") != json) continue;
    return one.contains("rule") ? one.at("rule").get<std::string>() + " " + one.value("path", "anywhere")
                                : one.at("writes").get<std::string>();
  }
  return "";
}

}  // namespace

TEST_CASE("vectors: the edges of a type and what is beyond them") {
  const nlohmann::json all = vectors_of("package p; struct S { n: u8; }");
  CHECK(said_of(all, R"({"n":255})") == R"({"n":255})");
  CHECK(said_of(all, R"({"n":256})") == "range /n");
  CHECK(said_of(all, R"({"n":1.0})") == R"({"n":1})");
  CHECK(said_of(all, R"({"n":01})") == "syntax anywhere");
  CHECK(said_of(all, "{}") == "missing /n");
  CHECK(said_of(all, R"({"n":1,"n":1})") == "duplicate /n");
  CHECK(said_of(all, "null") == "type ");
}

TEST_CASE("vectors: what may be left out is filled in, or is not there") {
  const nlohmann::json all = vectors_of("package p; struct S { a: i64 = -7; b?: bool; c?: bool?; }");
  CHECK(said_of(all, "{}") == R"({"a":"-7"})");
  CHECK(said_of(all, R"({"a":"1","b":null,"c":true})") == R"({"a":"1","c":true})");
  CHECK(said_of(all, R"({"a":"1","b":true,"c":null})") == R"({"a":"1","b":true,"c":null})");
}

TEST_CASE("vectors: open keeps what is unknown, closed refuses it") {
  const nlohmann::json all = vectors_of(
      "package p; enum E { a } closed enum C { a } struct X {} union U tag \"t\" { x: X } closed union V tag "
      "\"t\" { x: X }");
  std::string verdicts;
  for (const nlohmann::json& one : all.at("vectors")) {
    if (one.value("json", "") == R"("no_such_name")" ||
        one.value("json", "") == R"({"t":"constructor","a":[1,{"b":null}]})")
      verdicts += one.value("rule", "ok") + one.value("path", "") + " ";
  }
  CHECK(verdicts == "ok enum ok tag/t ");
}

TEST_CASE("vectors: every type has a valid value, also one that contains itself") {
  const nlohmann::json all = vectors_of(
      "package p; struct Sum { left: E; right: E; } struct N { v: f64; } union E tag \"op\" { sum: Sum, n: N "
      "}"
      " struct Tree { kids: list<Tree>; next?: Tree; }");
  CHECK(all.at("without").empty());
  for (const std::string type : {"p.Sum", "p.N", "p.E", "p.Tree"}) {
    CHECK(std::ranges::any_of(all.at("vectors"), [&](const nlohmann::json& one) {
      return one.at("type") == type && one.contains("writes");
    }));
  }
}

TEST_CASE("vectors: only text that is no UTF-8 is in base64") {
  for (const nlohmann::json& one : vectors_of("package p; struct S { text: string; }").at("vectors")) {
    CHECK(one.contains("base64") == (one.value("rule", "") == "utf8"));
    CHECK((one.contains("writes") || one.contains("rule")));
  }
}

TEST_CASE("samples match their pattern") {
  for (const std::string pattern : {"[a-z0-9-]+", "(?:ab|c){2,3}", "[^a]*", "a\\.b", "[0-9]{3}(?:-[0-9]+)?",
                                    "x|yy|zzz", "\\/[A-Z]", ""}) {
    CAPTURE(pattern);
    const auto samples = gen::vectors::pattern_samples(pattern);
    CHECK(samples.size() == 5);
    for (const std::string& sample : samples) CHECK(gen::vectors::matches(pattern, sample) == Match::Yes);
  }
  CHECK(gen::vectors::pattern_samples("a.b").empty());
  CHECK(gen::vectors::matches("a+", "b") == Match::No);
  CHECK(gen::vectors::matches("a+", "\xC3\xA4") == Match::Unknown);
}
