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

TEST_CASE("one client's events are handled one at a time, in order; another's do not wait") {
  Table table;
  Talk ann(table);
  Talk bob(table);
  ann.as("ann");
  bob.as("bob");
  ann.say(R"({"ns":"/canvas","event":"later","id":1,"data":{"after":80}})");
  ann.say(R"({"ns":"/canvas","event":"later","id":2,"data":{"after":5}})");
  ann.say(R"({"ns":"/canvas","event":"echo","id":3,"data":"now"})");
  CHECK(ann.heard().empty());
  CHECK(bob.ask(R"({"ns":"/canvas","event":"echo","id":1,"data":"bob"})").size() == 1);
  table.executor->advance(std::chrono::milliseconds(80));
  CHECK(ann.heard() == Frames{R"({"id":1,"data":"after 80"})"});
  table.executor->advance(std::chrono::milliseconds(5));
  CHECK(ann.heard() == Frames{R"({"id":2,"data":"after 5"})", R"({"id":3,"data":"now"})"});
}

TEST_CASE("an id in use is refused, and the first call is not disturbed") {
  Table table;
  Talk ann(table);
  ann.as("ann");
  ann.say(R"({"ns":"/canvas","event":"later","id":1,"data":{"after":10}})");
  CHECK(at(ann.ask(R"({"ns":"/canvas","event":"echo","id":1,"data":0})").at(0), "/error/code") ==
        "invalid_payload");
  table.executor->advance(std::chrono::milliseconds(10));
  CHECK(ann.heard() == Frames{R"({"id":1,"data":"after 10"})"});
}

TEST_CASE("more events than a client may have waiting are answered overloaded") {
  Table table({.calls_in_flight = 3});
  Talk ann(table);
  ann.as("ann");
  for (int id = 1; id <= 3; ++id) {
    CHECK(
        ann.ask(R"({"ns":"/canvas","event":"later","id":)" + std::to_string(id) + R"(,"data":{"after":10}})")
            .empty());
  }
  CHECK(at(ann.ask(R"({"ns":"/canvas","event":"later","id":4,"data":{"after":10}})").at(0), "/error/code") ==
        "overloaded");
}

TEST_CASE("a declared error may be thrown after a wait") {
  Table table;
  Talk ann(table);
  ann.as("ann");
  ann.say(R"({"ns":"/canvas","event":"later","id":1,"data":{"after":13}})");
  table.executor->advance(std::chrono::milliseconds(13));
  CHECK(at(ann.heard().at(0), "/error/data/limit") == "13");
}

TEST_CASE("a cancelled call ends as cancelled, and its coroutine is destroyed where it waits") {
  Table table;
  Talk ann(table);
  ann.as("ann");
  ann.say(R"({"ns":"/canvas","event":"later","id":1,"data":{"after":10}})");
  ann.say(R"({"ns":"/canvas","event":"echo","id":2,"data":0})");
  CHECK(table.canvas.running == 1);
  const auto frames = ann.ask(R"({"id":1,"cancel":true})");
  CHECK(table.canvas.running == 0);
  REQUIRE(frames.size() == 2);
  CHECK(at(frames[0], "/error/code") == "cancelled");
  CHECK(frames[1] == R"({"id":2,"data":0})");
  table.executor->advance(std::chrono::milliseconds(100));
  CHECK(ann.heard().empty());

  SUBCASE("a call that still waits for its turn can be cancelled, too") {
    ann.say(R"({"ns":"/canvas","event":"later","id":1,"data":{"after":10}})");
    ann.say(R"({"ns":"/canvas","event":"later","id":2,"data":{"after":10}})");
    CHECK(at(ann.ask(R"({"id":2,"cancel":true})").at(0), "/id") == "2");
    table.executor->advance(std::chrono::milliseconds(100));
    CHECK(ann.heard().size() == 1);
  }
  SUBCASE("cancelling what is not there does nothing") {
    CHECK(ann.ask(R"({"id":9,"cancel":true})").empty());
  }
}

