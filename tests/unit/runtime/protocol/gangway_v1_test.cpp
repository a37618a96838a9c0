#include "board.h"

using namespace test::board;

TEST_CASE("the first frame on a connection is hello, with the limits that hold for the gateway") {
  Table table;
  Talk ann(table);
  const auto frames = ann.heard();
  REQUIRE(frames.size() == 1);
  CHECK(at(frames[0], "/hello/v") == "1");
  CHECK(at(frames[0], "/hello/schema").size() == 16);
  CHECK(at(frames[0], "/hello/sid").size() == 20);
  CHECK(at(frames[0], "/hello/heartbeat") == "10000");
  CHECK(at(frames[0], "/hello/timeout") == "5000");
  CHECK(at(frames[0], "/hello/maxPayload") == "262144");
}

TEST_CASE("a join is answered by joined, and several namespaces share the connection") {
  Table table;
  Talk ann(table);
  ann.heard();
  const auto canvas = ann.ask(R"({"ns":"/canvas","join":{"user":"ann"}})");
  REQUIRE(canvas.size() == 1);
  CHECK(at(canvas[0], "/ns") == "/canvas");
  CHECK(at(canvas[0], "/joined/sid").size() == 20);
  CHECK(at(canvas[0], "/joined/resumed") == "false");
  const auto root = ann.ask(R"({"join":{}})");
  REQUIRE(root.size() == 1);
  CHECK(at(root[0], "/ns") == "/");
  CHECK(ann.ask(R"({"event":"ping","id":1})") == Frames{R"({"id":1,"data":"pong"})"});
  CHECK(
      ann.ask(
          R"({"ns":"/canvas","event":"draw","id":2,"data":{"layer":"a","shape":{"shape":"dot","at":1}}})") ==
      Frames{R"({"id":2,"data":1})"});
}

TEST_CASE("`ns` left out means the namespace of the URL") {
  Table table;
  Talk ann(table, "/canvas");
  ann.heard();
  CHECK(at(ann.ask(R"({"join":{"user":"ann"}})").at(0), "/ns") == "/canvas");
  CHECK(ann.ask(R"({"event":"leave","id":1,"data":{"layer":"a"}})") == Frames{R"({"id":1})"});
}

TEST_CASE("a join is refused with a typed error") {
  Table table;
  Talk ann(table);
  ann.heard();
  const auto code = [&](std::string_view frame) { return at(ann.ask(frame).at(0), "/error/code"); };
  CHECK(code(R"({"ns":"/canvas","join":{"user":"nobody"}})") == "unauthenticated");
  CHECK(code(R"({"ns":"/canvas","join":{}})") == "invalid_payload");
  CHECK(code(R"({"ns":"/canvas","join":{"user":"x","level":"7"}})") == "invalid_payload");
  CHECK(code(R"({"ns":"/nowhere","join":{}})") == "unknown_namespace");
  CHECK(table.canvas.log == Frames{"join nobody 1"});

  SUBCASE("a hook that throws is contained, and its text stays on the server") {
    const auto frames = ann.ask(R"({"ns":"/canvas","join":{"user":"thrower"}})");
    CHECK(at(frames.at(0), "/error/code") == "internal");
    CHECK(frames.at(0).find("secret") == std::string::npos);
    REQUIRE(table.logged.size() == 1);
    CHECK(table.logged[0].find("secret") != std::string::npos);
  }
  SUBCASE("and a second join of the same namespace, too") {
    ann.as("ann");
    CHECK(code(R"({"ns":"/canvas","join":{"user":"ann"}})") == "invalid_payload");
  }
}

TEST_CASE("nothing is handled before the join was accepted, and then everything, in order") {
  Table table;
  Talk ann(table);
  ann.heard();
  ann.say(R"({"ns":"/canvas","join":{"user":"slow"}})");
  ann.say(R"({"ns":"/canvas","event":"draw","id":1,"data":{"layer":"a","shape":{"shape":"dot","at":1}}})");
  ann.say(R"({"ns":"/canvas","event":"nothing","id":2})");
  ann.say(R"({"ns":"/canvas","event":"draw","id":3,"data":{"layer":"a","shape":{"shape":"dot","at":1}}})");
  CHECK(ann.heard().empty());
  table.executor->advance(std::chrono::milliseconds(100));
  const auto frames = ann.heard();
  REQUIRE(frames.size() == 4);
  CHECK(at(frames[0], "/joined/resumed") == "false");
  CHECK(frames[1] == R"({"id":1,"data":1})");
  CHECK(at(frames[2], "/error/code") == "unknown_event");
  CHECK(frames[3] == R"({"id":3,"data":2})");
}

