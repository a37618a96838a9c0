#include <string>

#include "../../../support/array_format.h"
#include "board.h"
#include "protocol/custom.h"

using namespace test::board;

namespace {

std::string item(int id, int at) {
  return R"({"id":)" + std::to_string(id) + R"(,"item":{"at":)" + std::to_string(at) + "}}";
}

constexpr auto kSum = R"({"ns":"/canvas","event":"sum","id":1})";
constexpr auto kEnd = R"({"id":1,"end":true})";

/// Twelve and a half per cent of a megabyte, as a Dot.
std::string large_item(int id) {
  return R"({"id":)" + std::to_string(id) + R"(,"item":{"at":1,"more":")" + std::string(1 << 17, 'x') +
         R"("}})";
}

}  // namespace

TEST_CASE("a client streams, and is answered at its end") {
  Table table;
  Talk ann(table);
  ann.as("ann");
  CHECK(ann.ask(kSum).empty());
  CHECK(ann.ask(item(1, 2)).empty());
  CHECK(ann.ask(item(1, 3)).empty());
  CHECK(ann.ask(kEnd) == Frames{R"({"id":1,"data":5})"});
  CHECK(table.canvas.running == 0);
  CHECK(ann.ask(item(1, 3)).empty());  // late: the call is over
}

TEST_CASE("a client is asked for more as its values are taken, sixteen at first") {
  Table table;
  Talk ann(table);
  ann.as("ann");
  ann.say(kSum);
  ann.say(item(1, 97));  // and the handler sleeps
  for (int n = 0; n < 15; ++n) CHECK(ann.ask(item(1, 1)).empty());
  table.executor->advance(std::chrono::seconds(1));
  CHECK(ann.heard() == Frames{R"({"id":1,"more":8})", R"({"id":1,"more":8})"});
  for (int n = 0; n < 7; ++n) CHECK(ann.ask(item(1, 1)).empty());
  CHECK(ann.ask(item(1, 1)) == Frames{R"({"id":1,"more":8})"});
  CHECK(ann.ask(kEnd) == Frames{R"({"id":1,"data":120})"});
}

TEST_CASE("more than was asked for ends the call and is an offence") {
  Table table(gangway::Limits{.offences = 1});
  Talk ann(table);
  ann.as("ann");
  for (const int id : {1, 2}) {
    ann.say(R"({"ns":"/canvas","event":"sum","id":)" + std::to_string(id) + "}");
    ann.say(item(id, 97));
    for (int n = 0; n < 15; ++n) ann.say(item(id, 1));
    CHECK_FALSE(ann.link.closed);
    const auto frames = ann.ask(item(id, 1));
    REQUIRE(frames.size() == 1);
    CHECK(at(frames[0], "/error/code") == "overloaded");
    CHECK(table.canvas.running == 0);
  }
  CHECK(ann.link.closed->first == 1008);
}

