#include <thread>

#include "board.h"

using namespace test::board;

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
    ann.drained();
    CHECK(ann.heard().size() == 4);
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