TEST_CASE("a slow join that is refused ends what waited for it, and the hook of leaving is not called") {
  Table table;
  Talk ann(table);
  ann.heard();
  ann.say(R"({"ns":"/canvas","join":{"user":"slow","level":9}})");
  ann.say(R"({"ns":"/canvas","event":"echo","id":1,"data":0})");
  table.executor->advance(std::chrono::milliseconds(100));
  const auto frames = ann.heard();
  REQUIRE(frames.size() == 2);
  CHECK(at(frames[0], "/id") == "1");
  CHECK(at(frames[0], "/error/code") == "cancelled");
  CHECK(at(frames[1], "/ns") == "/canvas");
  CHECK(at(frames[1], "/error/code") == "forbidden");
  CHECK(table.canvas.log == Frames{"join slow 9"});
  CHECK_FALSE(table.canvas.last->connected());
}

TEST_CASE("a client that leaves while its join is decided was never in") {
  Table table;
  {
    Talk ann(table);
    ann.say(R"({"ns":"/canvas","join":{"user":"slow"}})");
  }
  table.executor->advance(std::chrono::milliseconds(1000));
  CHECK(table.canvas.log == Frames{"join slow 1"});
}

TEST_CASE("what a handler sends while it decides a join comes after joined") {
  Table table;
  Talk ann(table);
  ann.heard();
  const auto frames = ann.ask(R"({"ns":"/canvas","join":{"user":"early"}})");
  REQUIRE(frames.size() == 2);
  CHECK(at(frames[0], "/joined/resumed") == "false");
  CHECK(frames[1] == R"({"ns":"/canvas","event":"notice","data":{"text":"welcome"}})");
}

TEST_CASE("each call ends once: by its value, its declared error, or one of ours") {
  Table table;
  Talk ann(table);
  ann.as("ann");
  const auto draw = [&](std::string_view layer) {
    const auto frames = ann.ask(R"({"ns":"/canvas","event":"draw","id":7,"data":{"layer":")" +
                                std::string(layer) + R"(","shape":{"shape":"line","from":1,"to":2}}})");
    REQUIRE(frames.size() == 1);
    return frames[0];
  };
  CHECK(draw("a") == R"({"id":7,"data":1})");
  CHECK(draw("full") == R"({"id":7,"error":{"code":"Full","message":"Full","data":{"limit":3}}})");
  CHECK(draw("locked") ==
        R"({"id":7,"error":{"code":"ReadOnly","message":"Nobody may draw here","data":{}}})");
  CHECK(draw("forbidden") == R"({"id":7,"error":{"code":"forbidden","message":"not you"}})");
  CHECK(draw("broken") == R"({"id":7,"error":{"code":"internal","message":"the server failed"}})");
  CHECK(table.logged.size() == 1);
}

TEST_CASE("a payload that does not fit is refused before the handler, with the spot and the rule") {
  Table table;
  Talk ann(table);
  ann.as("ann");
  const auto refusal = [&](std::string_view data) {
    const auto frames = ann.ask(R"({"ns":"/canvas","event":"draw","id":7,"data":)" + std::string(data) + "}");
    REQUIRE(frames.size() == 1);
    CHECK(at(frames[0], "/id") == "7");
    CHECK(at(frames[0], "/error/code") == "invalid_payload");
    return at(frames[0], "/error/data/path") + " " + at(frames[0], "/error/data/rule");
  };
  CHECK(refusal(R"({"layer":"a"})") == "/shape missing");
  CHECK(refusal(R"({"layer":7,"shape":{"shape":"dot","at":1}})") == "/layer type");
  CHECK(refusal(R"({"layer":"a","shape":{"shape":"dot","at":-1}})") == "/shape/at range");
  CHECK(refusal("[]") == " type");

  SUBCASE("also when the id comes behind it") {
    const auto frames = ann.ask(R"({"ns":"/canvas","event":"draw","data":{},"id":9})");
    CHECK(at(frames.at(0), "/id") == "9");
    CHECK(at(frames.at(0), "/error/data/path") == "/layer");
  }
  SUBCASE("also when it is missing where one value is wanted") {
    CHECK(at(ann.ask(R"({"ns":"/canvas","event":"echo","id":1})").at(0), "/error/data/rule") == "missing");
  }
}

