#include "office.h"

using namespace test::office;

TEST_CASE("guards: asked from the outside in, with their arguments, before the payload is read") {
  Building building;
  building.start();
  Visitor ann(building);
  CHECK(ann.call(1, "fire", R"({"who":"bob"})") == Frames{R"({"id":1,"data":true})"});
  CHECK(ann.log() == Log{"Open", "SignedIn", "HasRole manager 3", "fire bob"});
  CHECK(at(ann.call(2, "fire", "{}").at(0), "/error/code") == "invalid_payload");
  CHECK(ann.log() == Log{"Open", "SignedIn", "HasRole manager 3"});
}

TEST_CASE("guards: no is forbidden and names the guard; nothing else is asked") {
  Building building;
  building.start();
  Visitor ann(building);
  building.desk.is_manager = false;
  CHECK(ann.call(1, "fire", R"({"who":"bob"})") ==
        Frames{R"({"id":1,"error":{"code":"forbidden","message":"guard HasRole said no"}})"});
  building.desk.is_open = false;
  ann.log();
  CHECK(at(ann.call(2, "fire", "1").at(0), "/error/message") == "guard Open said no");
  CHECK(ann.log() == Log{"Open"});
  CHECK(building.logged.empty());
}

TEST_CASE("guards: an error refuses in its own words, an exception is a fault that the log names") {
  Building building;
  building.start();
  Visitor ann(building);
  building.desk.who = [](DeskClient, const gangway::CallInfo&) -> gangway::Reply<bool> {
    return gangway::Error{gangway::ErrorCode::Unauthenticated, "expired", R"({"since":3})"};
  };
  CHECK(ann.call(1, "say", R"({"text":"hi"})") ==
        Frames{R"({"id":1,"error":{"code":"unauthenticated","message":"expired","data":{"since":3}}})"});
  building.desk.who = [](DeskClient, const gangway::CallInfo&) -> gangway::Reply<bool> {
    throw std::runtime_error("a secret");
  };
  CHECK(ann.call(2, "say", R"({"text":"hi"})") ==
        Frames{R"({"id":2,"error":{"code":"internal","message":"the server failed"}})"});
  REQUIRE(building.logged.size() == 1);
  CHECK(building.logged[0] == "127.0.0.1:5000: the guard SignedIn of `say` of /desk failed: a secret");
}

TEST_CASE("guards: what they see of a call") {
  Building building;
  building.start();
  Visitor ann(building);
  building.desk.who = [&](DeskClient client, const gangway::CallInfo& call) -> gangway::Reply<bool> {
    building.log.push_back(std::string(call.gateway()) + " " + std::string(call.ns()) + " " +
                           std::string(call.event()) + " " + std::string(call.payload()));
    CHECK(client.session().user == "ann");
    CHECK(client.handshake().user == "ann");
    CHECK(client.handshake().level == 1);
    CHECK(call.client() == client);
    CHECK_FALSE(call.is_join());
    return true;
  };
  ann.call(1, "say", R"({ "text" : "hi" })");
  CHECK(ann.log() == Log{"Open", "SignedIn", R"(Office /desk say { "text" : "hi" })", "say hi"});
}

TEST_CASE("guards: one that waits holds up its client's events, and nobody's payload is lost") {
  Building building;
  building.start();
  Visitor ann(building);
  Visitor bob(building);
  building.desk.who = [&](DeskClient, const gangway::CallInfo& call) -> gangway::Reply<bool> {
    if (call.event() != "say") return true;
    return building.desk.think(true);
  };
  CHECK(ann.call(1, "say", R"({"text":"one"})").empty());
  CHECK(ann.call(2, "tell", R"({"text":"two"})").empty());
  CHECK(bob.call(1, "tell", R"({"text":"bob"})").size() == 1);
  CHECK(ann.log() == Log{"Open", "SignedIn", "Open", "SignedIn", "tell bob"});
  building.executor->advance(milliseconds(50));
  CHECK(ann.talk.heard() == Frames{R"({"id":1,"data":"one!"})", R"({"id":2})"});
  CHECK(ann.log() == Log{"thought", "say one", "Open", "SignedIn", "tell two"});
}

TEST_CASE("guards: one that waits is asked for the payload afterwards") {
  Building building;
  building.start();
  Visitor ann(building);
  building.desk.who = [&](DeskClient, const gangway::CallInfo& call) -> gangway::Reply<bool> {
    co_await gangway::sleep_for(milliseconds(10));
    co_return call.payload() == R"({"text":"one"})";
  };
  ann.call(1, "say", R"({"text":"one"})");
  ann.talk.say(R"({"ns":"/desk","event":"nothing of that kind","id":2,"data":{"text":"overwritten"}})");
  building.executor->advance(milliseconds(10));
  CHECK(at(ann.talk.heard().at(0), "/data") == "one!");
}

TEST_CASE("guards: taken back, or left, while one waits") {
  Building building;
  building.start();
  Visitor ann(building);
  building.desk.who = [&](DeskClient, const gangway::CallInfo&) { return building.desk.think(true); };
  ann.call(1, "say", R"({"text":"one"})");
  CHECK(building.desk.running == 1);
  CHECK(at(ann.talk.ask(R"({"id":1,"cancel":true})").at(0), "/error/code") == "cancelled");
  CHECK(building.desk.running == 0);
  ann.call(2, "say", R"({"text":"two"})");
  ann.talk.lose();
  CHECK(building.desk.running == 0);
  building.executor->advance(milliseconds(100));
  CHECK(building.log.back() == "leave transport_lost");
}

