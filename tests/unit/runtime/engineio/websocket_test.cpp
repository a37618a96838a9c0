// Sessions that have a WebSocket from the beginning.
#include <doctest/doctest.h>

#include "kit.h"

using namespace engineio_kit;
using Strings = std::vector<std::string>;

namespace {

struct Direct {
  explicit Direct(bool echoes = true) : world(quick(), echoes) {
    socket = world.websocket("EIO=4&transport=websocket");
    sid = World::sid_of(socket->take().at(0));
  }
  World world;
  SocketPtr socket;
  std::string sid;
};

}  // namespace

TEST_CASE("text has its type, bytes are raw") {
  Direct client;
  client.socket->send("4hello");
  client.socket->send("\x01\x02", MessageKind::Binary);
  client.socket->send("", MessageKind::Binary);
  client.socket->send("4");
  client.socket->send("bAQI=");
  CHECK(client.world.app().take_heard() ==
        Strings{"hello", "binary \x01\x02", "binary ", "", "binary \x01\x02"});
  CHECK(client.socket->take() == Strings{"4hello", "\x01\x02", "", "4", "\x01\x02"});
  using Kind = MessageKind;
  CHECK(client.socket->link.kinds ==
        std::vector{Kind::Text, Kind::Text, Kind::Binary, Kind::Binary, Kind::Text, Kind::Binary});
}

TEST_CASE("shared messages go to the WebSocket as they are") {
  Direct client;
  auto shared = std::make_shared<protocol::SharedMessage>();
  shared->bytes = "42[\"all\"]";
  client.world.app().link->send(shared);
  CHECK(client.socket->take() == Strings{"42[\"all\"]"});
}

TEST_CASE("what is wrong closes a WebSocket without a code") {
  Direct client;
  SUBCASE("no packet") { client.socket->send("abc"); }
  SUBCASE("nothing") { client.socket->send(""); }
  SUBCASE("a ping of the client's") { client.socket->send("2"); }
  SUBCASE("a probe where there is nothing to upgrade") { client.socket->send("2probe"); }
  CHECK(client.socket->closed_with() == kNoStatus);
  CHECK(client.world.app().end() == "violation");
  CHECK(client.world.server->size() == 0);
  client.socket->close();
  CHECK(client.world.app().end() == "violation");
}

TEST_CASE("the client's 1 ends the session at once") {
  Direct client;
  client.socket->send("1");
  CHECK(client.socket->closed_with() == kNoStatus);
  CHECK(client.world.app().end() == "lost");
}

TEST_CASE("0, 5 and 6 mean nothing on a WebSocket") {
  Direct client;
  for (const char* packet : {"0", "5", "6", "4yes"}) client.socket->send(packet);
  CHECK(client.socket->take() == Strings{"4yes"});
}

TEST_CASE("a WebSocket that ends is a transport that was lost, however it ends") {
  Direct client;
  SUBCASE("with a close handshake") { client.socket->close(protocol::LinkEnd::Clean, 1001); }
  SUBCASE("without one") { client.socket->close(protocol::LinkEnd::Lost); }
  CHECK(client.world.app().end() == "lost");
  CHECK(client.world.server->size() == 0);
}

TEST_CASE("a WebSocket that breaks the frame's rules is a violation") {
  Direct client;
  client.socket->close(protocol::LinkEnd::ProtocolError, 1009);
  CHECK(client.world.app().end() == "violation");
  CHECK(client.world.app().closed[0].code == 1009);
}

TEST_CASE("the server closes a WebSocket with the application's code") {
  Direct client(false);
  client.world.app().say("bye");
  client.world.app().link->close(1008, "enough");
  client.world.app().say("never");
  CHECK(client.socket->take() == Strings{"4bye"});
  CHECK(client.socket->closed_with() == 1008);
  CHECK(client.world.app().closed.empty());
  CHECK(client.world.server->size() == 0);  // nobody finds it any more
  client.world.pass(10s);                   // its end is the transport's to bound
  CHECK(client.socket->take().empty());
  client.socket->close();
  CHECK(client.world.app().end() == "closed by us");
  CHECK(client.world.app().closed[0].code == 1008);
}

TEST_CASE("polling has no place in a session with a WebSocket") {
  Direct client;
  for (const auto& sent : {client.world.get(client.sid), client.world.post(client.sid, "4a")}) {
    CHECK(sent->status() == 400);
    CHECK(sent->body() == R"({"code":3,"message":"Bad request"})");
  }
  CHECK(client.world.app().end().empty());
  CHECK(client.world.app().heard.empty());
}

TEST_CASE("a second WebSocket cannot take over one that is there from the beginning") {
  Direct client;
  const auto second = client.world.probe(client.sid);
  CHECK(second->closed_with() == kNoStatus);
  client.socket->send("4still");
  CHECK(client.socket->take() == Strings{"4still"});
}

TEST_CASE("a WebSocket tells what it does not take, and when it is drained") {
  Direct client(false);
  App& app = client.world.app();
  client.socket->link.queued = 77;
  client.socket->link.is_blocked = true;
  CHECK(app.link->queued_bytes() == 77);
  CHECK(app.link->blocked());
  client.socket->accepted.session->on_drained();
  CHECK(app.drained == 1);
}

TEST_CASE("a WebSocket that dies with its loop ends the session") {
  Direct client;
  client.socket->accepted.session.reset();
  CHECK(client.world.app().end() == "lost");
  CHECK(client.world.server->size() == 0);
}

TEST_CASE("an upgrade that was accepted and never came leaves nothing") {
  World world;
  {
    const auto accepted = world.upgrade("EIO=4&transport=websocket");
    CHECK(world.server->size() == 1);
  }
  CHECK(world.server->size() == 0);
  CHECK(world.app().attached == 0);
  CHECK(world.app().closed.empty());
  const std::string sid = world.open_polling();
  { const auto accepted = world.upgrade("EIO=4&transport=websocket&sid=" + sid); }
  CHECK(world.server->size() == 1);
}
