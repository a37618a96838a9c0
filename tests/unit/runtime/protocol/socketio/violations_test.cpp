// What breaks Socket.IO's protocol closes the connection, as in the reference, and nothing behind it counts.
#include "script.h"

using test::socketio::Lines;
using test::socketio::Script;

namespace {

/// Whether these messages, the last of them, are a violation for a client in "/".
bool breaks(const Lines& messages) {
  Script script;
  script.in();
  for (std::size_t i = 0; i + 1 < messages.size(); ++i) {
    if (!script.say(messages[i]).empty()) return false;
  }
  const Lines told = script.say(messages.back());
  // Over: not even what would be fine is heard any more.
  return told.size() == 1 && told[0].starts_with("violation: ") && script.say(R"(2["a"])").empty() &&
         script.attach("x").empty() && script.say("7").empty();
}

}  // namespace

TEST_CASE("before CONNECT there is nothing but CONNECT") {
  CHECK(Script().say(R"(2["a"])") == Lines{"violation: a packet for a namespace without a client"});
  CHECK(Script().say("1").at(0).starts_with("violation"));
  CHECK(Script().say("37[]").at(0).starts_with("violation"));
  CHECK(breaks({R"(2/chat,["a"])"}));
  CHECK(breaks({R"(3/chat,1[])"}));
  CHECK(breaks({"1/chat,"}));
  Script script;
  CHECK(script.say("0/closed,").size() == 1);
  CHECK(script.say(R"(2/closed,["a"])").at(0).starts_with("violation"));
}

TEST_CASE("a second CONNECT, and what only servers send") {
  CHECK(breaks({"0"}));
  CHECK(breaks({"0{}"}));
  CHECK(breaks({R"(4{"message":"no"})"}));
  CHECK(breaks({R"(4/chat,"no")"}));
}

TEST_CASE("payloads that are none") {
  for (const std::string message : {R"(0/x,[])",
                                    R"(0/x,null)",
                                    R"(0/x,"a")",
                                    R"(0/x,{"a":})",
                                    R"(0/x,{} {})",
                                    R"(1{})",
                                    "1[]",
                                    R"(2{})",
                                    "2[]",
                                    "2null",
                                    R"(2"a")",
                                    R"(2abc["a"])",
                                    R"(2[null])",
                                    R"(2[true,"a"])",
                                    R"(2[{},1])",
                                    R"(2[["a"]])",
                                    R"(2["a")",
                                    R"(2["a"]])",
                                    R"(2["a",])",
                                    R"(2["a",undefined])",
                                    R"(2["a",01])",
                                    R"(2["disconnect"])",
                                    R"(2["connect"])",
                                    R"(2["connect_error"])",
                                    R"(2["disconnecting"])",
                                    R"(2["newListener"])",
                                    R"(2["removeListener"])",
                                    R"(2["disconn\u0065ct"])",
                                    R"(37{})",
                                    "37null",
                                    R"(37[1)",
                                    R"(2/["a"])",
                                    R"(2-1["a"])"}) {
    CAPTURE(message);
    CHECK(breaks({message}));
  }
}

TEST_CASE("packets that are none") {
  for (const std::string message : {"",
                                    "7",
                                    "9[]",
                                    "abc",
                                    "x",
                                    "-",
                                    " 2[\"a\"]",
                                    "\x1e",
                                    "5",
                                    "6",
                                    "5[\"a\"]",
                                    R"(5-["a"])",
                                    R"(5x-["a"])",
                                    R"(5-1-["a"])",
                                    R"(50-["x"])",
                                    R"(511-["a"])",
                                    R"(599999999999999999999-["a"])",
                                    R"(51["a"])",
                                    R"(51-)",
                                    R"(51-{})",
                                    R"(51-["connect"])",
                                    R"(61-7{})"}) {
    CAPTURE(message);
    if (std::string_view(message) == "51-") continue;  // below: an attachment is due
    CHECK(breaks({message}));
  }
}

TEST_CASE("ids that JavaScript cannot count to") {
  CHECK(breaks({R"(29007199254740992["a"])"}));
  CHECK(breaks({R"(212345678901234567890["a"])"}));
  CHECK(breaks({R"(399999999999999999999[])"}));
}

TEST_CASE("text where an attachment is due, and an attachment where none is") {
  CHECK(breaks({R"(51-["b",{"_placeholder":true,"num":0}])", R"(2["a"])"}));
  CHECK(breaks({R"(51-["b"])", "1"}));
  CHECK(Script().attach("x") == Lines{"violation: an attachment where none is due"});
  Script script;
  script.in();
  script.say(R"(51-["b"])");
  CHECK(script.attach("x").size() == 1);
  CHECK(script.attach("x").at(0).starts_with("violation"));
}

TEST_CASE("placeholders of attachments that there are not") {
  for (const std::string number : {"1", "-1", "0.5", "\"0\"", "true", "null", "1e9", "[0]", "1e300"}) {
    CAPTURE(number);
    Script script;
    script.in();
    CHECK(script.say(R"(51-["b",{"a":[{"_placeholder":true,"num":)" + std::string(number) + "}]}]").empty());
    CHECK(script.attach("x") == Lines{"violation: a placeholder of no attachment"});
  }
  Script script;
  script.in();
  CHECK(script.say(R"(51-["b",{"_placeholder":true}])").empty());
  CHECK(script.attach("x").at(0).starts_with("violation"));
}

TEST_CASE("an event with attachments for a namespace that the client has left meanwhile") {
  Script script;
  script.in("/chat");
  CHECK(script.say(R"(51-/chat,["b"])").empty());
  script.put_out("/chat");
  CHECK(script.attach("x").at(0).starts_with("violation"));
}

TEST_CASE("a packet may be only so long, attachments included") {
  Script script(40);
  script.in();
  CHECK(script.say(R"(52-["b"])").empty());
  CHECK(script.attach(std::string(32, 'x')).empty());
  CHECK(script.attach("").size() == 1);
  CHECK(script.say(R"(52-["b"])").empty());
  CHECK(script.attach(std::string(33, 'x')).at(0).starts_with("violation: a packet that is too long"));
  Script other(20);
  other.in();
  CHECK(other.say(R"(51-["b","0123456789"])").at(0).starts_with("violation: a packet that is too long"));
}

TEST_CASE("two violations at once are one") {
  Script script;
  CHECK(script.say("7").size() == 1);
  CHECK(script.say("7").empty());
  CHECK(script.say("0").empty());
}
