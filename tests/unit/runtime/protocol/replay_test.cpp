// Clients that lose their connection and come back.
#include "board.h"
#include "feed.gw.h"

using namespace test::feed;
using namespace std::chrono_literals;
using test::board::at;
using test::board::Frames;
using test::board::Served;
using test::board::Talk;

namespace {

class Newsroom final : public FeedRootHandler {
 public:
  gangway::Reply<void> on_join_namespace(FeedRootClient client, Handshake handshake) override {
    log.push_back((client.resumed() ? "resume " : "join ") + handshake.user + " " +
                  std::to_string(client.session().visits));
    last = client;
    if (client.resumed() && handshake.user == "refused") {
      return gangway::Error{gangway::ErrorCode::Forbidden, "no more"};
    }
    client.session().user = handshake.user;
    ++client.session().visits;
    if (client.resumed() && handshake.user == "leaver") client.leave(Channel{"a"});
    if (handshake.user == "welcomed") client.posted(1000);
    if (handshake.user == "slow") return later();
    return {};
  }
  void on_leave_namespace(FeedRootClient client, gangway::LeaveReason reason) override {
    log.push_back("leave " + client.session().user + " " + std::string(to_string(reason)));
  }
  gangway::Reply<void> on_enter(FeedRootClient client, Enter enter) override {
    client.join(Channel{enter.name});
    return {};
  }
  gangway::Reply<std::uint32_t> on_slow(FeedRootClient) override {
    co_await gangway::sleep_for(1s);
    co_return 1;
  }
  using FeedRootHandler::all;

  std::vector<std::string> log;
  std::optional<FeedRootClient> last;

 private:
  static gangway::Reply<void> later() { co_await gangway::sleep_for(100ms); }
};

class Feeds : public Served {
 public:
  explicit Feeds(gangway::Limits limits = {}, std::size_t loops = 1) : Served(loops) {
    serve(Feed{.root = newsroom}.binding(), limits);
  }
  void post(std::uint32_t first, std::uint32_t last) {
    for (std::uint32_t n = first; n <= last; ++n) newsroom.all().posted(n);
  }

  Newsroom newsroom;
};

/// A client that keeps what a real one keeps, over one connection after the other.
class Reader {
 public:
  Reader(Feeds& feeds, std::string user, std::size_t loop = 0)
      : feeds_(feeds), user_(std::move(user)), loop_(loop) {
    come();
  }

  /// Connects and joins, with what was kept. Returns the first frame, the answer.
  std::string come() {
    {
      const gangway::detail::CurrentExecutor here(feeds_.loops[loop_]);
      talk = std::make_unique<Talk>(feeds_);
    }
    std::string join = R"({"ns":"/","join":{"user":")" + user_ + R"("})";
    if (!sid.empty()) join += R"(,"resume":{"sid":")" + sid + R"(","offset":")" + offset + R"("})";
    talk->say(join + "}");
    return hear();
  }
  /// Takes in what came. Returns the last answer to a join.
  std::string hear() {
    for (const std::string& frame : talk->heard()) {
      const auto json = nlohmann::json::parse(frame);
      if (json.contains("joined")) {
        answer = frame;
        sid = at(frame, "/joined/sid");
        offset = at(frame, "/joined/offset");
      } else if (json.contains("event")) {
        if (json.contains("offset")) offset = at(frame, "/offset");
        events.push_back(json.contains("data") ? text_of(json["data"]) : at(frame, "/event"));
      } else if (json.contains("error")) {
        answer = frame;
      }
    }
    return answer;
  }
  void go() { talk.reset(); }
  void go_to_loop(std::size_t loop) { loop_ = loop; }
  void enter(const std::string& room) {
    talk->ask(R"({"event":"enter","id":1,"data":{"name":")" + room + R"("}})");
  }
  std::vector<std::string> take() {
    hear();
    return std::exchange(events, {});
  }

  std::unique_ptr<Talk> talk;
  std::string sid;
  std::string offset;
  std::string answer;
  std::vector<std::string> events;

