#include <csignal>
#include <memory>
#include <optional>

#include "running_server.h"

using namespace test::hall;
using namespace std::chrono_literals;
using test::RawClient;

TEST_CASE("a stopping server lets handlers end, answers them, and says that it goes") {
  Running running({.limits = {.grace = 10s}});
  running.start();
  RawClient idle(running.server.port());
  RawClient busy(running.server.port());
  enter(idle);
  enter(busy);
  busy.send(frame(R"({"ns":"/","event":"wait","id":1,"data":{"after":300}})"));
  REQUIRE(eventually([&] { return running.speakers.waiting == 1; }));
  running.server.stop();
  CHECK(until(idle, "closed") == "closed 1001");
  CHECK(until(busy, "waited") == R"({"id":1,"data":"waited"})");
  CHECK(until(busy, "closed") == "closed 1001");
  idle.send(std::string("\x88\x80\0\0\0\0", 6));
  busy.send(std::string("\x88\x80\0\0\0\0", 6));
  CHECK(running.ends_within(5s));
  CHECK(running.speakers.shut_down == 2);
}

TEST_CASE("a server that is stopped at once does not wait for handlers") {
  Running running({.limits = {.grace = 60s}});
  running.start();
  RawClient busy(running.server.port());
  enter(busy);
  busy.send(frame(R"({"ns":"/","event":"wait","id":1,"data":{"after":60000}})"));
  REQUIRE(eventually([&] { return running.speakers.waiting == 1; }));
  SUBCASE("from the start") { running.server.stop(gangway::Stop::Now); }
  SUBCASE("when it is stopping already") {
    running.server.stop();
    CHECK_FALSE(running.ends_within(100ms));
    running.server.stop(gangway::Stop::Now);
  }
  SUBCASE("when it is told twice") {
    running.server.stop();
    running.server.stop();
  }
  CHECK(until(busy, "closed") == "closed 1001");
  CHECK(running.ends_within(3s));
  CHECK(running.speakers.left == 1);
}

TEST_CASE("what was sent before the end is read whole by a slow client") {
  Running running({.limits = {.outbox_bytes = 64U << 20, .grace = 1s}});
  running.start();
  RawClient slow(running.server.port());
  enter(slow);
  slow.send(frame(R"({"ns":"/","event":"flood","id":7,"data":{"messages":32,"bytes":1000000}})"));
  REQUIRE(mentions(message(slow), "said"));
  running.server.stop();
  std::this_thread::sleep_for(1500ms);  // beyond grace and the time for a close handshake
  unsigned messages = 1;
  std::string last;
  while (mentions(last = message(slow), "said")) ++messages;
  CHECK(messages == 32);
  CHECK(last == R"({"id":7,"data":32})");
  CHECK(until(slow, "closed") == "closed 1001");
  slow.send(std::string("\x88\x80\0\0\0\0", 6));
  CHECK(running.ends_within(5s));
}

TEST_CASE("HTTP requests in flight are answered before a server ends, new ones are not taken") {
  Running running({.limits = {.grace = 10s}});
  std::promise<gangway::Ack<gangway::HttpResponse>> asked;
  running.server.route("GET", "/later", [&](gangway::HttpRequest) {
    auto ack = gangway::deferred<gangway::HttpResponse>();
    auto reply = ack.reply();
    asked.set_value(std::move(ack));
    return reply;
  });
  running.start();
  RawClient waiting(running.server.port());
  RawClient kept(running.server.port());
  waiting.send("GET /later HTTP/1.1\r\n\r\n");
  auto ack = asked.get_future().get();
  CHECK(mentions(kept.send("GET /readyz HTTP/1.1\r\n\r\n").read_response(), "200 OK"));
  running.server.stop();
  CHECK_FALSE(running.ends_within(100ms));
  CHECK(mentions(kept.send("GET /readyz HTTP/1.1\r\n\r\n").read_response(), "503"));
  CHECK(kept.read_to_end() == "");  // its connection ends with the answer
  CHECK(ack(gangway::HttpResponse{.body = "finished"}));
  CHECK(mentions(waiting.read_to_end(), "finished"));
  CHECK(running.ends_within(5s));
}

TEST_CASE("signals stop a server") {
  Running running({.handle_signals = true});
  running.start();
  RawClient client(running.server.port());
  CHECK(mentions(client.send("GET /healthz HTTP/1.1\r\n\r\n").read_response(), "ok"));
  std::raise(SIGTERM);
  CHECK(running.ends_within(5s));
}

TEST_CASE("a thousand clients that leave at once are all seen off") {
  constexpr unsigned kClients = 1000;
  Running running({.threads = 1});
  running.start();
  std::vector<std::unique_ptr<RawClient>> clients;
  for (unsigned i = 0; i < kClients; ++i) {
    clients.push_back(std::make_unique<RawClient>(running.server.port()));
    enter(*clients.back());
  }
  CHECK(running.speakers.joined == kClients);
  RawClient stays(running.server.port());
  enter(stays);
  clients.clear();
  CHECK(eventually([&] { return running.speakers.left == kClients; }));
  CHECK(until(stays.send(frame(R"({"ns":"/","event":"say","id":1,"data":{"text":"still there"}})")), "id") ==
        R"({"id":1,"data":1})");
}
