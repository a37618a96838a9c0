// The dialect `gangway.v1.msgpack`, byte by byte. That it means the same as the JSON one is seen by running
// all scripts of `gangway.v1` in it, too: see Talk.
#include "socketio/parcel.h"

namespace test::packer {

using namespace test::parcel;
using gangway::WireFormat;
using gangway::protocol::MessageKind;
using Json = nlohmann::json;

namespace {

/// A client that packs with somebody else's MessagePack.
class Packer {
 public:
  explicit Packer(auto& table) : talk(table, WireFormat::MessagePack) { heard(); }

  void say(const Json& frame) {
    const auto packed = Json::to_msgpack(frame);
    talk.say_bytes({reinterpret_cast<const char*>(packed.data()), packed.size()}, MessageKind::Binary);
  }
  std::vector<Json> heard() {
    std::vector<Json> frames;
    for (const std::string& message : talk.heard_bytes()) frames.push_back(Json::from_msgpack(message));
    for (const MessageKind kind : talk.link.kinds) CHECK(kind == MessageKind::Binary);
    return frames;
  }
  std::vector<Json> ask(const Json& frame) {
    say(frame);
    return heard();
  }
  Packer& join() {
    REQUIRE(ask({{"join", {{"user", "ann"}}}}).size() == 1);
    return *this;
  }

