// Socket.IO packets that make sense: the protocol's revision 5, as the reference parser 4.2 reads it.
#include "script.h"

#include "protocol/socketio/writing.h"

using namespace gangway::protocol::socketio;
using test::socketio::Lines;
using test::socketio::Script;

namespace {

std::string head(PacketType type, std::string_view ns, std::optional<std::uint64_t> id = {}) {
  gangway::Buffer buffer;
  gangway::JsonWriter out(buffer);
  write_head(out, type, ns, id);
  return std::string(buffer.view());
}

}  // namespace

TEST_CASE("CONNECT: with and without auth, a namespace and its comma") {
  Script script;
  CHECK(script.say("0") == Lines{"connect / -"});
  CHECK(script.say("0/admin,{\"token\":\"x\"}") == Lines{R"(connect /admin {"token":"x"})"});
  CHECK(script.say("0/chat") == Lines{"connect /chat -"});
  CHECK(script.say("0/news,") == Lines{"connect /news -"});
  CHECK(script.say("0/doc/0d9a1b1e-7ab5-4a9e-9d1f-3a0a6d1f6c11,") ==
        Lines{"connect /doc/0d9a1b1e-7ab5-4a9e-9d1f-3a0a6d1f6c11 -"});
  CHECK(script.say("0/x,1") == Lines{"connect /x -"});  // as in the reference: an id that nobody needs
  CHECK(Script().say("0{}") == Lines{"connect / {}"});
  CHECK(Script().say("0 { } ") == Lines{"connect /  { } "});
}

TEST_CASE("a namespace that refused may be asked again, and DISCONNECT makes room for another CONNECT") {
  Script script;
  CHECK(script.say("0/closed,") == Lines{"connect /closed -"});
  CHECK(script.say("0/closed,") == Lines{"connect /closed -"});
  script.in("/chat");
  CHECK(script.say("1/chat,") == Lines{"disconnect /chat"});
  CHECK(script.say("0/chat,") == Lines{"connect /chat -"});
  CHECK(script.say("1/chat") == Lines{"disconnect /chat"});
}

TEST_CASE("EVENT: names, ids, arguments, and their text as it was") {
  Script script;
  script.in().in("/chat");
  CHECK(script.say(R"(2["hi"])") == Lines{"event / hi 0  | ]"});
  CHECK(script.say(R"(2["hi",1, "two"])") == Lines{R"(event / hi 2 1 | ,1, "two"])"});
  CHECK(script.say(R"(2/chat,7["hi",{"b":1,"a":1.50}])") ==
        Lines{R"(event /chat hi #7 1 {"b":1,"a":1.50} | ,{"b":1,"a":1.50}])"});
  CHECK(script.say(R"(20["h\u0069"])") == Lines{"event / hi #0 0  | ]"});
  // Measured: accepted by the reference.
  CHECK(script.say(R"(2[7,"a"])") == Lines{R"(event / 7 1 "a" | ,"a"])"});
  CHECK(script.say(R"(2/,["a"])") == Lines{"event / a 0  | ]"});
  CHECK(script.say(R"(2["p",{"__proto__":{"x":1}}])") ==
        Lines{R"(event / p 1 {"__proto__":{"x":1}} | ,{"__proto__":{"x":1}}])"});
  CHECK(script.say("2") == Lines{});
  CHECK(script.say("27") == Lines{});
  CHECK(script.say(R"(29007199254740991["a"])") == Lines{"event / a #9007199254740991 0  | ]"});
}

TEST_CASE("half a pair of surrogates is the event's to refuse, not the connection's") {
  Script script;
  script.in();
  CHECK(script.say(R"(2["a","x\ud83d"])") == Lines{R"(event / a 1 "x\ud83d" | ,"x\ud83d"])"});
  CHECK(script.say(R"(2["\udc00",1])").size() == 1);
  CHECK(script.say(R"(37["\ud83d\ud83d\ude00"])") ==
        Lines{R"(ack / #7 1 "\ud83d\ud83d\ude00" | ["\ud83d\ud83d\ude00"])"});
  CHECK(script.say(R"(2["a","\\ud83d",{"b":"\ud83d"])").at(0).starts_with("violation"));
}

TEST_CASE("ACK: any list of values; without an id, or twice, it is for nobody") {
  Script script;
  script.in();
  CHECK(script.say("37[]") == Lines{"ack / #7 0  | []"});
  CHECK(script.say("37[true,2]") == Lines{"ack / #7 2 true | [true,2]"});
  CHECK(script.say("37[null]") == Lines{"ack / #7 1 null | [null]"});
  CHECK(script.say("37") == Lines{"ack / #7 0  | "});
  CHECK(script.say("3[1]") == Lines{});
}

TEST_CASE("binary packets: an event or ack is handed on with its last attachment") {
  Script script;
  script.in();
  CHECK(script.say(R"(51-["b",{"_placeholder":true,"num":0}])") == Lines{});
  CHECK(script.attach("xyz") ==
        Lines{R"(event / b 1 {"_placeholder":true,"num":0} | ,{"_placeholder":true,"num":0}] +xyz)"});
  CHECK(script.say(R"(62-4[[{"num":1,"_placeholder":true},{"_placeholder":true,"num":0}]])") == Lines{});
  CHECK(script.attach("") == Lines{});
  CHECK(script.attach(std::string_view("\0\xff", 2)).at(0).ends_with(std::string(" + +\0\xff", 6)));
  CHECK(script.say(R"(2["on"])").size() == 1);
  // The reference lets an attachment be unused, or used twice, and its number be written in any way.
  script.say(R"(52-/,["b",[{"_placeholder":true,"num":0},{"_placeholder":true,"num":0.0,"more":[]}]])");
  script.attach("a");
  CHECK(script.attach("b").at(0).ends_with(" +a +b"));
  CHECK(script.say(R"(2["b",{"_placeholder":true,"num":9}])").size() == 1);  // not in a plain event
}

TEST_CASE("ten attachments are the most") {
  Script script;
  script.in();
  CHECK(script.say(R"(510-["b"])") == Lines{});
  for (int i = 0; i < 9; ++i) CHECK(script.attach("x") == Lines{});
  CHECK(script.attach("y").size() == 1);
  CHECK(script.say(R"(511-["b"])") == Lines{"violation: no packet"});
}

TEST_CASE("heads of packets that a server writes") {
  CHECK(head(PacketType::Event, "/") == "42");
  CHECK(head(PacketType::Event, "/chat", 0) == "42/chat,0");
  CHECK(head(PacketType::Ack, "/", 12) == "4312");
  CHECK(head(PacketType::Disconnect, "/chat") == "41/chat,");
  CHECK(event_tail(0) == "]");
  CHECK(event_tail(17) == ",\"17\"]");

  const auto messages = with_attachments(R"(42/chat,["b",{"_placeholder":true,"num":0}])", {{1, 2}});
  REQUIRE(messages.size() == 2);
  CHECK(messages[0]->bytes == R"(451-/chat,["b",{"_placeholder":true,"num":0}])");
  CHECK(messages[1]->kind == gangway::protocol::MessageKind::Binary);
  CHECK(messages[1]->bytes == "\x01\x02");
  CHECK(with_attachments("437[]", {{}, {}})[0]->bytes == "462-7[]");
}