 private:
  /// What an event says: its first member.
  static std::string text_of(const nlohmann::json& data) {
    const nlohmann::json& value = data.begin().value();
    return value.is_string() ? value.get<std::string>() : value.dump();
  }

  Feeds& feeds_;
  std::string user_;
  std::size_t loop_;
};

using Texts = std::vector<std::string>;

bool resumed(const Reader& reader) { return at(reader.answer, "/joined/resumed") == "true"; }
bool gap(const Reader& reader) { return reader.answer.find("\"gap\":true") != std::string::npos; }

}  // namespace

TEST_CASE("replay: what was missed comes once and in order, and the client is who it was") {
  Feeds feeds;
  Reader ann(feeds, "ann");
  CHECK(at(ann.answer, "/joined/offset") == "0");
  CHECK(!resumed(ann));
  const gangway::ClientId id = feeds.newsroom.last->id();
  feeds.post(1, 3);
  CHECK(ann.take() == Texts{"1", "2", "3"});
  CHECK(ann.offset == "3");

  ann.go();
  CHECK(feeds.newsroom.log.back() == "leave ann transport_lost");
  feeds.post(4, 6);
  const std::string old = ann.sid;
  ann.come();
  CHECK(feeds.newsroom.log.back() == "resume ann 1");
  CHECK(resumed(ann));
  CHECK(!gap(ann));
  CHECK(ann.sid != old);
  CHECK(feeds.newsroom.last->id() == id);
  CHECK(feeds.newsroom.last->session().user == "ann");
  CHECK(feeds.newsroom.last->session().visits == 2);
  feeds.post(7, 8);
  CHECK(ann.take() == Texts{"4", "5", "6", "7", "8"});

  SUBCASE("again and again") {
    for (std::uint32_t n = 10; n < 30; n += 2) {
      ann.go();
      feeds.post(n, n);
      ann.come();
      feeds.post(n + 1, n + 1);
      CHECK(ann.take() == Texts{std::to_string(n), std::to_string(n + 1)});
      CHECK(!gap(ann));
    }
  }
  SUBCASE("what was sent but did not arrive comes again") {
    feeds.post(9, 12);
    ann.talk->link.take();  // lost on the way
    ann.go();
    feeds.post(13, 13);
    ann.come();
    CHECK(ann.take() == Texts{"9", "10", "11", "12", "13"});
  }
}

TEST_CASE("replay: rooms are as they were, and each gets what its rooms got") {
  Feeds feeds;
  Reader ann(feeds, "ann");
  Reader bob(feeds, "bob");
  const auto say = [&](const char* room, const char* text) {
    feeds.newsroom.all().in(Newsroom::Channel{room}).said(text);
  };
  say("a", "before");
  ann.enter("a");
  bob.enter("b");
  ann.go();
  say("a", "to a");
  say("b", "to b");
  feeds.newsroom.all().in(Newsroom::Channel{"a"}).whispered("gone for good");
  feeds.newsroom.all().in(Newsroom::Channel{"a"}).in(Newsroom::Channel{"b"}).said("to both");
  feeds.newsroom.all()
      .in(Newsroom::Channel{"a"})
      .in(Newsroom::Channel{"b"})
      .except(Newsroom::Channel{"a"})
      .said("not to a");
  ann.come();
  CHECK(resumed(ann));
  CHECK(ann.take() == Texts{"to a", "to both"});
  CHECK(bob.take() == Texts{"to b", "to both", "not to a"});
  say("a", "live");
  CHECK(ann.take() == Texts{"live"});
  CHECK(bob.take().empty());

  SUBCASE("not what its rooms got before it came in") {
    say("c", "early");
    ann.enter("c");
    say("c", "late");
    ann.talk->link.take();
    ann.go();
    ann.come();
    CHECK(ann.take() == Texts{"late"});
  }
}

