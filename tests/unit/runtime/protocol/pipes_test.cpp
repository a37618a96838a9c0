#include "office.h"

using namespace test::office;

TEST_CASE("pipes: in structs, lists, optionals and maps, what is inside first, then the handler") {
  Building building;
  building.start();
  Visitor ann(building);
  const Frames frames =
      ann.call(1, "send", R"({"letter":{"to":"bob","body":"hi","tags":["b","a"],"by":{"x":"me"}}})");
  CHECK(frames == Frames{R"({"id":1,"data":{"to":"BOB","body":"HI","tags":["A","B"],"by":{"x":"ME"}}})"});
  CHECK(ann.log() == Log{"Open", "SignedIn", "clean bob", "clean hi", "clean b", "clean a", "sort 2",
                         "clean me", "stamp", "stamped 1"});
}

TEST_CASE("pipes: not for what is left out or null") {
  Building building;
  building.start();
  Visitor ann(building);
  CHECK(at(ann.call(1, "send", R"({"letter":{"to":"bob","body":null}})").at(0), "/data/body") == "null");
  CHECK(ann.log() == Log{"Open", "SignedIn", "clean bob", "sort 0", "stamp", "stamped 1"});
}

TEST_CASE("pipes: in the arms of unions, in whole values, before streams") {
  Building building;
  building.start();
  Visitor ann(building);
  CHECK(at(ann.call(1, "put", R"([{"kind":"note","text":"n"},{"kind":"letter","to":"l"},{"kind":"new"}])")
               .at(0),
           "/data") == "3");
  CHECK(ann.log() == Log{"Open", "SignedIn", "clean n", "clean l", "sort 0", "put N", "put to L"});
  CHECK(ann.call(2, "line", R"("x")") == Frames{R"({"id":2,"data":"X"})"});
  CHECK(ann.call(3, "lines", R"("x")") ==
        Frames{R"({"id":3,"item":"X"})", R"({"id":3,"item":"X"})", R"({"id":3,"end":true})"});
}

TEST_CASE("pipes: behind all constraints, also those of later members") {
  Building building;
  building.start();
  Visitor ann(building);
  CHECK(at(ann.call(1, "send", R"({"letter":{"to":"bob","by":{"x":"too long!"}}})").at(0),
           "/error/data/path") == "/letter/by/x");
  CHECK(ann.log() == Log{"Open", "SignedIn"});
}

TEST_CASE("pipes: a refusal says where, an exception is a fault") {
  Building building;
  building.start();
  Visitor ann(building);
  CHECK(ann.call(1, "send", R"({"letter":{"to":"bob","tags":["a","rude"]}})") ==
        Frames{R"({"id":1,"error":{"code":"invalid_payload","message":"mind your words",)"
               R"("data":{"path":"/letter/tags/1","rule":"pipe"}}})"});
  CHECK(at(ann.call(2, "send", R"({"letter":{"to":"bob","by":{"a/b":"rude"}}})").at(0), "/error/data/path") ==
        "/letter/by/a~1b");
  CHECK(ann.call(3, "line", R"("no")") ==
        Frames{R"({"id":3,"error":{"code":"forbidden","message":"not this"}})"});
  CHECK(building.logged.empty());
  CHECK(at(ann.call(4, "line", R"("broken")").at(0), "/error/message") == "the server failed");
  REQUIRE(building.logged.size() == 1);
  CHECK(building.logged[0] == "127.0.0.1:5000: a pipe of `line` of /desk failed: a secret");
}

TEST_CASE("pipes: one that waits; its client's events wait behind it") {
  Building building;
  building.start();
  Visitor ann(building);
  ann.call(1, "send", R"({"letter":{"to":"slow","tags":["slow","a"]}})");
  ann.call(2, "tell", R"({"text":"hi"})");
  building.executor->advance(milliseconds(50));
  CHECK(ann.talk.heard().empty());
  building.executor->advance(milliseconds(50));
  CHECK(ann.talk.heard() ==
        Frames{R"({"id":1,"data":{"to":"SLOW","tags":["A","SLOW"],"by":{}}})", R"({"id":2})"});
  ann.call(3, "line", R"("slowrude")");
  building.executor->advance(milliseconds(50));
  CHECK(at(ann.talk.heard().at(0), "/error/data/path").empty());

  ann.call(4, "line", R"("slow")");
  CHECK(building.desk.running == 1);
  ann.talk.ask(R"({"id":4,"cancel":true})");
  CHECK(building.desk.running == 0);
}

TEST_CASE("@internal members are neither read nor written") {
  Building building;
  building.start();
  Visitor ann(building);
  CHECK(ann.call(1, "send", R"({"letter":{"to":"bob","stamped":7}})").at(0).find("stamped") ==
        std::string::npos);
  CHECK(ann.log().back() == "stamped 1");
}