TEST_CASE("guards: asked at the join, with the handshake") {
  Building building;
  building.start();
  Talk ann(building);
  ann.heard();
  building.desk.who = [&](DeskClient client, const gangway::CallInfo& call) -> gangway::Reply<bool> {
    if (!call.is_join()) return true;
    CHECK(call.event().empty());
    building.log.push_back(std::string(call.payload()));
    return client.handshake().level > 2;
  };
  CHECK(ann.ask(R"({"ns":"/desk","join":{"user":"ann","level":2}})") ==
        Frames{R"({"ns":"/desk","error":{"code":"forbidden","message":"guard SignedIn said no"}})"});
  CHECK(building.log == Log{"Open", "SignedIn", R"({"user":"ann","level":2})"});
  building.log.clear();
  CHECK(ann.ask(R"({"ns":"/desk","join":{"user":"ann","level":3}})").at(0).find("joined") !=
        std::string::npos);
  CHECK(building.log == Log{"Open", "SignedIn", R"({"user":"ann","level":3})", "join ann"});

  SUBCASE("one that does not fit is refused where it is asked for") {
    Talk bob(building);
    bob.heard();
    CHECK(at(bob.ask(R"({"ns":"/desk","join":{"user":3}})").at(0), "/error/data/path") == "/user");
  }
  SUBCASE("the plain dialect's comes from the query") {
    Talk bob(building, "/desk", "user=bob&level=7");
    CHECK(bob.ask(R"({"event":"tell","data":{"text":"hi"}})").empty());
    CHECK(building.log.back() == "tell hi");
  }
}

TEST_CASE("guards: one that waits at the join; early events wait, too") {
  Building building;
  building.start();
  Talk ann(building);
  ann.heard();
  building.desk.who = [&](DeskClient, const gangway::CallInfo& call) -> gangway::Reply<bool> {
    if (!call.is_join()) return true;
    return building.desk.think(call.payload().find("bob") == std::string_view::npos);
  };
  ann.ask(R"({"ns":"/desk","join":{"user":"ann"}})");
  CHECK(ann.ask(R"({"ns":"/desk","event":"say","id":1,"data":{"text":"hi"}})").empty());
  building.executor->advance(milliseconds(50));
  const Frames frames = ann.heard();
  REQUIRE(frames.size() == 2);
  CHECK(frames[0].find("joined") != std::string::npos);
  CHECK(frames[1] == R"({"id":1,"data":"hi!"})");

  Talk bob(building);
  bob.heard();
  bob.ask(R"({"ns":"/desk","join":{"user":"bob"}})");
  building.executor->advance(milliseconds(50));
  CHECK(at(bob.heard().at(0), "/error/code") == "forbidden");
}

TEST_CASE("guards: before a stream, which then holds up nobody") {
  Building building;
  building.start();
  Visitor ann(building);
  building.desk.who = [&](DeskClient, const gangway::CallInfo& call) -> gangway::Reply<bool> {
    if (call.event() == "tell") return true;
    return building.desk.think(true);
  };
  ann.call(1, "count", R"({"to":30})");
  ann.call(2, "tell", R"({"text":"hi"})");
  building.executor->advance(milliseconds(50));
  const Frames frames = ann.talk.heard();
  REQUIRE(frames.size() == 17);
  CHECK(frames[15] == R"({"id":1,"item":16})");
  CHECK(frames[16] == R"({"id":2})");
  CHECK(ann.talk.ask(R"({"id":1,"more":20})").back() == R"({"id":1,"end":true})");

  ann.call(3, "count", R"({"to":2})");
  building.executor->advance(milliseconds(50));
  CHECK(ann.talk.heard() == Frames{R"({"id":3,"item":1})", R"({"id":3,"item":2})", R"({"id":3,"end":true})"});
}

TEST_CASE("guards: before a stream of the client's, whose values wait") {
  Building building;
  building.start();
  Visitor ann(building);
  building.desk.who = [&](DeskClient, const gangway::CallInfo&) { return building.desk.think(true); };
  ann.talk.say(R"({"ns":"/desk","event":"sum","id":1})");
  ann.talk.say(R"({"id":1,"item":4})");
  building.executor->advance(milliseconds(50));
  ann.talk.say(R"({"id":1,"item":5})");
  CHECK(ann.talk.ask(R"({"id":1,"end":true})").back() == R"({"id":1,"data":"9"})");
}

TEST_CASE("an event's own largest payload is looked at before anything else") {
  Building building;
  building.start();
  Visitor ann(building);
  CHECK(at(ann.call(1, "short", R"({"text":"12345678"})").at(0), "/data") == "12345678");
  ann.log();
  CHECK(ann.call(2, "short", R"({"text":"123456789 "})") ==
        Frames{R"({"id":2,"error":{"code":"invalid_payload","message":"the payload is longer than 20 bytes",)"
               R"("data":{"path":"","rule":"size"}}})"});
  CHECK(ann.log().empty());
}

TEST_CASE("an event of a schema without any of this has no policy, and its calls nothing around them") {
  Steps steps;
  const Street street{.root = steps};
  CHECK(street.binding().table->namespaces[0].find("walk")->policy == nullptr);
  CHECK(street.binding().table->namespaces[0].join_policy == nullptr);
  CHECK(steps.hooks() == nullptr);
}
