#include "board.h"

using namespace test::board;

namespace {

/// "path rule" of each violation that the refusal of `sign` with this payload names.
Frames violations(Talk& talk, const std::string& data) {
  const auto frames = talk.ask(R"({"ns":"/canvas","event":"sign","id":7,"data":)" + data + "}");
  REQUIRE(frames.size() == 1);
  const auto refusal = nlohmann::json::parse(frames[0]).at("error").at("data");
  Frames all;
  for (const auto& each : refusal.at("violations")) {
    all.push_back(each.at("path").get<std::string>() + " " + each.at("rule").get<std::string>());
  }
  REQUIRE_FALSE(all.empty());
  CHECK(all[0] == refusal.at("path").get<std::string>() + " " + refusal.at("rule").get<std::string>());
  return all;
}

}  // namespace

TEST_CASE("a payload that breaks a constraint is refused before its handler") {
  Table table;
  Talk ann(table);
  ann.as("ann");
  CHECK(ann.ask(R"({"ns":"/canvas","event":"sign","id":1,"data":{"name":" ann ","level":1}})") ==
        Frames{R"({"id":1,"data":"ann"})"});
  table.canvas.log.clear();

  const auto refusal = [&](const std::string& data) {
    const auto frames = ann.ask(R"({"ns":"/canvas","event":"sign","id":7,"data":)" + data + "}");
    REQUIRE(frames.size() == 1);
    CHECK(at(frames[0], "/error/code") == "invalid_payload");
    return at(frames[0], "/error/data") + " " + at(frames[0], "/error/message");
  };
  CHECK(
      refusal(R"({"name":"   ","level":1})") ==
      R"({"path":"/name","rule":"length"} the payload breaks the rule `length` at /name: length must be 1..8)");
  CHECK(
      refusal(R"({"name":"Ann","level":1})") ==
      R"({"path":"/name","rule":"pattern"} the payload breaks the rule `pattern` at /name: must match [a-z]+)");
  CHECK(
      refusal(R"({"name":"ann","level":0})") ==
      R"({"path":"/level","rule":"range"} the payload breaks the rule `range` at /level: value must be 1..9)");
  CHECK(
      refusal(R"({"name":"ann","level":1,"tags":["a","toolong"]})") ==
      R"({"path":"/tags/1","rule":"length"} the payload breaks the rule `length` at /tags/1: length must be ..4)");
  CHECK(refusal(R"({"name":"ann","level":1,"tags":["a","b","c"]})") ==
        R"({"path":"/tags","rule":"items"} the payload breaks the rule `items` at /tags: items must be ..2)");
  CHECK(
      refusal(R"({"name":"ann","level":1,"tags":["a","a"]})") ==
      R"({"path":"/tags","rule":"unique"} the payload breaks the rule `unique` at /tags: items must be unique)");
  CHECK(table.canvas.log.empty());
}

TEST_CASE("a handshake that breaks a constraint is refused before the hook") {
  Table table;
  SUBCASE("in gangway.v1") {
    Talk ann(table);
    ann.heard();
    const auto frames = ann.ask(R"({"ns":"/canvas","join":{"user":""}})");
    CHECK(at(frames.at(0), "/error/data") == R"({"path":"/user","rule":"length"})");
  }
  SUBCASE("in the plain dialect") {
    Talk ann(table, "/canvas", "user=");
    const auto frames = ann.heard();
    CHECK(frames.at(0).find("invalid_payload") != std::string::npos);
    CHECK(ann.link.closed);
  }
  CHECK(table.canvas.log.empty());
}

TEST_CASE("with more violations allowed, a refusal names all it finds, the first one first") {
  Table table({.violations = 20});
  Talk ann(table);
  ann.as("ann");
  CHECK(violations(ann, R"({"name":"","level":1})") == Frames{"/name length"});
  CHECK(
      violations(
          ann, R"({"name":"Ann","tags":["a","toolong",5,"b"],"level":99,"shape":{"shape":"dot","at":-1}})") ==
      Frames{"/name pattern", "/tags/1 length", "/tags/2 type", "/level range", "/shape/at range"});
  CHECK(violations(ann, "{}") == Frames{"/name missing", "/level missing"});
  CHECK(violations(ann, R"({"name":{"a":[1]},"level":"x","tags":{}})") ==
        Frames{"/name type", "/level type", "/tags type"});
  CHECK(violations(ann, R"({"name":"Ann","shape":{"at":1}})") ==
        Frames{"/name pattern", "/shape/shape missing", "/level missing"});
  CHECK(violations(ann, R"({"name":"Ann","shape":{"shape":7,"at":1},"level":0})") ==
        Frames{"/name pattern", "/shape/shape type", "/level range"});
  CHECK(violations(ann, R"({"name":"Ann","name":"x","level":0})") ==
        Frames{"/name pattern", "/name duplicate"});
  CHECK(violations(ann, "5") == Frames{" type"});
  const auto without = ann.ask(R"({"ns":"/canvas","event":"echo","id":7})");
  CHECK(at(without.at(0), "/error/data") ==
        R"({"path":"","rule":"missing","violations":[{"path":"","rule":"missing"}]})");
  CHECK(table.canvas.log == Frames{"join ann 1"});

  SUBCASE("but not more than twenty") {
    std::string tags = "\"long0\"";
    for (int i = 1; i < 30; ++i) tags += ",\"long" + std::to_string(i) + "\"";
    const auto all = violations(ann, R"({"name":"ann","level":1,"tags":[)" + tags + "]}");
    CHECK(all.size() == 20);
    CHECK(all.back() == "/tags/19 length");
  }
  SUBCASE("or than the server wants") {
    Table few({.violations = 2});
    Talk bob(few);
    bob.as("bob");
    CHECK(violations(bob, R"({"name":"","level":0,"tags":["a","a"]})") ==
          Frames{"/name length", "/level range"});
  }
}