TEST_CASE("a client that is lost takes its calls with it") {
  Table table;
  {
    Talk ann(table);
    ann.as("ann");
    ann.say(R"({"ns":"/canvas","event":"later","id":1,"data":{"after":10}})");
    ann.say(R"({"ns":"/canvas","event":"count","id":2,"data":{"to":5,"pause":10}})");
  }
  CHECK(table.canvas.running == 0);
  CHECK(table.canvas.log == Frames{"join ann 1", "later", "leave ann transport_lost"});
  table.executor->advance(std::chrono::milliseconds(100));
  CHECK(table.executor->timer_count() == 0);
}

TEST_CASE("a deferred answer comes from any thread, once") {
  Table table;
  Talk ann(table);
  ann.as("ann");
  CHECK(ann.ask(R"({"ns":"/canvas","event":"deferred","id":1,"data":{"key":"a"}})").empty());
  REQUIRE(table.canvas.acks.size() == 1);
  std::thread([&] {
    CHECK(table.canvas.acks[0]("done"));
    CHECK_FALSE(table.canvas.acks[0]("again"));
  }).join();
  CHECK(ann.heard() == Frames{R"({"id":1,"data":"done"})"});

  SUBCASE("one that is dropped answers internal") {
    CHECK(at(ann.ask(R"({"ns":"/canvas","event":"deferred","id":2,"data":{"key":"dropped"}})").at(0),
             "/error/code") == "internal");
  }
  SUBCASE("one whose client has left goes nowhere") {
    ann.ask(R"({"ns":"/canvas","event":"deferred","id":2,"data":{"key":"b"}})");
    ann.lose();
    CHECK(table.canvas.acks[1]("late"));
    table.executor->run_posted();
  }
}

TEST_CASE("a stream gives sixteen items, then as many as the client is ready for") {
  Table table;
  Talk ann(table);
  ann.as("ann");
  auto frames = ann.ask(R"({"ns":"/canvas","event":"count","id":1,"data":{"to":20}})");
  REQUIRE(frames.size() == 16);
  CHECK(frames[0] == R"({"id":1,"item":1})");
  CHECK(frames[15] == R"({"id":1,"item":16})");
  CHECK(ann.ask(R"({"id":1,"more":2})") == Frames{R"({"id":1,"item":17})", R"({"id":1,"item":18})"});
  frames = ann.ask(R"({"id":1,"more":16})");
  REQUIRE(frames.size() == 3);
  CHECK(frames[2] == R"({"id":1,"end":true})");
  CHECK(table.canvas.running == 0);
  CHECK(ann.ask(R"({"id":1,"more":16})").empty());
}

TEST_CASE("a stream waits, ends by an error, is cancelled") {
  Table table;
  Talk ann(table);
  ann.as("ann");
  SUBCASE("its items come as they are made, and other events are handled meanwhile") {
    CHECK(ann.ask(R"({"ns":"/canvas","event":"count","id":1,"data":{"to":2,"pause":10}})").empty());
    CHECK(ann.ask(R"({"ns":"/canvas","event":"echo","id":2,"data":0})").size() == 1);
    table.executor->advance(std::chrono::milliseconds(10));
    CHECK(ann.heard() == Frames{R"({"id":1,"item":1})"});
    table.executor->advance(std::chrono::milliseconds(10));
    CHECK(ann.heard() == Frames{R"({"id":1,"item":2})", R"({"id":1,"end":true})"});
  }
  SUBCASE("the error comes behind the items") {
    ann.say(R"({"ns":"/canvas","event":"count","id":1,"data":{"to":200}})");
    const auto frames = ann.ask(R"({"id":1,"more":1000})");
    REQUIRE(frames.size() == 100);
    CHECK(at(frames[99], "/error/code") == "Full");
  }
  SUBCASE("cancelling destroys its coroutine") {
    ann.say(R"({"ns":"/canvas","event":"count","id":1,"data":{"to":2,"pause":10}})");
    CHECK(table.canvas.running == 1);
    CHECK(at(ann.ask(R"({"id":1,"cancel":true})").at(0), "/error/code") == "cancelled");
    CHECK(table.canvas.running == 0);
  }
  SUBCASE("a full outbox holds it back until it has drained") {
    ann.link.queued = 1024 * 1024;
    CHECK(ann.ask(R"({"ns":"/canvas","event":"count","id":1,"data":{"to":3}})").empty());
  }
}