TEST_CASE("the members of a frame may come in any order") {
  Table table;
  Talk ann(table);
  ann.as("ann");
  for (
      const std::string_view frame : {
          R"({"ns":"/canvas","event":"echo","id":4,"data":[1]})",
          R"({"data":[1],"id":4,"event":"echo","ns":"/canvas"})",
          R"({"event":"echo","data":[1],"id":4,"ns":"/canvas"})",
          R"( { "event" : "echo" , "more" : 3, "unknown" : {"a":[]}, "ns" : "/canvas" , "data" : [1] , "id" : 4 } )",
      }) {
    CAPTURE(frame);
    CHECK(ann.ask(frame) == Frames{R"({"id":4,"data":[1]})"});
  }
}

TEST_CASE("an event's namespace behind its payload is obeyed, though the URL's has an event of that name") {
  Table table;
  Talk ann(table, "/canvas");
  ann.ask(R"({"join":{"user":"ann"}})");
  CHECK(at(ann.ask(R"({"event":"echo","data":1,"ns":"/","id":4})").at(0), "/error/code") ==
        "unknown_namespace");
}

TEST_CASE("a frame that makes no sense is answered, and too many of them end the connection") {
  Table table({.offences = 8});
  Talk ann(table);
  ann.as("ann");
  for (const std::string_view frame :
       {"", "nonsense", "[]", "{}", R"({"event":7})", R"({"id":0,"event":"x"})",
        R"({"event":"a","event":"b"})", R"({"event":"echo","ns":"/canvas","data":[1)"}) {
    CAPTURE(frame);
    const auto frames = ann.ask(frame);
    REQUIRE(frames.size() == 1);
    CHECK(at(frames[0], "/error/code") == "invalid_payload");
    CHECK_FALSE(ann.link.closed);
  }
  ann.ask("nonsense");
  REQUIRE(ann.link.closed);
  CHECK(ann.link.closed->first == 1008);
}

TEST_CASE("an unknown event and a namespace that was not joined are told apart") {
  Table table;
  Talk ann(table);
  ann.as("ann");
  CHECK(at(ann.ask(R"({"ns":"/canvas","event":"nothing","id":1})").at(0), "/error/code") == "unknown_event");
  CHECK(at(ann.ask(R"({"event":"ping","id":1})").at(0), "/error/code") == "unknown_namespace");
  CHECK(at(ann.ask(R"({"ns":"/canvas","event":"__proto__","id":1})").at(0), "/error/code") ==
        "unknown_event");
}

TEST_CASE("an event without an id gets no reply, but its failure is told") {
  Table table;
  Talk ann(table);
  ann.as("ann");
  CHECK(ann.ask(R"({"ns":"/canvas","event":"echo","data":1})").empty());
  CHECK(ann.ask(R"({"ns":"/canvas","event":"enter","data":{"layer":"a"}})").empty());
  const auto frames = ann.ask(R"({"ns":"/canvas","event":"enter","data":{}})");
  REQUIRE(frames.size() == 1);
  CHECK(at(frames[0], "/ns") == "/canvas");
  CHECK(at(frames[0], "/event") == "enter");
  CHECK(at(frames[0], "/error/code") == "invalid_payload");
}

TEST_CASE("binary messages are not part of the dialect") {
  Table table;
  Talk ann(table);
  const std::string bytes(64, '\1');
  auto session =
      gangway::protocol::GangwayV1::open(table.gateway, "/", std::make_shared<gangway::protocol::PeerInfo>());
  gangway::testing::FakeLink link;
  session->attach(link);
  session->on_message(gangway::protocol::MessageKind::Binary, std::string_view(bytes).substr(0, 1));
  CHECK(link.closed->first == 1003);
  session->on_closed({});
}
