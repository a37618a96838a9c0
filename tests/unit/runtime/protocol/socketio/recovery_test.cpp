// Connection state recovery: a Socket.IO client comes back with its `pid` and the last offset it got.
#include "parcel.h"

namespace test::parcel {

using namespace std::chrono_literals;

namespace {

/// A client that keeps what socket.io-client keeps.
class Reader {
 public:
  explicit Reader(Parcels& parcels, std::string ns = "", std::size_t loop = 0)
      : parcels_(parcels), ns_(std::move(ns)), loop_(loop) {
    come();
  }

  /// Connects, with what was kept. Returns the packets up to the answer, this the last.
  Frames come(std::size_t loop) {
    loop_ = loop;
    return come();
  }
  Frames come() {
    {
      const gangway::detail::CurrentExecutor here(parcels_.loops[loop_]);
      talk = std::make_unique<Talk>(parcels_, Talk::Io{});
    }
    nlohmann::json auth = nlohmann::json::object();
    if (!pid.empty()) auth["pid"] = pid;
    if (!pid.empty() && !offset.empty()) auth["offset"] = offset;
    talk->say("0" + head() + auth.dump());
    return hear();
  }
  /// Takes in what came.
  Frames hear() {
    const Frames heard = talk->heard();
    for (const std::string& packet : heard) {
      if (!packet.starts_with('4')) continue;  // an attachment
      const auto json = nlohmann::json::parse(packet.substr(packet.find_first_of("[{")));
      if (packet.starts_with("40")) {
        const std::string shown = std::exchange(pid, json.value("pid", ""));
        recovered = !shown.empty() && shown == pid;
        sid = json["sid"].get<std::string>();
      } else if (!pid.empty() && json.back().is_string()) {
        offset = json.back().get<std::string>();
      }
    }
    return heard;
  }
  void go() { talk.reset(); }

  std::unique_ptr<Talk> talk;
  std::string sid;
  std::string pid;
  std::string offset;
  bool recovered = false;

 private:
  [[nodiscard]] std::string head() const { return ns_.empty() ? "" : ns_ + ","; }