TEST_CASE("a value without a JSON form is a fault of the server's, not a broken frame") {
  Table table;
  Talk ann(table);
  ann.as("ann");
  CHECK(ann.ask(R"({"ns":"/canvas","event":"number","id":1,"data":1.5})") ==
        Frames{R"({"id":1,"error":{"code":"internal","message":"the server failed"}})"});
}

TEST_CASE("the server asks and the client answers") {
  Table table;
  Talk ann(table);
  ann.as("ann");
  CHECK(ann.ask(R"({"ns":"/canvas","event":"ask","id":1,"data":{"question":"sure"}})") ==
        Frames{R"({"ns":"/canvas","event":"confirm","id":1,"data":{"question":"sure"}})"});
  SUBCASE("with a value") { CHECK(ann.ask(R"({"id":1,"data":true})") == Frames{R"({"id":1,"data":true})"}); }
  SUBCASE("with an error") {
    CHECK(ann.ask(R"({"id":1,"error":{"code":"Busy","message":"no"}})") ==
          Frames{R"({"id":1,"data":false})"});
    CHECK(table.canvas.log.back() == "ask: Busy");
  }
  SUBCASE("with nonsense") {
    CHECK(ann.ask(R"({"id":1,"data":"yes"})") == Frames{R"({"id":1,"data":false})"});
    CHECK(table.canvas.log.back() == "ask: invalid_payload");
  }
  SUBCASE("not in time: the call is taken back") {
    table.executor->advance(std::chrono::seconds(10));
    const auto frames = ann.heard();
    CHECK(std::count(frames.begin(), frames.end(), R"({"id":1,"cancel":true})") == 1);
    CHECK(table.canvas.log.back() == "ask: deadline_exceeded");
    CHECK(ann.ask(R"({"id":1,"data":true})").empty());
  }
  SUBCASE("not at all: it leaves") {
    ann.lose();
    CHECK(table.canvas.log.back() == "leave ann transport_lost");
  }
}

TEST_CASE("rooms: an event reaches those who are in, but for the exceptions, and is the same bytes for all") {
  Table table;
  Talk ann(table);
  Talk bob(table);
  Talk eve(table);
  for (auto [talk, user] : {std::pair{&ann, "ann"}, std::pair{&bob, "bob"}, std::pair{&eve, "eve"}})
    talk->as(user);
  for (Talk* talk : {&ann, &bob}) talk->ask(R"({"ns":"/canvas","event":"enter","data":{"layer":"a"}})");
  CHECK(ann.ask(R"({"ns":"/canvas","event":"draw","data":{"layer":"a","shape":{"shape":"dot","at":7}}})")
            .empty());
  CHECK(bob.heard() == Frames{R"({"ns":"/canvas","event":"drawn","data":{"shape":"dot","at":7}})"});
  CHECK(eve.heard().empty());

  SUBCASE("leaving the room ends it") {
    bob.ask(R"({"ns":"/canvas","event":"leave","id":1,"data":{"layer":"a"}})");
    ann.ask(R"({"ns":"/canvas","event":"draw","data":{"layer":"a","shape":{"shape":"dot","at":7}}})");
    CHECK(bob.heard().empty());
  }
  SUBCASE("several rooms are one audience, and nobody hears twice") {
    bob.ask(R"({"ns":"/canvas","event":"enter","data":{"layer":"b"}})");
    eve.ask(R"({"ns":"/canvas","event":"enter","data":{"layer":"b"}})");
    table.canvas.all().in(Canvas::Layer{"a"}).in(Canvas::Layer{"b"}).drawn(Dot{1});
    CHECK(ann.heard().size() == 1);
    CHECK(bob.heard().size() == 1);
    CHECK(eve.heard().size() == 1);
  }
  SUBCASE("a room may be left out") {
    table.canvas.all().except(Canvas::Layer{"a"}).notice("others");
    CHECK(ann.heard().empty());
    CHECK(eve.heard() == Frames{R"({"ns":"/canvas","event":"notice","data":{"text":"others"}})"});
  }
  SUBCASE("an event without a payload has no data") {
    table.canvas.all().tick();
    CHECK(ann.heard() == Frames{R"({"ns":"/canvas","event":"tick"})"});
    table.canvas.last->tick();
    CHECK(eve.heard() == Frames{R"({"ns":"/canvas","event":"tick"})", R"({"ns":"/canvas","event":"tick"})"});
  }
  SUBCASE("from another thread it comes a little later") {
    std::thread([&] { table.canvas.all().in(Canvas::Layer{"a"}).drawn(Dot{2}); }).join();
    CHECK(bob.heard().size() == 1);
  }
}

