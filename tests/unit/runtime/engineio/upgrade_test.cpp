// A session that polls moves to a WebSocket, or does not: each step, and what kills it there.
#include <doctest/doctest.h>

#include "kit.h"

using namespace engineio_kit;
using Strings = std::vector<std::string>;

namespace {

struct Upgrading {
  explicit Upgrading(engineio::Options options = quick(), bool echoes = false)
      : world(std::move(options), echoes), sid(world.open_polling()) {}

  SocketPtr probe() { return world.probe(sid); }
  /// One that has had its pong.
  SocketPtr probed() {
    auto socket = probe();
    socket->send("2probe");
    CHECK(socket->take() == Strings{"3probe"});
    return socket;
  }
  SocketPtr upgraded() {
    auto socket = probed();
    socket->send("5");
    return socket;
  }
  RequestPtr get() { return world.get(sid); }
  App& app() { return world.app(); }
  /// It still polls, both ways, and hears nothing twice.
  void check_that_it_polls() {
    app().take_heard();
    CHECK(world.post(sid, "4by post")->body() == "ok");
    CHECK(app().take_heard() == Strings{"by post"});
    app().say("by get");
    CHECK(world.poll(sid) == "4by get");
    CHECK(app().end().empty());
  }

  World world;
  std::string sid;
};

}  // namespace

TEST_CASE("an upgrade, as clients make it") {
  Upgrading client;
  const auto waiting = client.get();
  const auto socket = client.probe();
  CHECK(socket->take().empty());
  socket->send("2probe");
  CHECK(socket->take() == Strings{"3probe"});
  CHECK(waiting->waits());
  client.world.pass(100ms);
  CHECK(waiting->body() == "6");
  socket->send("5");
  CHECK(socket->take().empty());

  socket->send("4up");
  CHECK(client.app().take_heard() == Strings{"up"});
  client.app().say("down");
  CHECK(socket->take() == Strings{"4down"});
  CHECK(client.app().attached == 1);
  for (const auto& sent : {client.get(), client.world.post(client.sid, "4a")})
    CHECK(sent->body() == R"({"code":3,"message":"Bad request"})");
  CHECK(client.app().heard.empty());
}

TEST_CASE("during the probe every GET ends within 100 ms") {
  Upgrading client(engineio::Options{});
  const auto socket = client.probed();
  for (int i = 0; i < 5; ++i) {
    const auto waiting = client.get();
    client.world.pass(30ms);
    CHECK(waiting->waits());
    client.world.pass(70ms);
    CHECK(waiting->body() == "6");
  }
  const auto before_a_message = client.get();
  client.app().say("a");
  client.world.pass(100ms);
  CHECK(before_a_message->body() == "4a");
}

TEST_CASE("no GET is ended before the probe's ping") {
  Upgrading client;
  const auto waiting = client.get();
  const auto socket = client.probe();
  client.world.pass(299ms);
  CHECK(waiting->waits());
}

TEST_CASE("what is written during the probe goes through polling until the 5") {
  Upgrading client;
  const auto socket = client.probed();
  const auto waiting = client.get();
  client.app().say("by poll");
  client.world.turn();
  CHECK(waiting->body() == "4by poll");
  client.app().say("left over");
  auto shared = std::make_shared<protocol::SharedMessage>();
  shared->kind = MessageKind::Binary;
  shared->bytes = "\xff";
  client.app().link->send(shared);
  CHECK(socket->take().empty());
  socket->send("5");
  CHECK(socket->take() == Strings{"4left over", "\xff"});
  CHECK(client.app().drained == 2);  // with the GET, and now
}

TEST_CASE("a GET that waits when the 5 comes gets 1, and nothing is lost with it") {
  Upgrading client;
  const auto socket = client.probed();
  const auto waiting = client.get();
  client.app().say("in this turn");
  socket->send("5");
  CHECK(waiting->body() == "1");
  CHECK(socket->take() == Strings{"4in this turn"});
  client.world.turn();
  waiting->client_went();
  CHECK(client.app().end().empty());
}