TEST_CASE("replay: a hook that takes a room away takes what it got away, too") {
  Feeds feeds;
  Reader ann(feeds, "leaver");
  ann.enter("a");
  ann.go();
  feeds.newsroom.all().in(Newsroom::Channel{"a"}).said("secret");
  ann.come();
  CHECK(resumed(ann));
  CHECK(ann.take().empty());
}

TEST_CASE("replay: an event for one client waits for it") {
  Feeds feeds;
  Reader ann(feeds, "ann");
  const FeedRootClient client = *feeds.newsroom.last;
  Reader bob(feeds, "bob");
  CHECK(client.posted(1) == gangway::EmitStatus::Queued);
  CHECK(ann.take() == Texts{"1"});
  ann.go();
  CHECK(client.posted(2) == gangway::EmitStatus::Queued);
  CHECK(client.ticked() == gangway::EmitStatus::Gone);
  ann.come();
  CHECK(ann.take() == Texts{"2"});
  CHECK(bob.take().empty());
  CHECK(client.posted(3) == gangway::EmitStatus::Gone);
}

TEST_CASE("replay: what a hook sends before the client is in comes behind what was missed") {
  Feeds feeds;
  Reader ann(feeds, "welcomed");
  CHECK(ann.take() == Texts{"1000"});
  ann.go();
  feeds.post(1, 2);
  ann.come();
  CHECK(ann.take() == Texts{"1", "2", "1000"});
  ann.go();
  ann.come();
  CHECK(ann.take() == Texts{"1000"});
}

TEST_CASE("replay: a membership is resumed once") {
  Feeds feeds;
  Reader ann(feeds, "ann");
  Reader thief(feeds, "thief");
  thief.go();
  ann.go();
  feeds.post(1, 1);
  const std::string sid = ann.sid;
  ann.come();
  CHECK(resumed(ann));
  ann.go();
  ann.come();
  thief.sid = sid;
  thief.come();
  CHECK(!resumed(thief));
  CHECK(thief.take().empty());
  CHECK(feeds.newsroom.log.back() == "join thief 0");
}

TEST_CASE("replay: who never heard that it was let in may show the same place again") {
  Feeds feeds;
  Reader ann(feeds, "ann");
  feeds.post(1, 1);
  CHECK(ann.take() == Texts{"1"});
  const std::string sid = ann.sid;
  ann.go();
  feeds.post(2, 2);
  ann.come();
  CHECK(ann.take() == Texts{"2"});

  SUBCASE("the answer was lost with the connection") {
    ann.sid = sid;
    ann.offset = "1";
    ann.go();
    feeds.post(3, 3);
    ann.come();
    CHECK(resumed(ann));
    CHECK(feeds.newsroom.last->session().visits == 3);
    CHECK(ann.take() == Texts{"2", "3"});
  }
  SUBCASE("and the server does not know that yet") {
    const std::unique_ptr<Talk> ghost = std::move(ann.talk);
    ann.sid = sid;
    ann.offset = "1";
    ann.come();
    CHECK(resumed(ann));
    CHECK(ann.take() == Texts{"2"});
  }
  SUBCASE("once it has said something it has heard") {
    ann.enter("a");
    ann.go();
    ann.sid = sid;
    ann.come();
    CHECK(!resumed(ann));
  }
}

