// `bytes` travel as attachments, wherever they come from and go to.
#include "parcel.h"

namespace test::parcel {

using gangway::protocol::MessageKind;

namespace {

const std::string kPlaceholder = R"({"_placeholder":true,"num":0})";

std::string picture(const std::string& title, const std::string& data = kPlaceholder) {
  return R"({"title":")" + title + R"(","data":)" + data + "}";
}
Picture shown(const std::string& title, const std::string& data) {
  return {title, {data.begin(), data.end()}};
}

/// Says an event with attachments and hears what comes of it.
Frames ask(Talk& talk, const std::string& packet, const std::vector<std::string>& attachments) {
  talk.say(packet);
  for (const std::string& bytes : attachments) talk.say(bytes, MessageKind::Binary);
  return talk.heard();
}

/// Does nothing, but stands around all calls.
class Onlooker final : public gangway::Interceptor {
 public:
  gangway::Reply<void> after(gangway::CallInfo&, gangway::CallResult& result) override {
    if (result.value().find("change") != std::string_view::npos) {
      result.replace(R"({"title":"changed","data":"Yg=="})");
    }
    return {};
  }
};

}  // namespace

TEST_CASE("Socket.IO: bytes of events, replies and items are attachments") {
  Parcels parcels;
  Talk ann(parcels, Talk::Io{});
  ann.ask("0");
  CHECK(ask(ann, "51-7[\"echo\"," + picture("a") + "]", {"xyz"}) ==
        Frames{"461-7[" + picture("a") + "]", "xyz"});
  CHECK(ask(ann,
            R"(52-8["unpack",{"pictures":[{"_placeholder":true,"num":1},{"num":0,"_placeholder":true}]}])",
            {"a", ""}) == Frames{"451-[\"unpack\"," + kPlaceholder + "]", "",
                                 "451-[\"unpack\"," + kPlaceholder + "]", "a", "438[]"});
  // As base64 they are as welcome.
  CHECK(ann.ask("29[\"echo\"," + picture("a", "\"eHl6\"") + "]") ==
        Frames{"461-9[" + picture("a") + "]", "xyz"});
  parcels.root.last->shown(shown("one", "1"));
  parcels.root.last->listed({{1}, {2}});
  CHECK(ann.heard() ==
        Frames{"451-[\"shown\"," + picture("one") + "]", "1",
               R"(452-["listed",{"pictures":[{"_placeholder":true,"num":0},{"_placeholder":true,"num":1}]}])",
               "\x01", "\x02"});
}

TEST_CASE("Socket.IO: bytes in errors are base64") {
  Parcels parcels;
  Talk ann(parcels, Talk::Io{});
  ann.ask("0");
  CHECK(ask(ann, "51-7[\"echo\"," + picture("broken") + "]", {"xyz"}) ==
        Frames{R"(437[{"error":{"code":"Broken","message":"Broken","data":{"data":"eHl6"}}}])"});
  CHECK(ask(ann, "51-[\"echo\"," + picture("broken") + "]", {"xyz"})
            .at(0)
            .starts_with(R"(42["exception",{"status":"error","code":"Broken")"));
}

TEST_CASE("Socket.IO: a broadcast with bytes is encoded once, and the other dialects get base64") {
  Parcels parcels;
  Talk ann(parcels, Talk::Io{});
  Talk bob(parcels, Talk::Io{});
  Talk cat(parcels);
  ann.ask("0");
  bob.ask("0");
  cat.ask(R"({"ns":"/","join":{}})");
  ann.link.shared.clear();
  bob.link.shared.clear();
  parcels.root.all().shown(shown("all", "xyz"));
  CHECK(ann.heard() == Frames{"451-[\"shown\"," + picture("all") + "]", "xyz"});
  CHECK(bob.heard() == Frames{"451-[\"shown\"," + picture("all") + "]", "xyz"});
  CHECK(cat.heard() == Frames{R"({"ns":"/","event":"shown","data":{"title":"all","data":"eHl6"}})"});
  REQUIRE(ann.link.shared.size() == 2);
  CHECK(ann.link.shared[0]->kind == MessageKind::Text);
  CHECK(ann.link.shared[1]->kind == MessageKind::Binary);
  CHECK(ann.link.shared == bob.link.shared);
}

TEST_CASE("Socket.IO: bytes stay bytes on their way through waits, interceptors and other loops") {
  gangway::Hooks hooks;
  hooks.interceptors.push_back(std::make_shared<Onlooker>());
  Parcels parcels(2, {}, std::move(hooks));
  Talk ann(parcels, Talk::Io{});
  CHECK(ann.ask(R"(0{"user":"early"})").size() == 3);  // said before the join was answered
  CHECK(ask(ann, "51-7[\"echo\"," + picture("a") + "]", {"xyz"}) ==
        Frames{"461-7[" + picture("a") + "]", "xyz"});
  CHECK(ask(ann, "51-7[\"echo\"," + picture("change") + "]", {"xyz"}) ==
        Frames{"461-7[" + picture("changed") + "]", "b"});

  const ParcelRootClient client = *parcels.root.last;
  {
    const gangway::detail::CurrentExecutor elsewhere(parcels.loops[1]);
    client.shown(shown("far", "f"));
    parcels.root.all().shown(shown("all", "x"));
  }
  CHECK(ann.heard() ==
        Frames{"451-[\"shown\"," + picture("far") + "]", "f", "451-[\"shown\"," + picture("all") + "]", "x"});

  Talk slow(parcels, Talk::Io{});
  CHECK(slow.ask(R"(0{"user":"slow"})").empty());
  CHECK(ask(slow, "51-7[\"echo\"," + picture("a") + "]", {"xyz"}).empty());
  parcels.executor->advance(std::chrono::milliseconds(100));
  const auto heard = slow.heard();
  REQUIRE(heard.size() == 3);
  CHECK(heard[1] == "461-7[" + picture("a") + "]");
  CHECK(heard[2] == "xyz");
}

TEST_CASE("Socket.IO: bytes in calls of the server's and their answers") {
  Parcels parcels;
  Talk ann(parcels, Talk::Io{});
  ann.ask("0");
  CHECK(ask(ann, "51-7[\"later\"," + picture("a") + "]", {"neg"}) ==
        Frames{"451-1[\"develop\"," + picture("a") + "]", "neg"});
  CHECK(ask(ann, "61-1[" + kPlaceholder + "]", {"pos"}) == Frames{"461-7[" + picture("a") + "]", "pos"});
  ask(ann, "51-7[\"later\"," + picture("a") + "]", {"neg"});
  CHECK(ask(ann, R"(61-2[{"error":{"code":"Broken","message":"no","data":{"data":"YQ=="}}}])", {"pos"}) ==
        Frames{"461-7[" + picture("a") + "]", "neg"});
  CHECK(parcels.root.log.back() == "develop: Broken");
}

TEST_CASE("a value without a JSON form was sent as null from other threads, and before a join was answered") {
  Parcels parcels(2);
  Talk ann(parcels);
  ann.ask(R"({"ns":"/","join":{}})");
  const ParcelRootClient client = *parcels.root.last;
  {
    const gangway::detail::CurrentExecutor elsewhere(parcels.loops[1]);
    client.weighed(std::numeric_limits<double>::quiet_NaN());
    parcels.root.all().weighed(std::numeric_limits<double>::quiet_NaN());
  }
  CHECK(ann.heard().empty());
  CHECK(parcels.logged == Frames{"127.0.0.1:5000: `weighed` had no JSON form and was not sent"});
  // Nor does who called wait for an answer then.
  CHECK(ann.ask(R"({"ns":"/","event":"weigh_it","id":1,"data":{"grams":1}})") ==
        Frames{R"({"id":1,"data":"internal"})"});
}

TEST_CASE("Socket.IO: what clients would not take is not sent") {
  Parcels parcels;
  Talk ann(parcels, Talk::Io{});
  Talk cat(parcels);
  ann.ask("0");
  cat.ask(R"({"ns":"/","join":{}})");
  std::vector<gangway::Bytes> many(11, gangway::Bytes{1});
  parcels.root.all().listed(many);
  parcels.root.all().disconnect_();
  parcels.root.last->disconnect_();
  CHECK(ann.heard().empty());
  CHECK(cat.heard().size() == 3);
  many.pop_back();
  parcels.root.all().listed(many);
  CHECK(ann.heard().size() == 11);
  CHECK(ann.heard().empty());
}

TEST_CASE("Socket.IO: a packet and its attachments are kept back, and go, together") {
  Parcels parcels(1, {.outbox_bytes = 10'000});
  Talk ann(parcels, Talk::Io{});
  ann.ask("0");
  ann.link.is_blocked = true;
  CHECK(parcels.root.last->glimpsed(shown("a", "x")) == gangway::EmitStatus::Dropped);
  parcels.root.all().glimpsed(shown("b", "x"));
  CHECK(ann.heard().empty());
  ann.link.is_blocked = false;
  parcels.root.all().glimpsed(shown("c", "x"));
  CHECK(ann.heard() == Frames{"451-[\"glimpsed\"," + picture("c") + "]", "x"});
}

TEST_CASE("Socket.IO: an event that grows too long with its attachments is refused") {
  Parcels parcels(1, {.max_payload = 1000});
  Talk ann(parcels, Talk::Io{});
  ann.ask("0");
  std::string twice = R"(51-7["unpack",{"pictures":[)";
  for (int i = 0; i < 4; ++i) twice += kPlaceholder + ",";
  twice.back() = ']';
  CHECK(ask(ann, twice + "}]", {std::string(600, 'x')}) ==
        Frames{R"(437[{"error":{"code":"invalid_payload","message":"the payload is too long"}}])"});
  CHECK(!ann.link.closed);
  CHECK(ask(ann, "51-8[\"echo\"," + picture("a") + "]", {std::string(600, 'x')}).size() == 2);
  ask(ann, "51-8[\"echo\"," + picture("a") + "]", {std::string(1000, 'x')});
  CHECK(ann.link.closed);
}

TEST_CASE("Socket.IO: a namespace is spelt as the client spelt it") {
  const std::string mine = "/doc/0D9A1B1E-7AB5-4A9E-9D1F-3A0A6D1F6C11";
  const std::string canonical = "/doc/0d9a1b1e-7ab5-4a9e-9d1f-3a0a6d1f6c11";
  Parcels parcels;
  Talk ann(parcels, Talk::Io{});
  Talk bob(parcels, Talk::Io{});
  CHECK(ann.ask("0" + mine + ",").at(0).starts_with("40" + mine + ",{"));
  const DocClient client = *parcels.doc.last;
  CHECK(bob.ask("0" + canonical + ",").at(0).starts_with("40" + canonical + ",{"));
  CHECK(ask(ann, "51-" + mine + ",3[\"turn\"," + picture("a") + "]", {"xyz"}) ==
        Frames{"451-" + mine + ",[\"turned\"," + picture("a") + "]", "xyz", "43" + mine + ",3[3]"});
  CHECK(bob.heard() == Frames{"451-" + canonical + ",[\"turned\"," + picture("a") + "]", "xyz"});
  client.turned(shown("b", "y"));
  CHECK(ann.heard() == Frames{"451-" + mine + ",[\"turned\"," + picture("b") + "]", "y"});
  CHECK(ann.ask("2" + mine + ",[\"nothing\"]").at(0).starts_with("42" + mine + ",[\"exception\""));
  CHECK(ann.ask("2" + mine + ",[\"put_out\"]") == Frames{"41" + mine + ","});
}

}  // namespace test::parcel
