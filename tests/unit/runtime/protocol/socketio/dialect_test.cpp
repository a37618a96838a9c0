// A gateway that Socket.IO clients talk to, packet by packet.
#include "../board.h"

namespace test::board::io {

using namespace std::chrono_literals;

namespace {

const std::string kAnn = R"(0/canvas,{"user":"ann"})";

/// Whether the connection was closed as after a violation.
bool broken(const Talk& talk) { return talk.link.closed && talk.link.closed->first == 1005; }

/// What the ack, refusal or event in `packet` carries.
nlohmann::json payload(const std::string& packet) {
  return nlohmann::json::parse(packet.substr(packet.find_first_of("[{")));
}

}  // namespace

TEST_CASE("Socket.IO: CONNECT is answered with the client's public id") {
  Table table;
  Talk ann(table, Talk::Io{});
  CHECK(ann.heard().empty());
  const auto heard = ann.ask(kAnn);
  CHECK(table.canvas.log == Frames{"join ann 1"});
  const auto id = std::to_string(static_cast<std::uint64_t>(table.canvas.last->id()));
  CHECK(heard == Frames{R"(40/canvas,{"sid":")" + id + R"("})"});
  CHECK(ann.ask("0").at(0).starts_with(R"(40{"sid":")"));
}

TEST_CASE("Socket.IO: refusals leave the connection open") {
  Table table;
  Talk ann(table, Talk::Io{});
  CHECK(ann.ask("0/random,") == Frames{R"(44/random,{"message":"Invalid namespace"})"});
  CHECK(ann.ask(R"(0/canvas,{"user":"nobody"})") ==
        Frames{R"(44/canvas,{"message":"who are you","data":{"code":"unauthenticated"}})"});
  CHECK(ann.ask(R"(0/canvas,{"user":"thrower"})") ==
        Frames{R"(44/canvas,{"message":"the server failed","data":{"code":"internal"}})"});
  const auto invalid = ann.ask("0/canvas,");
  REQUIRE(invalid.size() == 1);
  CHECK(payload(invalid[0])["data"]["code"] == "invalid_payload");
  CHECK(payload(invalid[0])["data"]["data"]["path"] == "/user");
  CHECK(!ann.link.closed);
  CHECK(ann.ask(kAnn).size() == 1);
}

TEST_CASE("Socket.IO: what comes while a join is being decided waits for it") {
  Table table;
  Talk ann(table, Talk::Io{});
  CHECK(ann.ask(R"(0/canvas,{"user":"slow"})").empty());
  CHECK(ann.ask(R"(2/canvas,1["echo",5])").empty());
  CHECK(ann.ask("0").size() == 1);
  table.executor->advance(100ms);
  const auto heard = ann.heard();
  REQUIRE(heard.size() == 2);
  CHECK(heard[0].starts_with("40/canvas,"));
  CHECK(heard[1] == "43/canvas,1[5]");

  // A second CONNECT meanwhile is one too many; a DISCONNECT takes it back.
  Talk bob(table, Talk::Io{});
  bob.say(R"(0/canvas,{"user":"slow"})");
  bob.say("1/canvas,");
  table.executor->advance(100ms);
  CHECK(bob.heard().empty());
  bob.say(R"(0/canvas,{"user":"slow"})");
  bob.say(R"(0/canvas,{"user":"slow"})");
  CHECK(broken(bob));
}

TEST_CASE("Socket.IO: who is in no namespace in time is closed") {
  Table table;
  Talk ann(table, Talk::Io{{.connect_timeout = 1s}});
  Talk bob(table, Talk::Io{{.connect_timeout = 1s}});
  Talk cat(table, Talk::Io{});
  bob.ask("0");
  table.executor->advance(999ms);
  CHECK(!ann.link.closed);
  table.executor->advance(1ms);
  CHECK(broken(ann));
  CHECK(!bob.link.closed);
  table.executor->advance(43'999ms);
  CHECK(!cat.link.closed);
  table.executor->advance(1ms);
  CHECK(cat.link.closed);
  CHECK(bob.link.pings == 0);  // what carries it keeps the time
  CHECK(!bob.link.closed);
}

TEST_CASE("Socket.IO: an event with an ack id is answered with one argument, or none") {
  Table table;
  Talk ann(table, Talk::Io{});
  ann.ask(kAnn);
  CHECK(ann.ask(R"(2/canvas,0["echo",{"a":1.50,"b":1}])") == Frames{R"(43/canvas,0[{"a":1.5,"b":1}])"});
  CHECK(ann.ask(R"(2/canvas,9007199254740991["echo", [1] ])") ==
        Frames{R"(43/canvas,9007199254740991[[1]])"});
  CHECK(ann.ask(R"(2/canvas,1["leave",{"layer":"a"}])") == Frames{"43/canvas,1[]"});
  CHECK(ann.ask(R"(2/canvas,["echo",1])").empty());  // nobody asked
  CHECK(ann.ask(R"(2/canvas,["leave",{"layer":"a"}])").empty());
  ann.ask("0");
  CHECK(ann.ask(R"(23["ping"])") == Frames{R"(433["pong"])"});
  CHECK(ann.ask(R"(24["ping",null])") == Frames{R"(434["pong"])"});
  CHECK(ann.ask(R"(2/,5["ping"])") == Frames{R"(435["pong"])"});
}

TEST_CASE("Socket.IO: errors come in the ack; without one as NestJS's exception") {
  Table table;
  Talk ann(table, Talk::Io{});
  ann.ask(kAnn);
  CHECK(ann.ask(R"(2/canvas,1["draw",{"layer":"full","shape":{"shape":"dot","at":1}}])") ==
        Frames{R"(43/canvas,1[{"error":{"code":"Full","message":"Full","data":{"limit":3}}}])"});
  CHECK(ann.ask(R"(2/canvas,2["draw",{"layer":"locked","shape":{"shape":"dot","at":1}}])") ==
        Frames{R"(43/canvas,2[{"error":{"code":"ReadOnly","message":"Nobody may draw here","data":{}}}])"});
  CHECK(ann.ask(R"(2/canvas,["draw",{"layer":"full","shape":{"shape":"dot","at":1}}])") ==
        Frames{R"(42/canvas,["exception",{"status":"error","code":"Full","message":"Full",)"
               R"("data":{"limit":3},"cause":{"pattern":"draw"}}])"});
  CHECK(ann.ask(R"(2/canvas,["draw",{"layer":"broken","shape":{"shape":"dot","at":1}}])") ==
        Frames{R"(42/canvas,["exception",{"status":"error","code":"internal","message":"the server failed",)"
               R"("cause":{"pattern":"draw"}}])"});
  const auto unknown = ann.ask(R"(2/canvas,3["nothing",1])");
  REQUIRE(unknown.size() == 1);
  CHECK(payload(unknown[0])[0]["error"]["code"] == "unknown_event");
  CHECK(payload(ann.ask(R"(2/canvas,[7,"a"])").at(0))[1]["code"] == "unknown_event");
  CHECK(!ann.link.closed);
}

TEST_CASE("Socket.IO: the payload is the one argument") {
  Table table;
  Talk ann(table, Talk::Io{});
  ann.ask(kAnn);
  const auto two = ann.ask(R"(2/canvas,1["echo",1,2])");
  REQUIRE(two.size() == 1);
  CHECK(payload(two[0])[0]["error"]["code"] == "invalid_payload");
  CHECK(payload(two[0])[0]["error"]["message"] == "an event has one argument, which is its payload");
  CHECK(payload(ann.ask(R"(2/canvas,["echo",1,2])").at(0))[1]["cause"]["pattern"] == "echo");
  CHECK(payload(ann.ask(R"(2/canvas,2["enter"])").at(0))[0]["error"]["code"] == "invalid_payload");
  const auto wrong = payload(ann.ask(R"(2/canvas,3["later",{"after":true}])").at(0))[0]["error"];
  CHECK(wrong["code"] == "invalid_payload");
  CHECK(wrong["data"]["path"] == "/after");
  // Broken JSON behind a payload that is fine: the handler must not have run.
  const std::size_t before = table.canvas.log.size();
  ann.say(R"(2/canvas,4["later",{"after":1}])"
          "x");
  CHECK(broken(ann));
  CHECK(table.canvas.log.size() == before);
}

TEST_CASE("Socket.IO: a text that was cut inside a character is refused, and the client stays") {
  Table table;
  Talk ann(table, Talk::Io{});
  ann.ask(kAnn);
  const auto refused = ann.ask(R"(2/canvas,1["enter",{"layer":"x\ud83d"}])");
  REQUIRE(refused.size() == 1);
  CHECK(payload(refused[0])[0]["error"]["data"]["path"] == "/layer");
  CHECK(!ann.link.closed);
}

TEST_CASE("Socket.IO: ids are counted in each namespace by itself") {
  Table table;
  Talk ann(table, Talk::Io{});
  ann.ask(kAnn);
  ann.ask("0/book/x/1,");
  CHECK(ann.ask(R"(2/canvas,0["later",{"after":10}])").empty());
  CHECK(ann.ask(R"(2/book/x/1,0["read",{"line":1}])") == Frames{R"(43/book/x/1,0["x:1"])"});
  const auto again = ann.ask(R"(2/canvas,0["echo",1])");
  REQUIRE(again.size() == 1);
  CHECK(payload(again[0])[0]["error"]["code"] == "invalid_payload");
  table.executor->advance(10ms);
  CHECK(ann.heard() == Frames{R"(43/canvas,0["after 10"])"});
  CHECK(ann.ask(R"(2/canvas,0["echo",1])") == Frames{"43/canvas,0[1]"});
}

TEST_CASE("Socket.IO: a handler that never answers never answers") {
  Table table;
  Talk ann(table, Talk::Io{});
  ann.ask(kAnn);
  CHECK(ann.ask(R"(2/canvas,1["deferred",{"key":"a"}])").empty());
  table.executor->advance(40s);
  CHECK(ann.heard().empty());
  table.canvas.acks.front()("at last");
  CHECK(ann.heard() == Frames{R"(43/canvas,1["at last"])"});
}

TEST_CASE("Socket.IO: streams are events, and the ack is their end") {
  Table table;
  Talk ann(table, Talk::Io{});
  ann.ask(kAnn);
  Frames expected;
  for (int i = 1; i <= 40; ++i) expected.push_back(R"(42/canvas,["count",)" + std::to_string(i) + "]");
  const Frames items = expected;
  expected.push_back("43/canvas,1[]");
  CHECK(ann.ask(R"(2/canvas,1["count",{"to":40}])") == expected);  // nobody gives credit
  CHECK(ann.ask(R"(2/canvas,["count",{"to":40}])") == items);
  const auto failing = ann.ask(R"(2/canvas,2["count",{"to":120}])");
  REQUIRE(failing.size() == 100);
  CHECK(failing.back() == R"(43/canvas,2[{"error":{"code":"Full","message":"Full","data":{"limit":100}}}])");
  CHECK(payload(ann.ask(R"(2/canvas,3["sum",1])").at(0))[0]["error"]["code"] == "invalid_payload");
}

TEST_CASE("Socket.IO: calls of the server's, and what clients answer") {
  Table table;
  Talk ann(table, Talk::Io{});
  ann.ask(kAnn);
  const CanvasClient client = *table.canvas.last;
  const auto answered = [&](const std::string& ack) {
    const auto asked = ann.ask(R"(2/canvas,5["ask",{"question":"sure?"}])");
    REQUIRE(asked.size() == 1);
    const auto id = asked[0].substr(10, asked[0].find('[') - 10);
    CHECK(asked[0] == "42/canvas," + id + R"(["confirm",{"question":"sure?"}])");
    return ann.ask("3/canvas," + id + ack);
  };
  CHECK(answered("[true]") == Frames{"43/canvas,5[true]"});
  const auto refused = [&](const std::string& ack, const std::string& code) {
    CHECK(answered(ack) == Frames{"43/canvas,5[false]"});
    CHECK(table.canvas.log.back() == "ask: " + code);
  };
  refused(R"([{"error":{"code":"busy","message":"not now","more":1}}])", "busy");
  refused("[7]", "invalid_payload");
  refused("[]", "invalid_payload");
  refused("[true,true]", "invalid_payload");
  // Not what a refusal looks like, and no answer either.
  refused(R"([{"error":{"code":7,"message":"x"}}])", "invalid_payload");
  refused(R"([{"error":{"code":"busy","message":"x"},"more":1}])", "invalid_payload");
  // For nobody: an ack of an id that is not known, or known no more.
  CHECK(ann.ask("3/canvas,1[true]").empty());
  CHECK(ann.ask("3/canvas,4711[true]").empty());
  CHECK(ann.ask("3/canvas,[true]").empty());
  CHECK(!ann.link.closed);
}

TEST_CASE("Socket.IO: events to one and to many, encoded once for all who speak it") {
  Table table;
  Talk ann(table, Talk::Io{});
  Talk bob(table, Talk::Io{});
  Talk cat(table);
  ann.ask(kAnn);
  const CanvasClient client = *table.canvas.last;
  bob.ask(R"(0/canvas,{"user":"bob"})");
  cat.as("cat");
  client.notice("you");
  client.tick();
  CHECK(ann.heard() == Frames{R"(42/canvas,["notice",{"text":"you"}])", R"(42/canvas,["tick"])"});

  ann.link.shared.clear();
  table.canvas.all().notice("all");
  table.canvas.all().tick();
  CHECK(ann.heard() == Frames{R"(42/canvas,["notice",{"text":"all"}])", R"(42/canvas,["tick"])"});
  CHECK(bob.heard() == Frames{R"(42/canvas,["notice",{"text":"all"}])", R"(42/canvas,["tick"])"});
  CHECK(cat.heard().size() == 2);
  CHECK(ann.link.shared == bob.link.shared);  // the same bytes, not equal ones

  for (Talk* talk : {&ann, &bob}) talk->ask(R"(2/canvas,["enter",{"layer":"top"}])");
  CHECK(ann.ask(R"(2/canvas,1["draw",{"layer":"top","shape":{"shape":"dot","at":1}}])") ==
        Frames{"43/canvas,1[1]"});
  CHECK(bob.heard() == Frames{R"(42/canvas,["drawn",{"shape":"dot","at":1}])"});
}

TEST_CASE("Socket.IO: volatile events, and those of which only the latest counts") {
  Table table;
  Talk ann(table, Talk::Io{});
  ann.ask(kAnn);
  const CanvasClient client = *table.canvas.last;
  ann.link.is_blocked = true;
  CHECK(client.pointed(1) == gangway::EmitStatus::Dropped);
  client.priced("a", 1);
  client.notice("between");
  table.canvas.all().priced("a", 2);
  CHECK(ann.heard().empty());
  ann.link.is_blocked = false;
  ann.drained();
  CHECK(ann.heard() == Frames{R"(42/canvas,["priced",{"symbol":"a","price":2}])",
                              R"(42/canvas,["notice",{"text":"between"}])"});
}

TEST_CASE("Socket.IO: leaving, being put out, and going on in other namespaces") {
  Table table;
  Talk ann(table, Talk::Io{});
  ann.ask(kAnn);
  ann.ask("0");
  CHECK(ann.ask("1/canvas,").empty());
  CHECK(table.canvas.log.back() == "leave ann client_left");
  CHECK(ann.ask(R"(21["ping"])").size() == 1);
  ann.ask(kAnn);
  CHECK(ann.ask(R"(2/canvas,["put_out"])") == Frames{"41/canvas,"});
  CHECK(table.canvas.log.back() == "leave ann server_left");
  CHECK(!ann.link.closed);
  CHECK(ann.ask(R"(22["ping"])").size() == 1);
  ann.say(R"(2/canvas,["echo",1])");
  CHECK(broken(ann));
}

TEST_CASE("Socket.IO: a violation closes without a code, and nothing behind it is heard") {
  for (const char* message : {R"(2["disconnect"])", "2{}", R"(2abc["a"])", "abc", R"(511-["a"])", "2[]", "0",
                              R"(2/chat,["a"])", R"(50-["x"])"}) {
    CAPTURE(message);
    Table table;
    Talk ann(table, Talk::Io{});
    ann.ask(kAnn);
    ann.ask("0");
    ann.ask(R"(2/canvas,1["later",{"after":10}])");
    CHECK(ann.ask(message).empty());
    CHECK(broken(ann));
    CHECK(ann.ask(R"(2/canvas,2["echo",1])").empty());
    CHECK(ann.ask("7").empty());
    ann.lose({.how = gangway::protocol::LinkEnd::Clean, .by_us = true, .code = 1005, .reason = {}});
    CHECK(table.canvas.log.back() == "leave ann protocol_error");
    CHECK(table.canvas.running == 0);
  }
  Table table;
  Talk ann(table, Talk::Io{});
  ann.say(R"(2["a"])");
  CHECK(broken(ann));
  Talk bob(table, Talk::Io{});
  bob.say("x", gangway::protocol::MessageKind::Binary);
  CHECK(broken(bob));
}

TEST_CASE("Socket.IO: how the transport ended is why the client left") {
  using gangway::protocol::LinkEnd;
  const auto reason = [](LinkEnd how) {
    Table table;
    Talk ann(table, Talk::Io{});
    ann.ask(kAnn);
    ann.lose({.how = how, .by_us = false, .code = 1006, .reason = {}});
    return table.canvas.log.back();
  };
  CHECK(reason(LinkEnd::Lost) == "leave ann transport_lost");
  CHECK(reason(LinkEnd::Silent) == "leave ann heartbeat_missed");
  CHECK(reason(LinkEnd::ProtocolError) == "leave ann protocol_error");
}

TEST_CASE("Socket.IO: the link keeps time, so the connection has no heartbeat of its own") {
  Table table;
  Talk ann(table, Talk::Io{});
  ann.ask(kAnn);
  table.executor->advance(1h);
  CHECK(ann.link.pings == 0);
  CHECK(!ann.link.closed);
  CHECK(ann.heard().empty());
}

}  // namespace test::board::io
