#include "../protocol/board.h"

using namespace test::board;

namespace {

/// Two loops with a client each, both in the room "a".
struct TwoLoops {
  TwoLoops() {
    ann.as("ann");
    {
      const gangway::detail::CurrentExecutor there(table.loops[1]);
      bob = std::make_unique<Talk>(table);
    }
    bob->as("bob");
    for (Talk* talk : {&ann, bob.get()})
      talk->ask(R"({"ns":"/canvas","event":"enter","data":{"layer":"a"}})");
  }

  Table table{{}, {}, 2};
  Talk ann{table};
  std::unique_ptr<Talk> bob;
};

const std::string kDrawn = R"({"ns":"/canvas","event":"drawn","data":{"shape":"dot","at":7}})";

}  // namespace

TEST_CASE("shards: a broadcast reaches its own loop at once and the others when they come to it") {
  TwoLoops two;
  two.table.canvas.all().in(Canvas::Layer{"a"}).drawn(Dot{7});
  CHECK(two.ann.link.take() == Frames{kDrawn});
  CHECK(two.bob->link.take().empty());
  CHECK(two.table.loops[1]->run_posted());
  CHECK(two.bob->link.take() == Frames{kDrawn});
}

TEST_CASE("shards: a client's broadcast goes out from its own loop") {
  TwoLoops two;
  two.bob->say(R"({"ns":"/canvas","event":"draw","data":{"layer":"a","shape":{"shape":"dot","at":7}}})");
  CHECK(two.ann.link.take().empty());
  CHECK(two.ann.heard() == Frames{kDrawn});
  CHECK(two.bob->heard().empty());  // the one who draws is left out
}

TEST_CASE("shards: from a thread that is no loop's everybody is posted to") {
  TwoLoops two;
  std::thread([&] { two.table.canvas.all().in(Canvas::Layer{"a"}).drawn(Dot{7}); }).join();
  CHECK(two.ann.link.take().empty());
  CHECK(two.ann.heard() == Frames{kDrawn});
  CHECK(two.bob->heard() == Frames{kDrawn});
}

TEST_CASE("shards: exceptions hold on every loop, and nobody hears twice") {
  TwoLoops two;
  two.bob->ask(R"({"ns":"/canvas","event":"enter","data":{"layer":"b"}})");
  two.table.canvas.all().in(Canvas::Layer{"a"}).in(Canvas::Layer{"b"}).drawn(Dot{7});
  CHECK(two.bob->heard() == Frames{kDrawn});
  two.ann.link.take();
  two.table.canvas.all().except(Canvas::Layer{"b"}).notice("x");
  CHECK(two.ann.heard().size() == 1);
  CHECK(two.bob->heard().empty());
  two.table.canvas.all().except(*two.table.canvas.last).notice("x");  // bob came last
  CHECK(two.ann.heard().size() == 1);
  CHECK(two.bob->heard().empty());
}

TEST_CASE("shards: what one loop asks of a client of another happens there, in order") {
  TwoLoops two;
  const CanvasClient bob = *two.table.canvas.last;
  CHECK(bob.notice("one") == gangway::EmitStatus::Queued);
  bob.leave(Canvas::Layer{"a"});
  two.table.canvas.all().in(Canvas::Layer{"a"}).drawn(Dot{7});
  bob.notice("two");
  CHECK(two.bob->link.take().empty());
  const auto heard = two.bob->heard();
  REQUIRE(heard.size() == 2);
  CHECK(at(heard[0], "/data/text") == "one");
  CHECK(at(heard[1], "/data/text") == "two");
  bob.disconnect();
  CHECK(two.bob->heard() == Frames{R"({"ns":"/canvas","left":{"reason":"server_left"}})"});
}

namespace {

/// What a handler on one loop does that asks a client on another.
gangway::Reply<std::string> asked(CanvasClient client) {
  try {
    co_return co_await client.confirm("sure?") ? "yes" : "no";
  } catch (const gangway::CallError& error) {
    co_return error.code();
  }
}

std::string value_of(gangway::Reply<std::string>& reply) {
  auto* out = reply.ready();
  return out == nullptr ? "waits" : std::get<gangway::detail::Success<std::string>>(*out).value;
}

}  // namespace

TEST_CASE("shards: a client of another loop is asked there, and answers here") {
  TwoLoops two;
  auto reply = asked(*two.table.canvas.last);
  CHECK(two.bob->link.take().empty());
  SUBCASE("it answers") {
    const auto question = two.bob->heard();
    REQUIRE(question.size() == 1);
    two.bob->say(R"({"id":)" + at(question[0], "/id") + R"(,"data":true})");
    CHECK(value_of(reply) == "waits");  // the answer is on its way to the loop of who asked
    two.table.run_posted();
    CHECK(value_of(reply) == "yes");
  }
  SUBCASE("it leaves before it was asked") {
    two.bob->lose();
    CHECK(value_of(reply) == "unavailable");
  }
  SUBCASE("nobody wants to know any more") {
    const auto question = two.bob->heard();
    REQUIRE(question.size() == 1);
    reply = std::string("given up");
    CHECK(two.bob->heard() == Frames{R"({"id":)" + at(question[0], "/id") + R"(,"cancel":true})"});
    two.bob->say(R"({"id":)" + at(question[0], "/id") + R"(,"data":true})");
    two.table.run_posted();
  }
  SUBCASE("nobody wants to know even before it was asked") {
    reply = std::string("given up");
    CHECK(two.bob->heard().empty());
  }
}