TEST_CASE("a client leaves, or is put out, and may come back") {
  Table table;
  Talk ann(table);
  ann.as("ann");
  CHECK(ann.ask(R"({"ns":"/canvas","leave":{}})") ==
        Frames{R"({"ns":"/canvas","left":{"reason":"client_left"}})"});
  CHECK(table.canvas.log.back() == "leave ann client_left");
  CHECK(table.canvas.last->notice("gone") == gangway::EmitStatus::Gone);
  ann.as("ann");
  CHECK(ann.ask(R"({"ns":"/canvas","event":"put_out"})") ==
        Frames{R"({"ns":"/canvas","left":{"reason":"server_left"}})"});
  CHECK(table.canvas.log.back() == "leave ann server_left");
  CHECK_FALSE(ann.link.closed);
}

TEST_CASE("calls in flight end before their namespace does") {
  Table table;
  Talk ann(table);
  ann.as("ann");
  ann.say(R"({"ns":"/canvas","event":"count","id":1,"data":{"to":5,"pause":10}})");
  ann.say(R"({"ns":"/canvas","event":"later","id":2,"data":{"after":10}})");
  ann.say(R"({"ns":"/canvas","event":"echo","id":3,"data":0})");
  const auto frames = ann.ask(R"({"ns":"/canvas","leave":{}})");
  REQUIRE(frames.size() == 4);
  for (std::size_t i = 0; i < 3; ++i) {
    CHECK(at(frames[i], "/id") == std::to_string(i + 1));
    CHECK(at(frames[i], "/error/code") == "cancelled");
  }
  CHECK(frames[3] == R"({"ns":"/canvas","left":{"reason":"client_left"}})");
  CHECK(table.canvas.running == 0);
}

TEST_CASE("heartbeats: a client that is alive answers, one that is not is closed") {
  Table table;
  Talk ann(table);
  ann.as("ann");
  table.executor->advance(std::chrono::seconds(10));
  CHECK(ann.heard() == Frames{R"({"ping":1})"});
  ann.say(R"({"pong":1})");
  table.executor->advance(std::chrono::seconds(10));
  CHECK(ann.heard() == Frames{R"({"ping":1})"});
  CHECK_FALSE(ann.link.closed);
  table.executor->advance(std::chrono::seconds(5));
  REQUIRE(ann.link.closed);
  ann.lose({.how = gangway::protocol::LinkEnd::Clean, .by_us = true, .code = 1001, .reason = {}});
  CHECK(table.canvas.log.back() == "leave ann heartbeat_missed");
}

TEST_CASE("a connection that joins nothing is closed in time") {
  Table table;
  Talk ann(table);
  Talk bob(table);
  bob.as("bob");
  for (int i = 0; i < 46; ++i) {
    table.executor->advance(std::chrono::seconds(1));
    ann.say(R"({"pong":1})");
    bob.say(R"({"pong":1})");
  }
  CHECK(ann.link.closed->first == 1008);
  CHECK_FALSE(bob.link.closed);
}

TEST_CASE("a client that does not read is closed when its outbox is full") {
  Table table({.outbox_bytes = 1000});
  Talk ann(table);
  ann.as("ann");
  ann.link.queued = 1001;
  table.canvas.all().notice("x");
  REQUIRE(ann.link.closed);
  CHECK(ann.link.closed->first == 1013);
  ann.lose({.how = gangway::protocol::LinkEnd::Clean, .by_us = true, .code = 1013, .reason = {}});
  CHECK(table.canvas.log.back() == "leave ann slow_consumer");
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