TEST_CASE("replay: time runs out") {
  Feeds feeds;
  Reader ann(feeds, "ann");
  ann.go();
  feeds.post(1, 1);

  SUBCASE("just in time") {
    feeds.executor->advance(59'999ms);
    ann.come();
    CHECK(resumed(ann));
    CHECK(ann.take() == Texts{"1"});
  }
  SUBCASE("too late: a new session") {
    feeds.executor->advance(60'000ms);
    ann.come();
    CHECK(!resumed(ann));
    CHECK(feeds.newsroom.log.back() == "join ann 0");
    CHECK(ann.take().empty());
  }
  SUBCASE("of one event: a gap") {
    Reader bob(feeds, "bob");
    bob.enter("a");
    bob.go();
    feeds.newsroom.all().in(Newsroom::Channel{"a"}).said("ten seconds");
    feeds.executor->advance(10'000ms);
    feeds.post(2, 2);
    bob.come();
    CHECK(resumed(bob));
    CHECK(gap(bob));
    CHECK(bob.take() == Texts{"2"});
  }
  SUBCASE("nobody is kept behind") {
    feeds.executor->advance(60'000ms);
    CHECK(feeds.executor->timer_count() == 0);
  }
}

TEST_CASE("replay: more than is kept is a gap; what others got is none") {
  Feeds feeds({.replay_bytes = 3000});
  Reader ann(feeds, "ann");
  feeds.post(1, 1);
  ann.take();
  ann.go();
  feeds.post(2, 100);
  ann.come();
  CHECK(resumed(ann));
  CHECK(gap(ann));
  const auto events = ann.take();
  REQUIRE(!events.empty());
  CHECK(events.back() == "100");
  CHECK(events.size() < 20);

  SUBCASE("who was there for all of it misses nothing by a short absence, whoever it was for") {
    Reader bob(feeds, "bob");
    for (int i = 0; i < 100; ++i) feeds.newsroom.all().in(Newsroom::Channel{"x"}).said("x");
    bob.go();
    bob.come();
    CHECK(resumed(bob));
    CHECK(!gap(bob));
  }
}

TEST_CASE("replay: of @latest, only the newest is missed") {
  Feeds feeds;
  Reader ann(feeds, "ann");
  ann.go();
  for (std::uint32_t price = 1; price <= 5; ++price) feeds.newsroom.all().priced("a", price);
  ann.come();
  CHECK(!gap(ann));
  CHECK(ann.take().size() == 1);
}

TEST_CASE("replay: leaving, being put out and being refused is for good") {
  Feeds feeds;
  SUBCASE("left") {
    Reader ann(feeds, "ann");
    ann.talk->ask(R"({"leave":{}})");
    ann.go();
    ann.come();
    CHECK(!resumed(ann));
  }
  SUBCASE("closed by the client") {
    Reader ann(feeds, "ann");
    ann.talk->lose({.how = gangway::protocol::LinkEnd::Clean, .by_us = false, .code = 1000, .reason = {}});
    ann.come();
    CHECK(!resumed(ann));
  }
  SUBCASE("put out") {
    Reader ann(feeds, "ann");
    feeds.newsroom.last->disconnect();
    ann.talk->heard();
    ann.go();
    ann.come();
    CHECK(!resumed(ann));
  }
  SUBCASE("refused when it came back") {
    Reader ann(feeds, "refused");
    ann.go();
    ann.come();
    CHECK(at(ann.answer, "/error/code") == "forbidden");
    ann.go();
    ann.come();
    CHECK(feeds.newsroom.log.back() == "join refused 0");
  }
}

TEST_CASE("replay: a client that took the connection for dead, or was too slow, comes back all the same") {
  Feeds feeds({.outbox_bytes = 2000});
  Reader ann(feeds, "ann");
  SUBCASE("it heard nothing for too long") {
    ann.talk->lose({.how = gangway::protocol::LinkEnd::Clean, .by_us = false, .code = 4000, .reason = {}});
  }
  SUBCASE("it was too slow") {
    ann.talk->link.queued = 5000;
    feeds.newsroom.all().ticked();
    ann.take();
    ann.talk->lose({.how = gangway::protocol::LinkEnd::Clean, .by_us = true, .code = 1013, .reason = {}});
    CHECK(feeds.newsroom.log.back() == "leave ann slow_consumer");
  }
  feeds.post(1, 1);
  ann.come();
  CHECK(resumed(ann));
  CHECK(ann.take() == Texts{"1"});
}

TEST_CASE("replay: who comes back before the server noticed the loss takes the place of its own ghost") {
  Feeds feeds({}, 2);
  Reader ann(feeds, "ann");
  feeds.post(1, 2);
  CHECK(ann.take() == Texts{"1", "2"});
  const std::unique_ptr<Talk> ghost = std::move(ann.talk);
  feeds.post(3, 4);
  SUBCASE("on the same loop") {}
  SUBCASE("on another") { ann.go_to_loop(1); }
  ann.come();
  CHECK(resumed(ann));
  CHECK(std::count(feeds.newsroom.log.begin(), feeds.newsroom.log.end(), "leave ann transport_lost") == 1);
  CHECK(feeds.newsroom.last->session().visits == 2);
  feeds.post(5, 5);
  CHECK(ann.take() == Texts{"3", "4", "5"});
  CHECK(ghost->heard().size() <= 2);
}

TEST_CASE("replay: lost again before the hook has answered, it may come back with what it had") {
  Feeds feeds;
  Reader ann(feeds, "slow");
  feeds.executor->advance(100ms);
  ann.hear();
  feeds.post(1, 1);
  CHECK(ann.take() == Texts{"1"});
  ann.go();
  feeds.post(2, 2);
  ann.come();
  ann.go();
  feeds.post(3, 3);
  ann.come();
  feeds.executor->advance(100ms);
  ann.hear();
  CHECK(resumed(ann));
  CHECK(feeds.newsroom.last->session().visits == 3);
  CHECK(ann.take() == Texts{"2", "3"});
}

TEST_CASE("replay: with several loops everybody sees one order, and who changes loops misses nothing") {
  Feeds feeds({}, 3);
  std::vector<std::unique_ptr<Reader>> readers;
  for (std::size_t loop = 0; loop < 3; ++loop)
    readers.push_back(std::make_unique<Reader>(feeds, "r" + std::to_string(loop), loop));
  Texts expected;
  std::uint32_t n = 0;
  for (std::size_t round = 0; round < 12; ++round) {
    Reader& traveller = *readers[round % 3];
    traveller.hear();
    const std::size_t lost = traveller.events.size();
    traveller.go();
    for (std::size_t loop = 0; loop < 3; ++loop) {
      const gangway::detail::CurrentExecutor here(feeds.loops[loop]);
      feeds.newsroom.all().posted(++n);
      expected.push_back(std::to_string(n));
      // What is posted runs on some loops and not yet on others when the client comes back.
      feeds.loops[(round + loop) % 3]->run_posted();
    }
    traveller.go_to_loop((round + 1) % 3);
    traveller.come();
    CHECK(resumed(traveller));
    CHECK(traveller.events.size() >= lost);
  }
  feeds.run_posted();
  for (const auto& reader : readers) CHECK(reader->take() == expected);
}

TEST_CASE("replay: a resume that makes no sense") {
  Feeds feeds;
  Talk eve(feeds);
  eve.heard();
  CHECK(at(eve.ask(R"({"join":{"user":"eve"},"resume":5})").front(), "/error/code") == "invalid_payload");
  const auto joined = eve.ask(R"({"join":{"user":"eve"},"resume":{"sid":"nobody","offset":"99"}})");
  REQUIRE(joined.size() == 1);
  CHECK(at(joined[0], "/joined/resumed") == "false");

  Reader ann(feeds, "ann");
  feeds.post(1, 2);
  CHECK(ann.take() == Texts{"1", "2"});
  ann.go();
  feeds.post(3, 3);
  ann.offset = "18446744073709551615";
  ann.come();
  CHECK(resumed(ann));
  CHECK(ann.take() == Texts{"3"});
}

TEST_CASE("replay: the plain dialect gets the events, without offsets") {
  Feeds feeds;
  Talk bob(feeds, "/", "user=bob");
  bob.heard();
  feeds.post(1, 1);
  CHECK(bob.heard() == Frames{R"({"event":"posted","data":{"n":1}})"});
}

TEST_CASE("a drain notice says when to come back") {
  Feeds feeds;
  Reader ann(feeds, "ann");
  ann.talk->session().drain(1500ms);
  CHECK(ann.talk->heard() == Frames{R"({"drain":{"reconnectAfter":1500}})"});
}