TEST_CASE("a 5 without a probe is good enough, as the reference has it") {
  Upgrading client;
  const auto socket = client.probe();
  socket->send("5");
  socket->send("4a");
  CHECK(client.app().take_heard() == Strings{"a"});
}

TEST_CASE("a second WebSocket for a session is closed") {
  Upgrading client;
  SUBCASE("while another one probes") {
    const auto first = client.probed();
    const auto second = client.probe();
    CHECK(second->closed_with() == kNoStatus);
    CHECK(first->closed_with() == 0);
    first->send("5");
    first->send("4a");
    CHECK(client.app().take_heard() == Strings{"a"});
    CHECK(client.app().end().empty());
  }
  SUBCASE("after the upgrade") {
    const auto first = client.upgraded();
    const auto second = client.probe();
    CHECK(second->closed_with() == kNoStatus);
    second->send("4never");
    second->close();
    first->send("4a");
    CHECK(client.app().take_heard() == Strings{"a"});
    client.app().say("b");
    CHECK(first->take() == Strings{"4b"});
    CHECK(client.app().end().empty());
  }
}

TEST_CASE("where upgrades are not allowed a WebSocket for a session is closed") {
  auto options = quick();
  options.allow_upgrades = false;
  Upgrading client(options);
  CHECK(client.probe()->closed_with() == kNoStatus);
  client.check_that_it_polls();
}

TEST_CASE("anything else during the probe closes it, and the client polls on") {
  Upgrading client;
  const auto socket = client.probed();
  SUBCASE("a message") { socket->send("4a"); }
  SUBCASE("bytes") { socket->send("\x01", MessageKind::Binary); }
  SUBCASE("a ping of another kind") { socket->send("2"); }
  SUBCASE("a ping with more") { socket->send("2probes"); }
  SUBCASE("no packet") { socket->send("abc"); }
  SUBCASE("nothing") { socket->send(""); }
  SUBCASE("close") { socket->send("1"); }
  CHECK(socket->closed_with() == kNoStatus);
  CHECK(client.app().heard.empty());
  client.check_that_it_polls();
  const auto again = client.upgraded();
  again->send("4up");
  CHECK(client.app().take_heard() == Strings{"up"});
}

TEST_CASE("a probe may be repeated") {
  Upgrading client;
  const auto socket = client.probed();
  socket->send("2probe");
  CHECK(socket->take() == Strings{"3probe"});
  socket->send("5");
  socket->send("4a");
  CHECK(client.app().take_heard() == Strings{"a"});
}

TEST_CASE("an upgrade killed at each step") {
  Upgrading client;
  SUBCASE("the WebSocket goes before its ping") {
    client.probe()->close(protocol::LinkEnd::Lost);
    client.check_that_it_polls();
  }
  SUBCASE("the WebSocket goes after its pong") {
    client.probed()->close(protocol::LinkEnd::Lost);
    const auto waiting = client.get();
    client.world.pass(250ms);
    CHECK(waiting->waits());  // no GET is ended for it any more
    waiting->client_went();
    CHECK(client.app().end() == "lost");
  }
  SUBCASE("the WebSocket goes after its pong, the client polls on") {
    client.probed()->close(protocol::LinkEnd::Clean);
    client.check_that_it_polls();
  }
  SUBCASE("the 5 takes too long") {
    const auto socket = client.probed();
    for (int i = 0; i < 9; ++i) {
      client.world.pass(100ms);
      client.world.post(client.sid, "3");
    }
    client.world.pass(99ms);
    CHECK(socket->closed_with() == 0);
    client.world.pass(1ms);
    CHECK(socket->closed_with() == kNoStatus);
    socket->send("5");
    client.check_that_it_polls();
  }
  SUBCASE("the ping takes too long") {
    const auto socket = client.probe();
    for (int i = 0; i < 10; ++i) {
      client.world.pass(100ms);
      client.world.post(client.sid, "3");
    }
    CHECK(socket->closed_with() == kNoStatus);
    client.check_that_it_polls();
  }
  SUBCASE("the client closes by POST") {
    const auto socket = client.probed();
    const auto waiting = client.get();
    client.world.post(client.sid, "1");
    CHECK(waiting->body() == "6");
    CHECK(socket->closed_with() == kNoStatus);
    CHECK(client.app().end() == "lost");
    socket->send("5");
  }
  SUBCASE("a GET is given up") {
    const auto socket = client.probed();
    client.get()->client_went();
    CHECK(socket->closed_with() == kNoStatus);
    CHECK(client.app().end() == "lost");
  }
  SUBCASE("GETs overlap") {
    const auto socket = client.probed();
    client.get();
    client.get();
    CHECK(socket->closed_with() == kNoStatus);
    CHECK(client.app().end() == "lost");
  }
  SUBCASE("the client is silent") {
    const auto socket = client.probed();
    client.world.pass(500ms);
    CHECK(socket->closed_with() == kNoStatus);
    CHECK(client.app().end() == "silent");
  }
  SUBCASE("the server goes") {
    const auto socket = client.probed();
    client.world.server.reset();
    CHECK(socket->closed_with() == kNoStatus);
    CHECK(client.app().end() == "lost");
  }
  SUBCASE("the WebSocket goes right after the 5") {
    const auto socket = client.upgraded();
    client.app().say("gone with it");
    socket->close(protocol::LinkEnd::Lost);
    CHECK(client.app().end() == "lost");
    CHECK(client.get()->body() == R"({"code":1,"message":"Session ID unknown"})");
  }
  SUBCASE("the session had gone before the WebSocket was there") {
    auto accepted =
        std::get<protocol::Accepted>(client.world.upgrade("EIO=4&transport=websocket&sid=" + client.sid));
    client.world.post(client.sid, "1");
    const Socket socket(std::move(accepted));
    CHECK(socket.closed_with() == kNoStatus);
  }
}