TEST_CASE("values that wait for handlers have a limit in bytes, whoever sent them first") {
  Table table(gangway::Limits{.max_payload = 1 << 20, .upload_bytes = 300'000});
  Talk ann(table);
  ann.as("ann");
  for (const int id : {1, 2}) {
    ann.say(R"({"ns":"/canvas","event":"sum","id":)" + std::to_string(id) + "}");
    ann.say(item(id, 97));
    CHECK(ann.ask(large_item(id)).empty());
  }
  const auto frames = ann.ask(large_item(2));
  REQUIRE(frames.size() == 1);
  CHECK(at(frames[0], "/id") == "2");
  CHECK(at(frames[0], "/error/code") == "overloaded");
  CHECK(ann.ask(large_item(1)).empty());  // what the other call held is free again
  table.executor->advance(std::chrono::seconds(1));
  CHECK(ann.ask(kEnd) == Frames{R"({"id":1,"data":99})"});
}

TEST_CASE("values are checked like payloads, and one that does not fit ends the call") {
  Table table(gangway::Limits{.violations = 5});
  Talk ann(table);
  ann.as("ann");
  ann.say(kSum);
  const auto frames = ann.ask(R"({"id":1,"item":{"at":"two"}})");
  REQUIRE(frames.size() == 1);
  CHECK(at(frames[0], "/error/code") == "invalid_payload");
  CHECK(at(frames[0], "/error/data/path") == "/at");
  CHECK(at(frames[0], "/error/data/violations/0/rule") == "type");
  CHECK(table.canvas.running == 0);

  ann.say(R"({"ns":"/canvas","event":"double","id":2})");
  CHECK(at(ann.ask(R"({"id":2,"item":1001})").at(0), "/error/data/rule") == "range");
}

TEST_CASE("values that came while the call waited for its turn, or for the join, are handled with it") {
  Table table;
  Talk ann(table);
  ann.say(R"({"ns":"/canvas","join":{"user":"slow"}})");
  ann.say(kSum);
  ann.say(item(1, 4));
  ann.say(item(1, 5));
  ann.say(kEnd);
  ann.heard();
  table.executor->advance(std::chrono::milliseconds(100));
  CHECK(ann.heard().back() == R"({"id":1,"data":9})");

  ann.say(R"({"ns":"/canvas","event":"later","id":2,"data":{"after":50}})");
  ann.say(R"({"ns":"/canvas","event":"sum","id":3})");
  for (int n = 0; n < 16; ++n) CHECK(ann.ask(item(3, 1)).empty());
  table.executor->advance(std::chrono::milliseconds(50));
  CHECK(ann.heard() ==
        Frames{R"({"id":2,"data":"after 50"})", R"({"id":3,"more":8})", R"({"id":3,"more":8})"});
}

TEST_CASE("a call that waits is ended by too many values, too") {
  Table table;
  Talk ann(table);
  ann.as("ann");
  ann.say(R"({"ns":"/canvas","event":"later","id":2,"data":{"after":50}})");
  ann.say(kSum);
  for (int n = 0; n < 16; ++n) CHECK(ann.ask(item(1, 1)).empty());
  CHECK(at(ann.ask(item(1, 1)).at(0), "/error/code") == "overloaded");
  table.executor->advance(std::chrono::milliseconds(50));
  CHECK(ann.heard().size() == 1);
}

TEST_CASE("a handler may answer before the end; what still comes is dropped") {
  Table table;
  Talk ann(table);
  ann.as("ann");
  ann.say(kSum);
  CHECK(ann.ask(item(1, 100)) == Frames{R"({"id":1,"data":100})"});
  CHECK(ann.ask(item(1, 1)).empty());
  CHECK(ann.ask(kEnd).empty());

  SUBCASE("or fail") {
    ann.say(R"({"ns":"/canvas","event":"sum","id":2})");
    CHECK(at(ann.ask(item(2, 99)).at(0), "/error/code") == "Full");
  }
  SUBCASE("or look away: nothing more is asked for") {
    ann.say(R"({"ns":"/canvas","event":"sum","id":2})");
    ann.say(item(2, 98));
    for (int n = 0; n < 15; ++n) CHECK(ann.ask(item(2, 1)).empty());
    table.executor->advance(std::chrono::seconds(1));
    CHECK(ann.heard() == Frames{R"({"id":2,"data":98})"});
  }
  CHECK(table.canvas.running == 0);
}

TEST_CASE("a client that streams may take it back or go away: the handler is gone at once") {
  Table table;
  Talk ann(table);
  ann.as("ann");
  ann.say(kSum);
  ann.say(item(1, 1));
  CHECK(table.canvas.running == 1);
  SUBCASE("cancel") { CHECK(at(ann.ask(R"({"id":1,"cancel":true})").at(0), "/error/code") == "cancelled"); }
  SUBCASE("leave") {
    const auto frames = ann.ask(R"({"ns":"/canvas","leave":{}})");
    CHECK(at(frames.at(0), "/error/code") == "cancelled");
    CHECK(frames.size() == 2);
  }
  SUBCASE("lost") { ann.lose(); }
  CHECK(table.canvas.running == 0);
}

TEST_CASE("both sides may stream at once, each as the other is ready for it") {
  Table table;
  Talk ann(table);
  ann.as("ann");
  ann.say(R"({"ns":"/canvas","event":"double","id":1})");
  CHECK(ann.ask(R"({"id":1,"item":4})") == Frames{R"({"id":1,"item":8})"});
  for (int n = 0; n < 7; ++n) ann.ask(R"({"id":1,"item":1})");
  ann.ask(R"({"id":1,"more":1})");
  for (int n = 0; n < 7; ++n) ann.ask(R"({"id":1,"item":1})");
  // Seventeen were asked for: the handler stands at the last, so nothing is taken.
  CHECK(ann.ask(R"({"id":1,"item":1})") == Frames{R"({"id":1,"more":8})", R"({"id":1,"item":2})"});
  CHECK(ann.ask(R"({"id":1,"item":5})") == Frames{R"({"id":1,"item":10})"});
  CHECK(ann.ask(R"({"id":1,"item":6})").empty());
  CHECK(ann.ask(kEnd).empty());
  CHECK(ann.ask(R"({"id":1,"more":9})") == Frames{R"({"id":1,"item":12})", R"({"id":1,"end":true})"});
  CHECK(table.canvas.running == 0);
}

TEST_CASE("client streams hold up nobody, and several may run") {
  Table table;
  Talk ann(table);
  ann.as("ann");
  ann.say(kSum);
  ann.say(R"({"ns":"/canvas","event":"sum","id":2})");
  CHECK(at(ann.ask(R"({"ns":"/canvas","event":"echo","id":3,"data":"x"})").at(0), "/data") == "x");
  ann.say(item(2, 2));
  ann.say(item(1, 1));
  CHECK(ann.ask(R"({"id":2,"end":true})") == Frames{R"({"id":2,"data":2})"});
  CHECK(ann.ask(kEnd) == Frames{R"({"id":1,"data":1})"});
}

TEST_CASE("without an id there is nothing that values could name") {
  Table table;
  SUBCASE("gangway.v1") {
    Talk ann(table);
    ann.as("ann");
    const auto frames = ann.ask(R"({"ns":"/canvas","event":"sum"})");
    CHECK(at(frames.at(0), "/error/code") == "invalid_payload");
  }
  SUBCASE("plain") {
    Talk ann(table, "/canvas", "user=ann");
    ann.heard();
    CHECK(at(ann.ask(R"({"event":"sum"})").at(0), "/data/code") == "invalid_payload");
  }
}

TEST_CASE("plain clients stream as those of gangway.v1 do") {
  Table table;
  Talk ann(table, "/canvas", "user=ann");
  ann.heard();
  ann.say(R"({"event":"sum","id":1})");
  for (int n = 0; n < 8; ++n) ann.say(item(1, 1));
  CHECK(ann.heard() == Frames{R"({"id":1,"more":8})"});
  CHECK(ann.ask(kEnd) == Frames{R"({"id":1,"data":8})"});
}

TEST_CASE("values for a call that takes none, and values behind the end, are offences") {
  Table table(gangway::Limits{.offences = 2});
  Talk ann(table);
  ann.as("ann");
  ann.say(R"({"ns":"/canvas","event":"later","id":2,"data":{"after":50}})");
  ann.say(item(2, 1));
  ann.say(kSum);  // waits
  ann.say(kEnd);
  ann.say(kEnd);
  CHECK_FALSE(ann.link.closed);
  ann.say(item(1, 1));
  CHECK(ann.link.closed->first == 1008);
}

TEST_CASE("a message format of the user's own has no words for streams from clients, and says so") {
  Table table;
  const auto format =
      std::make_shared<gangway::protocol::Custom>("", std::make_shared<gangway::testing::ArrayFormat>());
  Talk ann(table, *format, "/canvas", "user=ann");
  CHECK(at(ann.ask(R"(["sum",null,9])").at(0), "/1/code") == "invalid_payload");
}