  Talk talk;
};

Json blob(std::initializer_list<std::uint8_t> bytes) { return Json::binary(bytes); }
Json picture(const std::string& title, std::initializer_list<std::uint8_t> bytes) {
  return {{"title", title}, {"data", blob(bytes)}};
}
using Jsons = std::vector<Json>;

}  // namespace

TEST_CASE("msgpack: payloads and replies are maps with byte strings in them") {
  Parcels parcels;
  Packer ann(parcels);
  ann.join();
  CHECK(ann.ask({{"event", "echo"}, {"id", 1}, {"data", picture("a", {1, 0, 255})}}) ==
        Jsons{{{"id", 1}, {"data", picture("a", {1, 0, 255})}}});
  // The members in any order, with some that nobody knows.
  CHECK(ann.ask({{"zzz", Json::array({1, 2})}, {"event", "echo"}, {"id", 2}, {"data", picture("b", {})}}) ==
        Jsons{{{"id", 2}, {"data", picture("b", {})}}});
  // As a client of the JSON format would write them.
  CHECK(ann.ask({{"event", "echo"}, {"id", 3}, {"data", {{"title", "c"}, {"data", "AQD/"}}}}) ==
        Jsons{{{"id", 3}, {"data", picture("c", {1, 0, 255})}}});
  CHECK(ann.ask({{"event", "unpack"}, {"id", 4}, {"data", {{"pictures", {blob({1}), blob({2, 3})}}}}}) ==
        Jsons{{{"id", 4}, {"item", blob({1})}},
              {{"id", 4}, {"item", blob({2, 3})}},
              {{"id", 4}, {"end", true}}});
}

TEST_CASE("msgpack: a declared error has its data, and one about a payload says what and where") {
  Parcels parcels;
  Packer ann(parcels);
  ann.join();
  const auto broken = ann.ask({{"event", "echo"}, {"id", 1}, {"data", picture("broken", {9})}});
  REQUIRE(broken.size() == 1);
  CHECK(broken[0]["error"]["code"] == "Broken");
  CHECK(broken[0]["error"]["data"] == Json{{"data", blob({9})}});
  const auto wrong = ann.ask({{"event", "echo"}, {"id", 2}, {"data", {{"title", 7}, {"data", blob({})}}}});
  REQUIRE(wrong.size() == 1);
  CHECK(wrong[0]["error"]["code"] == "invalid_payload");
  CHECK(wrong[0]["error"]["data"]["path"] == "/title");
  CHECK(wrong[0]["error"]["data"]["rule"] == "type");
}

TEST_CASE("msgpack: an event is packed once for those who speak it, and written once for those who do not") {
  Parcels parcels;
  Packer ann(parcels);
  Packer bob(parcels);
  Talk cid(parcels, WireFormat::Json);
  ann.join();
  bob.join();
  cid.ask(R"({"join":{"user":"cid"}})");
  parcels.root.all().shown({"a", {1, 255}});
  const Jsons packed{{{"ns", "/"}, {"event", "shown"}, {"data", picture("a", {1, 255})}}};
  CHECK(ann.heard() == packed);
  CHECK(bob.heard() == packed);
  CHECK(cid.heard() == Frames{R"({"ns":"/","event":"shown","data":{"title":"a","data":"Af8="}})"});
  CHECK(ann.talk.link.shared.at(0) == bob.talk.link.shared.at(0));
  CHECK(ann.talk.link.shared.at(0)->kind == MessageKind::Binary);
}

TEST_CASE("msgpack: what is kept for later keeps its bytes") {
  Parcels parcels;
  SUBCASE("what waits for a join") {
    Packer ann(parcels);
    ann.say({{"join", {{"user", "slow"}}}});
    ann.say({{"event", "echo"}, {"id", 1}, {"data", picture("a", {1, 255})}});
    CHECK(ann.heard().empty());
    parcels.executor->advance(std::chrono::milliseconds(100));
    const auto frames = ann.heard();
    REQUIRE(frames.size() == 2);
    CHECK(frames[1] == Json{{"id", 1}, {"data", picture("a", {1, 255})}});
  }
  SUBCASE("what is sent before the join is accepted") {
    Packer ann(parcels);
    const auto frames = ann.ask({{"join", {{"user", "early"}}}});
    REQUIRE(frames.size() == 2);
    CHECK(frames[1]["data"] == picture("early", {7}));
  }
  SUBCASE("what is replayed to who comes back") {
    Json sid;
    {
      Packer ann(parcels);
      sid = ann.ask({{"join", {{"user", "ann"}}}}).at(0)["joined"]["sid"];
      ann.ask({{"event", "enter"}, {"id", 1}, {"data", {{"name", "a"}}}});
    }
    parcels.root.all().in(Root::Wall{"a"}).hung({"a", {1, 255}});
    Packer ann(parcels);
    const auto frames = ann.ask({{"join", {{"user", "ann"}}}, {"resume", {{"sid", sid}, {"offset", "0"}}}});
    REQUIRE(frames.size() == 2);
    CHECK(frames[0]["joined"]["resumed"] == true);
    CHECK(frames[0]["joined"]["offset"].is_string());
    CHECK(frames[1]["data"] == picture("a", {1, 255}));
    CHECK(frames[1]["offset"] == "1");
  }
}

TEST_CASE("msgpack: a call to the client is answered in its own format") {
  Parcels parcels;
  Packer ann(parcels);
  ann.join();
  const auto asked = ann.ask({{"event", "later"}, {"id", 1}, {"data", picture("a", {1})}});
  REQUIRE(asked.size() == 1);
  CHECK(asked[0]["event"] == "develop");
  CHECK(asked[0]["data"] == picture("a", {1}));
  SUBCASE("with a value") {
    CHECK(ann.ask({{"id", asked[0]["id"]}, {"data", blob({5, 6})}}) ==
          Jsons{{{"id", 1}, {"data", picture("a", {5, 6})}}});
  }
  SUBCASE("with a value that does not fit") {
    CHECK(ann.ask({{"id", asked[0]["id"]}, {"data", 7}}) == Jsons{{{"id", 1}, {"data", picture("a", {1})}}});
    CHECK(parcels.root.log.back() == "develop: invalid_payload");
  }
  SUBCASE("with an error") {
    CHECK(ann.ask({{"id", asked[0]["id"]},
                   {"error", {{"code", "Broken"}, {"message", "m"}, {"data", {{"data", blob({1})}}}}}}) ==
          Jsons{{{"id", 1}, {"data", picture("a", {1})}}});
    CHECK(parcels.root.log.back() == "develop: Broken");
  }
}

TEST_CASE("msgpack: text closes the connection, and bytes that mean nothing are told and counted") {
  Parcels parcels;
  Packer ann(parcels);
  SUBCASE("text") {
    ann.talk.say_bytes("{}", MessageKind::Text);
    REQUIRE(ann.talk.link.closed);
    CHECK(ann.talk.link.closed->first == 1003);
  }
  SUBCASE("no MessagePack") {
    ann.talk.say_bytes("\xC1", MessageKind::Binary);
    CHECK(ann.heard().at(0)["error"]["code"] == "invalid_payload");
    CHECK_FALSE(ann.talk.link.closed);
    ann.talk.say_bytes("", MessageKind::Binary);
    CHECK(ann.heard().at(0)["error"]["code"] == "invalid_payload");
    for (int i = 0; i < 100; ++i) ann.talk.say_bytes("\x91", MessageKind::Binary);
    REQUIRE(ann.talk.link.closed);
    CHECK(ann.talk.link.closed->first == 1008);
  }
  SUBCASE("a frame with something behind it is handled by nobody") {
    ann.join();
    const auto packed = Json::to_msgpack({{"event", "echo"}, {"id", 1}, {"data", picture("a", {})}});
    std::string longer(packed.begin(), packed.end());
    longer += '\xC0';
    ann.talk.say_bytes(longer, MessageKind::Binary);
    const auto frames = ann.heard();
    REQUIRE(frames.size() == 1);
    CHECK(frames[0]["error"]["code"] == "invalid_payload");
    CHECK_FALSE(frames[0].contains("id"));
  }
}

}  // namespace test::packer