  Parcels& parcels_;
  std::string ns_;
  std::size_t loop_;
};

std::string connected(const Reader& reader) {
  return R"(40{"sid":")" + reader.sid + R"(","pid":")" + reader.pid + R"("})";
}

}  // namespace

TEST_CASE(
    "recovery: what was missed comes before the CONNECT, with its offsets, and the client is who it was") {
  Parcels parcels;
  Reader ann(parcels);
  CHECK(ann.pid.size() == 20);
  CHECK(ann.pid != ann.sid);
  parcels.root.all().posted(1);
  parcels.root.last->posted(2);
  CHECK(ann.hear() == Frames{R"(42["posted",{"n":1},"1"])", R"(42["posted",{"n":2},"2"])"});
  const auto sid = ann.sid;
  const auto pid = ann.pid;
  ann.go();
  CHECK(parcels.root.log.back() == "leave transport_lost");
  parcels.root.all().posted(3);
  parcels.root.all().cleared();
  CHECK(ann.come() == Frames{R"(42["posted",{"n":3},"3"])", R"(42["cleared","4"])", connected(ann)});
  CHECK(ann.recovered);
  CHECK(ann.sid == sid);
  CHECK(ann.pid == pid);
  CHECK(parcels.root.log.back() == "resume somebody 1");

  // Again, and with nothing missed.
  ann.go();
  CHECK(ann.come() == Frames{connected(ann)});
  CHECK(ann.recovered);
  CHECK(ann.sid == sid);
  parcels.root.all().posted(5);
  CHECK(ann.hear() == Frames{R"(42["posted",{"n":5},"5"])"});
}

TEST_CASE("recovery: rooms come back, and attachments are missed like anything else") {
  Parcels parcels;
  Reader ann(parcels);
  Reader bob(parcels);
  ann.talk->ask(R"(2["enter",{"name":"a"}])");
  parcels.root.all().posted(1);
  ann.hear();
  bob.hear();
  ann.go();
  bob.go();
  parcels.root.all().in(Root::Wall{"a"}).hung({"new", {'x'}});
  CHECK(ann.come() == Frames{R"(451-["hung",{"title":"new","data":{"_placeholder":true,"num":0}},"2"])", "x",
                             connected(ann)});
  CHECK(bob.come() == Frames{connected(bob)});
  parcels.root.all().in(Root::Wall{"a"}).hung({"newer", {'y'}});
  CHECK(ann.hear() ==
        Frames{R"(451-["hung",{"title":"newer","data":{"_placeholder":true,"num":0}},"3"])", "y"});
  CHECK(bob.hear().empty());
}

TEST_CASE("recovery: a broadcast with an offset is encoded once for all") {
  Parcels parcels;
  Reader ann(parcels);
  Reader bob(parcels);
  ann.talk->link.shared.clear();
  bob.talk->link.shared.clear();
  parcels.root.all().posted(1);
  CHECK(ann.hear() == bob.hear());
  CHECK(ann.talk->link.shared.size() == 1);
  CHECK(ann.talk->link.shared == bob.talk->link.shared);
}

TEST_CASE("recovery: a pid is good once") {
  Parcels parcels;
  Reader ann(parcels);
  parcels.root.all().posted(1);
  ann.hear();
  Reader thief(parcels);
  thief.pid = ann.pid;
  thief.offset = ann.offset;
  thief.go();
  ann.go();
  ann.come();
  CHECK(ann.recovered);

  SUBCASE("not after the client has left by itself") {
    // Measured: the reference's in-memory adapter restores it again.
    ann.talk->ask("1");
    ann.go();
    CHECK(thief.come().size() == 1);
    CHECK(!thief.recovered);
    CHECK(thief.sid != ann.sid);
  }
  SUBCASE("who shows it while its client is here has taken its place") {
    thief.come();
    CHECK(thief.recovered);
    CHECK(thief.sid == ann.sid);
    CHECK(ann.talk->ask(R"(2["enter",{"name":"a"}])").empty());
    CHECK(ann.talk->link.closed);
  }
  SUBCASE("two at once: one gets it") {
    ann.go();
    Reader other(parcels);
    other.go();
    other.pid = thief.pid = ann.pid;
    other.offset = thief.offset = ann.offset;
    // Both while the first is still joining.
    thief.talk = std::make_unique<Talk>(parcels, Talk::Io{});
    other.talk = std::make_unique<Talk>(parcels, Talk::Io{});
    const std::string auth =
        R"(0{"user":"slow","pid":")" + ann.pid + R"(","offset":")" + ann.offset + R"("})";
    thief.talk->say(auth);
    other.talk->say(auth);
    parcels.executor->advance(100ms);
    thief.hear();
    other.hear();
    CHECK(thief.recovered);
    CHECK(!other.recovered);
    CHECK(thief.sid != other.sid);
  }
}

TEST_CASE("recovery: what does not hold is a plain new session") {
  Parcels parcels;
  Reader ann(parcels);
  parcels.root.all().posted(1);
  ann.hear();
  const auto sid = ann.sid;
  const auto fails = [&] {
    ann.go();
    parcels.root.all().posted(2);
    const auto answer = ann.come();
    CHECK(answer == Frames{connected(ann)});  // and nothing that was missed
    CHECK(!ann.recovered);
    CHECK(ann.sid != sid);
    CHECK(ann.pid.size() == 20);
    CHECK(parcels.root.log.back() == "join somebody 0");
  };
  SUBCASE("an unknown pid") {
    ann.pid = "abcdefghijklmnopqrst";
    fails();
  }
  SUBCASE("no offset") {
    ann.offset.clear();
    fails();
  }
  SUBCASE("an offset that is none") {
    ann.offset = "Q7yjyjV";
    fails();
  }
  SUBCASE("an offset of later") {
    ann.offset = "99";
    fails();
  }
  SUBCASE("an offset that is no number to its end") {
    ann.offset = "1 ";
    fails();
  }
  SUBCASE("too late") {
    ann.go();
    parcels.executor->advance(60s);
    fails();
  }
}

TEST_CASE("recovery: an offset behind which something is lost is a new session") {
  Parcels parcels;
  Reader ann(parcels);
  ann.talk->ask(R"(2["enter",{"name":"a"}])");
  parcels.root.all().posted(1);
  ann.hear();
  ann.go();
  parcels.root.all().in(Root::Wall{"a"}).hung({"kept for ten seconds", {}});
  parcels.executor->advance(11s);
  parcels.root.all().posted(2);
  const auto answer = ann.come();
  CHECK(answer == Frames{connected(ann)});
  CHECK(!ann.recovered);
  parcels.root.all().in(Root::Wall{"a"}).hung({"not for strangers", {}});
  CHECK(ann.hear().empty());
}

TEST_CASE("recovery: from a connection that the server takes for alive, on this loop or another") {
  Parcels parcels(2);
  Reader ann(parcels);
  parcels.root.all().posted(1);
  ann.hear();
  const auto sid = ann.sid;
  const auto old = std::move(ann.talk);
  for (const std::size_t loop : {0U, 1U, 0U}) {
    CAPTURE(loop);
    const auto before = std::move(ann.talk);
    ann.come(loop);
    CHECK(ann.recovered);
    CHECK(ann.sid == sid);
    parcels.root.all().posted(2);
    CHECK(ann.hear().size() == 1);
  }
  CHECK(old->heard().empty());
}

TEST_CASE("recovery: who broke the protocol may come back, who left may not") {
  Parcels parcels;
  Reader ann(parcels);
  parcels.root.all().posted(1);
  ann.hear();
  ann.talk->say("7");
  REQUIRE(ann.talk->link.closed);
  ann.go();
  CHECK(parcels.root.log.back() == "leave protocol_error");
  parcels.root.all().posted(2);
  CHECK(ann.come() == Frames{R"(42["posted",{"n":2},"2"])", connected(ann)});
  CHECK(ann.recovered);

  ann.talk->ask("1");
  ann.go();
  CHECK(ann.come().size() == 1);
  CHECK(!ann.recovered);
}

TEST_CASE("recovery: lost again before it was let in") {
  Parcels parcels;
  Reader ann(parcels);
  parcels.root.all().posted(1);
  ann.hear();
  ann.go();
  parcels.root.all().posted(2);
  {
    Talk slow(parcels, Talk::Io{});
    slow.say(R"(0{"user":"slow","pid":")" + ann.pid + R"(","offset":"1"})");
  }
  CHECK(ann.come() == Frames{R"(42["posted",{"n":2},"2"])", connected(ann)});
  CHECK(ann.recovered);
}

TEST_CASE("recovery: in dynamic namespaces, as the client spells them") {
  const std::string mine = "/doc/0D9A1B1E-7AB5-4A9E-9D1F-3A0A6D1F6C11";
  Parcels parcels;
  Reader ann(parcels, mine);
  REQUIRE(parcels.doc.last);
  const DocClient client = *parcels.doc.last;
  parcels.doc.all(client.path()).written("a");
  CHECK(ann.hear() == Frames{"42" + mine + R"(,["written",{"text":"a"},"1"])"});
  ann.go();
  parcels.doc.all(client.path()).written("b");
  const auto heard = ann.come();
  REQUIRE(heard.size() == 2);
  CHECK(heard[0] == "42" + mine + R"(,["written",{"text":"b"},"2"])");
  CHECK(heard[1].starts_with("40" + mine + ","));
  CHECK(ann.recovered);
}

TEST_CASE("recovery: a namespace that replays nothing shows no pid") {
  test::board::Table table;
  Talk ann(table, Talk::Io{});
  const auto heard = ann.ask(R"(0/canvas,{"user":"ann","pid":"x","offset":"1"})");
  REQUIRE(heard.size() == 1);
  CHECK(heard[0].find("pid") == std::string::npos);
}

}  // namespace test::parcel
