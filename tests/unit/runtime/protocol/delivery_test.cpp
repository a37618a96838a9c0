// How events reach a client whose socket does not keep up.
#include "board.h"

using namespace test::board;
using gangway::EmitStatus;

namespace {

std::string priced(std::string_view symbol, int price) {
  return R"({"ns":"/canvas","event":"priced","data":{"symbol":")" + std::string(symbol) + R"(","price":)" +
         std::to_string(price) + "}}";
}

}  // namespace

TEST_CASE("to a client that keeps up everything is sent at once") {
  Table table;
  Talk ann(table);
  ann.as("ann");
  const CanvasClient client = *table.canvas.last;
  CHECK(client.pointed(1) == EmitStatus::Queued);
  CHECK(client.priced("a", 1) == EmitStatus::Queued);
  CHECK(client.priced("a", 2) == EmitStatus::Queued);
  CHECK(client.scrolled(1) == EmitStatus::Queued);
  CHECK(client.hinted("x") == EmitStatus::Queued);
  CHECK(ann.heard().size() == 5);
}

TEST_CASE("a volatile event is dropped for a client that is blocked") {
  Table table;
  Talk ann(table);
  Talk bob(table);
  ann.as("ann");
  const CanvasClient client = *table.canvas.last;
  bob.as("bob");
  ann.link.is_blocked = true;
  CHECK(client.pointed(1) == EmitStatus::Dropped);
  table.canvas.all().pointed(2);
  client.notice("stays");
  CHECK(ann.heard() == Frames{R"({"ns":"/canvas","event":"notice","data":{"text":"stays"}})"});
  CHECK(bob.heard() == Frames{R"({"ns":"/canvas","event":"pointed","data":{"x":2}})"});
  ann.link.is_blocked = false;
  CHECK(client.pointed(3) == EmitStatus::Queued);
  CHECK(ann.heard().size() == 1);
}

TEST_CASE("a blocked client gets only the latest of each key, and everything in its order") {
  Table table;
  Talk ann(table);
  ann.as("ann");
  const CanvasClient client = *table.canvas.last;
  ann.link.is_blocked = true;
  client.priced("a", 1);
  client.notice("between");
  table.canvas.all().priced("b", 1);
  client.priced("a", 2);
  table.canvas.all().priced("a", 3);
  CHECK(client.pointed(1) == EmitStatus::Dropped);
  CHECK(ann.ask(R"({"ns":"/canvas","event":"echo","id":1,"data":5})").empty());
  client.tick();

  ann.link.is_blocked = false;
  CHECK(ann.heard().empty());
  ann.drained();
  CHECK(ann.heard() == Frames{priced("a", 3),
                              R"({"ns":"/canvas","event":"notice","data":{"text":"between"}})",
                              priced("b", 1), R"({"id":1,"data":5})", R"({"ns":"/canvas","event":"tick"})"});
  client.priced("a", 4);
  CHECK(ann.heard() == Frames{priced("a", 4)});
}

TEST_CASE("a key of the room: the newest of each room") {
  Table table;
  Talk ann(table);
  ann.as("ann");
  for (const char* layer : {"a", "b"})
    ann.ask(R"({"ns":"/canvas","event":"enter","data":{"layer":")" + std::string(layer) + R"("}})");
  ann.link.is_blocked = true;
  for (const char* title : {"one", "two"}) {
    table.canvas.all().in(Canvas::Layer{"a"}).titled("a " + std::string(title));
    table.canvas.all().in(Canvas::Layer{"b"}).titled("b " + std::string(title));
  }
  ann.drained();
  const auto heard = ann.heard();
  REQUIRE(heard.size() == 2);
  CHECK(at(heard[0], "/data/title") == "a two");
  CHECK(at(heard[1], "/data/title") == "b two");
}

TEST_CASE("a full queue: the oldest or the newest goes, and the client stays") {
  Table table({.outbox_bytes = 2000});
  Talk ann(table);
  ann.as("ann");
  const CanvasClient client = *table.canvas.last;
  ann.link.is_blocked = true;

  SUBCASE("dropOldest") {
    for (std::uint32_t line = 0; line < 100; ++line) CHECK(client.scrolled(line) == EmitStatus::Queued);
    ann.drained();
    const auto heard = ann.heard();
    REQUIRE(!heard.empty());
    CHECK(heard.size() < 10);
    CHECK(at(heard.back(), "/data/line") == "99");
    CHECK(at(heard.front(), "/data/line") == std::to_string(100 - heard.size()));
  }
  SUBCASE("dropNewest") {
    int dropped = 0;
    for (int i = 0; i < 100; ++i) dropped += client.hinted(std::to_string(i)) == EmitStatus::Dropped ? 1 : 0;
    ann.drained();
    const auto heard = ann.heard();
    REQUIRE(!heard.empty());
    CHECK(dropped == 100 - static_cast<int>(heard.size()));
    CHECK(at(heard.front(), "/data/text") == "0");
    CHECK(at(heard.back(), "/data/text") == std::to_string(heard.size() - 1));
  }
  SUBCASE("an answer makes events go, and is never dropped itself") {
    for (std::uint32_t line = 0; line < 100; ++line) client.scrolled(line);
    ann.say(R"({"ns":"/canvas","event":"echo","id":1,"data":5})");
    for (std::uint32_t line = 100; line < 200; ++line) client.scrolled(line);
    ann.drained();
    const auto heard = ann.heard();
    REQUIRE(!heard.empty());
    CHECK(std::count(heard.begin(), heard.end(), R"({"id":1,"data":5})") == 1);
    CHECK(at(heard.back(), "/data/line") == "199");
  }
  CHECK(!ann.link.closed);
}

TEST_CASE("a full queue of which nothing may be dropped closes the client, as without a backlog") {
  Table table({.outbox_bytes = 2000});
  Talk ann(table);
  ann.as("ann");
  const CanvasClient client = *table.canvas.last;
  ann.link.is_blocked = true;
  client.priced("a", 1);  // from here on everything waits behind it
  for (int i = 0; i < 100; ++i) client.notice("kept");
  REQUIRE(ann.link.closed);
  CHECK(ann.link.closed->first == 1013);
  ann.lose({.how = gangway::protocol::LinkEnd::Clean, .by_us = true, .code = 1013, .reason = {}});
  CHECK(table.canvas.log.back() == "leave ann slow_consumer");
}

TEST_CASE("what waits is sent before a connection is closed") {
  Table table;
  Talk bob(table, "/canvas", "user=bob");
  table.canvas.last->notice("first");
  bob.heard();
  bob.link.is_blocked = true;
  table.canvas.last->priced("a", 7);
  table.canvas.last->disconnect();
  CHECK(bob.heard() == Frames{R"({"event":"priced","data":{"symbol":"a","price":7}})"});
  REQUIRE(bob.link.closed);
  CHECK(bob.link.closed->first == 1000);
}

TEST_CASE("an event without a JSON form takes nothing of a backlog with it") {
  Table table;
  Talk ann(table);
  ann.as("ann");
  ann.link.is_blocked = true;
  table.canvas.last->priced("a", 1);
  CHECK(ann.ask(R"({"ns":"/canvas","event":"number","id":1,"data":1})").empty());
  ann.drained();
  const auto heard = ann.heard();
  REQUIRE(heard.size() == 2);
  CHECK(heard[0] == priced("a", 1));
  CHECK(at(heard[1], "/error/code") == "internal");
}
