#include "board.h"

using namespace test::board;
using namespace std::chrono_literals;

namespace {

std::string refresh(std::string_view user) {
  return R"({"ns":"/canvas","refresh":{"user":")" + std::string(user) + R"("}})";
}

constexpr const char* kEcho = R"({"ns":"/canvas","event":"echo","id":1,"data":0})";

}  // namespace

TEST_CASE("a client that is in sends a new handshake; its session and its place stay") {
  Table table;
  Talk ann(table);
  ann.as("ann");
  CHECK(ann.ask(refresh("anna")) == Frames{R"({"ns":"/canvas","refreshed":{}})"});
  CHECK(table.canvas.log == Frames{"join ann 1", "refresh anna"});
  CHECK(table.canvas.last->session().user == "anna");

  SUBCASE("one that is refused changes nothing") {
    CHECK(
        ann.ask(refresh("nobody")) ==
        Frames{
            R"({"ns":"/canvas","refreshed":{"error":{"code":"unauthenticated","message":"who are you"}}})"});
    CHECK(ann.ask(kEcho) == Frames{R"({"id":1,"data":0})"});
  }
  SUBCASE("it is checked like any handshake") {
    const auto frames = ann.ask(R"({"ns":"/canvas","refresh":{"user":""}})");
    CHECK(at(frames.at(0), "/refreshed/error/code") == "invalid_payload");
    CHECK(at(frames.at(0), "/refreshed/error/data/path") == "/user");
  }
  SUBCASE("a fault says nothing to the client") {
    CHECK(at(ann.ask(refresh("thrower")).at(0), "/refreshed/error/code") == "internal");
  }
}

TEST_CASE("a refresh may wait, and events go on beside it; a second one meanwhile is refused") {
  Table table;
  Talk ann(table);
  ann.as("ann");
  CHECK(ann.ask(refresh("slow")).empty());
  CHECK(ann.ask(kEcho) == Frames{R"({"id":1,"data":0})"});
  CHECK(at(ann.ask(refresh("bob")).at(0), "/refreshed/error/code") == "overloaded");
  table.executor->advance(100ms);
  CHECK(ann.heard() == Frames{R"({"ns":"/canvas","refreshed":{}})"});

  SUBCASE("a client that leaves meanwhile gets no answer") {
    ann.ask(refresh("slow"));
    CHECK(ann.ask(R"({"ns":"/canvas","leave":{}})") ==
          Frames{R"({"ns":"/canvas","left":{"reason":"client_left"}})"});
    table.executor->advance(1s);
    CHECK(ann.heard().empty());
  }
}

TEST_CASE("who is not in, and who has no handshake, cannot refresh it") {
  Table table;
  Talk ann(table);
  ann.heard();
  CHECK(at(ann.ask(refresh("ann")).at(0), "/refreshed/error/code") == "unknown_namespace");
  ann.ask(R"({"ns":"/","join":{}})");
  CHECK(at(ann.ask(R"({"ns":"/","refresh":{}})").at(0), "/refreshed/error/code") == "forbidden");
}

TEST_CASE("after `expires_at` every event is refused, until a refresh moves it on") {
  Table table;
  Talk ann(table);
  ann.as("ann");
  table.canvas.last->expires_at(std::chrono::system_clock::now() + 10s);
  CHECK(ann.ask(kEcho).at(0) == R"({"id":1,"data":0})");
  table.executor->advance(11s);
  ann.heard();
  const Frames refused{R"({"id":1,"error":{"code":"unauthenticated","message":"expired"}})"};
  CHECK(ann.ask(kEcho) == refused);
  CHECK(ann.ask(R"({"event":"echo","ns":"/canvas","data":0,"id":1})") == refused);

  SUBCASE("what is sent to it still arrives") {
    table.canvas.all().notice("still here");
    CHECK(ann.heard().size() == 1);
  }
  SUBCASE("refreshed") {
    ann.ask(refresh("ann"));  // its handler says: ten seconds more
    CHECK(ann.ask(kEcho) == Frames{R"({"id":1,"data":0})"});
    table.executor->advance(11s);
    ann.heard();
    CHECK(ann.ask(kEcho) == refused);
  }
  SUBCASE("taken back") {
    table.canvas.last->expires_at(CanvasClient::never);
    CHECK(ann.ask(kEcho) == Frames{R"({"id":1,"data":0})"});
  }
  SUBCASE("in the past") {
    table.canvas.last->expires_at({});
    CHECK(ann.ask(kEcho) == refused);
  }
}

TEST_CASE("an event that waits is refused when its client has expired by its turn") {
  Table table;
  Talk ann(table);
  ann.as("ann");
  ann.say(R"({"ns":"/canvas","event":"later","id":1,"data":{"after":1500}})");
  ann.say(R"({"ns":"/canvas","event":"echo","id":2,"data":0})");
  table.canvas.last->expires_at(std::chrono::system_clock::now() + 1s);
  table.executor->advance(2s);
  const auto frames = ann.heard();
  REQUIRE(frames.size() == 2);
  CHECK(frames[0] == R"({"id":1,"data":"after 1500"})");
  CHECK(at(frames[1], "/error/message") == "expired");
}
