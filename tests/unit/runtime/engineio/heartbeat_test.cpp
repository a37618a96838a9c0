// Who pings whom, and when silence is too long: to the millisecond, as peers test with 300 and 200.
#include <doctest/doctest.h>

#include "kit.h"
#include "protocol/engineio/heartbeat.h"

using namespace engineio_kit;
using Strings = std::vector<std::string>;

TEST_CASE("a client that polls is pinged after the interval, and lost after the timeout") {
  World world;
  const std::string sid = world.open_polling();
  const auto waiting = world.get(sid);
  world.pass(299ms);
  CHECK(waiting->waits());
  world.pass(1ms);
  CHECK(waiting->body() == "2");

  SUBCASE("its pong begins the next interval") {
    world.pass(150ms);
    CHECK(world.post(sid, "3")->body() == "ok");
    CHECK(world.app().pongs == 1);
    const auto next = world.get(sid);
    world.pass(299ms);
    CHECK(next->waits());
    world.pass(1ms);
    CHECK(next->body() == "2");
  }
  SUBCASE("without a pong it is gone") {
    const auto next = world.get(sid);
    world.pass(199ms);
    CHECK(world.app().end().empty());
    world.pass(1ms);
    CHECK(world.app().end() == "silent");
    CHECK(next->body() == "1");
    CHECK(world.get(sid)->body() == R"({"code":1,"message":"Session ID unknown"})");
  }
}

TEST_CASE("a ping waits for a GET, its time does not") {
  World world;
  const std::string sid = world.open_polling();
  world.pass(499ms);
  CHECK(world.poll(sid) == "2");
  world.pass(1ms);
  CHECK(world.app().end() == "silent");
}

TEST_CASE("a WebSocket is pinged and lost in the same way") {
  World world;
  const auto socket = world.websocket("EIO=4&transport=websocket");
  socket->take();
  world.pass(299ms);
  CHECK(socket->take().empty());
  world.pass(1ms);
  CHECK(socket->take() == Strings{"2"});
  world.pass(199ms);
  socket->send("3");
  CHECK(world.app().pongs == 1);
  world.pass(300ms);
  CHECK(socket->take() == Strings{"2"});
  world.pass(199ms);
  CHECK(socket->closed_with() == 0);
  world.pass(1ms);
  CHECK(socket->closed_with() == kNoStatus);
  CHECK(world.app().end() == "silent");
  CHECK(world.server->size() == 0);
}

TEST_CASE("another packet gives a pong that is awaited its time again, once") {
  World world(quick(), false);
  const auto socket = world.websocket("EIO=4&transport=websocket");
  world.pass(300ms);
  world.pass(150ms);
  socket->send("4a");
  world.pass(150ms);
  socket->send("4b");
  world.pass(49ms);
  CHECK(world.app().end().empty());
  world.pass(1ms);
  CHECK(world.app().end() == "silent");
}

TEST_CASE("that it was given once does not count for the next ping") {
  World world(quick(), false);
  const auto socket = world.websocket("EIO=4&transport=websocket");
  for (int i = 0; i < 3; ++i) {
    world.pass(300ms + 199ms);
    socket->send("4a");
    world.pass(199ms);
    socket->send("3");
  }
  CHECK(world.app().end().empty());
}

TEST_CASE("a pong that nobody asked for begins the interval anew") {
  World world;
  const auto socket = world.websocket("EIO=4&transport=websocket");
  socket->take();
  world.pass(200ms);
  socket->send("3");
  world.pass(299ms);
  CHECK(socket->take().empty());
  world.pass(1ms);
  CHECK(socket->take() == Strings{"2"});
}

TEST_CASE("messages alone do not put the ping off") {
  World world(quick(), false);
  const auto socket = world.websocket("EIO=4&transport=websocket");
  socket->take();
  for (int i = 0; i < 3; ++i) {
    world.pass(90ms);
    socket->send("4a");
  }
  world.pass(30ms);
  CHECK(socket->take() == Strings{"2"});
}

TEST_CASE("the frame's own pong is none of the protocol's") {
  World world;
  const auto socket = world.websocket("EIO=4&transport=websocket");
  world.pass(300ms);
  socket->accepted.session->on_pong();
  world.pass(200ms);
  CHECK(world.app().end() == "silent");
}

TEST_CASE("nothing is left running of a session that ended") {
  World world;
  const std::string sid = world.open_polling();
  CHECK(world.loop->timer_count() == 1);
  SUBCASE("by the client") { world.post(sid, "1"); }
  SUBCASE("by the server") {
    world.app().link->close(1000, "");
    world.poll(sid);
  }
  SUBCASE("in the middle of a probe") {
    const auto probe = world.probe(sid);
    probe->send("2probe");
    world.post(sid, "1");
  }
  CHECK(world.loop->timer_count() == 0);
}

namespace {

/// A loop that is late: its one timer fires when the test says so.
class LateLoop final : public gangway::detail::Executor {
 public:
  void post(std::function<void()>) override {}
  [[nodiscard]] bool in_loop() const override { return true; }
  [[nodiscard]] gangway::detail::TimePoint now() const override { return now_; }
  TimerId at(gangway::detail::TimePoint when, std::function<void()> work) override {
    due = when;
    work_ = std::move(work);
    return TimerId{1};
  }
  void cancel(TimerId) override {}
  void fire_at(std::chrono::milliseconds time) {
    now_ = gangway::detail::TimePoint(time);
    std::exchange(work_, nullptr)();
  }

  gangway::detail::TimePoint due{};

 private:
  gangway::detail::TimePoint now_{};
  std::function<void()> work_;
};

}  // namespace

TEST_CASE("a ping that is late by a little does not make the end late, nor does one take a client's time") {
  const auto loop = std::make_shared<LateLoop>();
  int pings = 0;
  engineio::Heartbeat heartbeat(
      loop, 300ms, 200ms, [&] { ++pings; }, [] {});
  heartbeat.start();
  CHECK(loop->due == gangway::detail::TimePoint(300ms));
  SUBCASE("in time") {
    loop->fire_at(300ms);
    CHECK(loop->due == gangway::detail::TimePoint(500ms));
  }
  SUBCASE("a little late") {
    loop->fire_at(304ms);
    CHECK(loop->due == gangway::detail::TimePoint(500ms));
  }
  SUBCASE("very late") {
    loop->fire_at(400ms);
    CHECK(loop->due == gangway::detail::TimePoint(590ms));
  }
  CHECK(pings == 1);
}
