#include <thread>

#include "board.h"

using namespace test::board;

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
