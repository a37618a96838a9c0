#include "board.h"

using namespace test::board;

TEST_CASE("plain: the join is implied, and its handshake is the query string") {
  Table table;
  Talk ann(table, "/canvas", "user=ann%20b&level=7&admin=true&unknown=1");
  CHECK(ann.heard().empty());
  CHECK(table.canvas.log == Frames{"join ann b 7"});
}

TEST_CASE("plain: a handshake that does not fit, or is refused, is told and ends the connection") {
  Table table;
  Talk ann(table, "/canvas", "user=nobody");
  const auto frames = ann.heard();
  REQUIRE(frames.size() == 1);
  CHECK(at(frames[0], "/event") == "exception");
  CHECK(at(frames[0], "/data/code") == "unauthenticated");
  CHECK(ann.link.closed->first == 1008);
  Talk bob(table, "/canvas", "level=x");
  CHECK(at(bob.heard().at(0), "/data/code") == "invalid_payload");
  CHECK(bob.link.closed->first == 1008);
}

TEST_CASE("plain: an event without an id is answered by one of its name, with an id as in gangway.v1") {
  Table table;
  Talk ann(table, "/canvas", "user=ann");
  CHECK(ann.ask(R"({"event":"echo","data":[1,{"a":null}]})") ==
        Frames{R"({"event":"echo","data":[1,{"a":null}]})"});
  CHECK(ann.ask(R"({"event":"echo","id":4,"data":1})") == Frames{R"({"id":4,"data":1})"});
  CHECK(ann.ask(R"({"event":"leave","data":{"layer":"a"}})").empty());
  CHECK(ann.ask(R"({"event":"leave","id":5,"data":{"layer":"a"}})") == Frames{R"({"id":5})"});
}

TEST_CASE("plain: stream items come one a frame, without credit where there is no id") {
  Table table;
  Talk ann(table, "/canvas", "user=ann");
  auto frames = ann.ask(R"({"event":"count","data":{"to":20}})");
  REQUIRE(frames.size() == 20);
  CHECK(frames[19] == R"({"event":"count","data":20})");
  frames = ann.ask(R"({"event":"count","id":1,"data":{"to":18}})");
  CHECK(frames.size() == 16);
  CHECK(ann.ask(R"({"id":1,"more":2})").size() == 2);
  CHECK(at(ann.ask(R"({"id":1,"cancel":true})").at(0), "/error/code") == "cancelled");
  frames = ann.ask(R"({"event":"count","id":1,"data":{"to":2}})");
  CHECK(frames == Frames{R"({"id":1,"item":1})", R"({"id":1,"item":2})", R"({"id":1,"end":true})"});
}

TEST_CASE("plain: errors are exception frames that name the event and echo nothing of what was sent") {
  Table table;
  Talk ann(table, "/canvas", "user=ann");
  CHECK(
      ann.ask(R"({"event":"draw","data":{"layer":"full","shape":{"shape":"dot","at":1}}})") ==
      Frames{
          R"({"event":"exception","data":{"status":"error","code":"Full","message":"Full","data":{"limit":3},)"
          R"("cause":{"pattern":"draw"}}})"});
  CHECK(at(ann.ask(R"({"event":"draw","data":{"layer":"broken","shape":{"shape":"dot","at":1}}})").at(0),
           "/data/code") == "internal");
  CHECK(at(ann.ask(R"({"event":"nothing"})").at(0), "/data/code") == "unknown_event");
}

TEST_CASE("plain: what makes no sense is answered, and the connection stays") {
  Table table;
  Talk ann(table, "/canvas", "user=ann");
  for (const std::string_view frame : {"nonsense", "null", "5", "[]", "{}", "", R"({"event":7})"}) {
    CAPTURE(frame);
    CHECK(at(ann.ask(frame).at(0), "/data/code") == "invalid_payload");
  }
  CHECK_FALSE(ann.link.closed);
}

TEST_CASE("plain: frames that come before the handshake was accepted wait") {
  Table table;
  Talk ann(table, "/canvas", "user=slow");
  CHECK(ann.ask(R"({"event":"echo","data":1})").empty());
  table.executor->advance(std::chrono::milliseconds(100));
  CHECK(ann.heard() == Frames{R"({"event":"echo","data":1})"});
}

TEST_CASE("plain: the same broadcast reaches both dialects, each in its own words") {
  Table table;
  Talk ann(table);
  ann.as("ann");
  Talk bob(table, "/canvas", "user=bob");
  table.canvas.all().notice("hi");
  CHECK(ann.heard() == Frames{R"({"ns":"/canvas","event":"notice","data":{"text":"hi"}})"});
  CHECK(bob.heard() == Frames{R"({"event":"notice","data":{"text":"hi"}})"});
}

TEST_CASE("plain: the server asks, pings, and puts out") {
  Table table;
  Talk ann(table, "/canvas", "user=ann");
  CHECK(ann.ask(R"({"event":"ask","id":1,"data":{"question":"q"}})") ==
        Frames{R"({"event":"confirm","id":1,"data":{"question":"q"}})"});
  CHECK(ann.ask(R"({"id":1,"data":true})") == Frames{R"({"id":1,"data":true})"});
  table.executor->advance(std::chrono::seconds(10));
  CHECK(ann.link.pings == 1);
  ann.ask(R"({"event":"put_out"})");
  CHECK(ann.link.closed->first == 1000);
}

TEST_CASE("query strings become JSON objects of strings") {
  using gangway::protocol::query_to_json;
  CHECK(query_to_json("") == "{}");
  CHECK(query_to_json("a=1&b=x+y&c&=d&&e=%22%5C%zz") == R"({"a":"1","b":"x y","c":"","":"d","e":"\"\\%zz"})");
}