TEST_CASE("a server that closes during the upgrade") {
  Upgrading client;
  SUBCASE("finishes it by polling, where a GET comes first") {
    const auto socket = client.probed();
    client.app().say("bye");
    client.app().link->close(1000, "done");
    client.world.turn();
    CHECK(client.world.poll(client.sid) ==
          "4bye\x1e"
          "1");
    CHECK(socket->closed_with() == kNoStatus);
  }
  SUBCASE("finishes it on the WebSocket, where the 5 comes first") {
    const auto socket = client.probed();
    client.app().say("bye");
    client.app().link->close(4001, "done");
    client.world.turn();
    socket->send("5");
    CHECK(socket->take() == Strings{"4bye"});
    CHECK(socket->closed_with() == 4001);
    CHECK(client.app().closed.empty());
    socket->close();
  }
  SUBCASE("does not lose its word to a GET that the probe ends") {
    const auto socket = client.probed();
    const auto waiting = client.get();
    client.world.loop->post([&] { client.app().link->close(1000, "done"); });
    client.world.pass(100ms);
    CHECK(waiting->body() == "1");
  }
  CHECK(client.app().end() == "closed by us");
  CHECK(client.world.server->size() == 0);
}

TEST_CASE("a ping that is under way when the client upgrades") {
  Upgrading client;
  const auto socket = client.probed();
  SUBCASE("was fetched, and is answered on the WebSocket") {
    client.world.pass(300ms);
    CHECK(client.world.poll(client.sid) == "2");
    client.world.pass(150ms);
    socket->send("5");
    client.world.pass(199ms);
    socket->send("3");
    CHECK(client.app().pongs == 1);
  }
  SUBCASE("was not fetched, and goes out on the WebSocket") {
    client.world.pass(300ms);
    socket->send("5");
    CHECK(socket->take() == Strings{"2"});
    socket->send("3");
  }
  client.world.pass(299ms);
  CHECK(client.app().end().empty());
  client.world.pass(1ms + 200ms);
  CHECK(client.app().end() == "silent");
}

TEST_CASE("a ping that is never answered ends an upgraded session too") {
  Upgrading client;
  const auto socket = client.probed();
  client.world.pass(300ms);
  CHECK(client.world.poll(client.sid) == "2");
  socket->send("5");
  client.world.pass(199ms);
  CHECK(client.app().end().empty());
  client.world.pass(1ms);
  CHECK(client.app().end() == "silent");
}
