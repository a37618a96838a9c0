#include <thread>

#include "kit.h"

using namespace test::board;

TEST_SUITE_BEGIN("client");

TEST_CASE("a call: its value, waited for, told or looked at") {
  Kit kit;
  auto ann = kit.guest("ann");
  auto& canvas = ann.canvas;
  CHECK(ann.state() == gangway::client::State::Idle);
  CHECK(canvas.draw({"base", Dot{1}}).get() == 1);
  CHECK(ann.state() == gangway::client::State::Open);
  CHECK(*canvas.draw({"base", Dot{1}}).result() == 2);

  std::uint32_t told = 0;
  const auto third = canvas.draw({"base", Dot{1}});
  third.then([&](const auto& result) { told = *result; });
  CHECK_FALSE(third.ready());
  kit.server.run();
  CHECK(told == 3);
  CHECK(third.ready());
  third.then([&](const auto&) { told = 100; });  // of what has ended already
  kit.server.run();
  CHECK(told == 100);
  canvas.enter({"base"});  // no reply: nothing to wait for
  CHECK_NOTHROW(canvas.leave({"base"}).get());
}

TEST_CASE("declared errors come as their C++ types, everything else as CallError") {
  Kit kit;
  auto ann = kit.guest("ann");
  CHECK_THROWS_AS(ann.canvas.draw({"locked", Dot{1}}).get(), ReadOnly);
  try {
    ann.canvas.draw({"full", Dot{1}}).get();
    FAIL("no error");
  } catch (const Full& full) {
    CHECK(full.limit == 3);
  }
  const auto full = ann.canvas.draw({"full", Dot{1}}).result();
  CHECK_FALSE(full);
  CHECK(full.code() == "Full");
  CHECK(full.error<Full>()->limit == 3);
  CHECK(full.error<ReadOnly>() == nullptr);
  CHECK(full.failure() == nullptr);

  const auto forbidden = ann.canvas.draw({"forbidden", Dot{1}}).result();
  CHECK(forbidden.failure()->code() == "forbidden");
  CHECK(std::string(forbidden.failure()->what()) == "not you");
  CHECK(code_of(ann.canvas.draw({"broken", Dot{1}})) == "internal");
  const auto unfit = ann.canvas.sign({.name = "far too long a name", .level = 1}).result();
  CHECK(unfit.code() == "invalid_payload");
  CHECK(unfit.failure()->data() == R"({"path":"/name","rule":"length"})");
}

TEST_CASE("what has no JSON form is not sent") {
  Kit kit;
  auto ann = kit.guest("ann");
  CHECK(code_of(ann.canvas.number(std::numeric_limits<double>::quiet_NaN())) == "invalid_payload");
  CHECK(kit.server.connections() == 0);
}

TEST_CASE("a reply that does not fit is an error of the call") {
  Kit kit;
  auto ann = kit.guest("ann");
  CHECK(code_of(ann.canvas.number(1.5)) == "internal");  // the handler divides by zero
}

TEST_CASE("events and calls keep their order") {
  Kit kit;
  auto ann = kit.guest("ann");
  for (std::uint32_t i = 1; i <= 5; ++i)
    ann.canvas.draw({"base", Dot{i}}).then([i](const auto& result) { CHECK(*result == i); });
  CHECK(ann.canvas.draw({"base", Dot{6}}).get() == 6);
}

TEST_CASE("a deadline: on the clock of the test, and the server is told") {
  Kit kit;
  auto ann = kit.guest("ann");
  const auto late = ann.canvas.later({.after = 10s}, {.timeout = 2s});
  kit.server.advance(1999ms);
  CHECK_FALSE(late.ready());
  CHECK(kit.canvas.running == 1);
  kit.server.advance(1ms);
  CHECK(code_of(late) == "deadline_exceeded");
  kit.server.run();
  CHECK(kit.canvas.running == 0);
}

TEST_CASE("a call taken back ends as cancelled, and its handler is destroyed") {
  Kit kit;
  auto ann = kit.guest("ann");
  const auto call = ann.canvas.later({.after = 10s});
  kit.server.run();
  CHECK(kit.canvas.running == 1);
  call.cancel();
  CHECK(code_of(call) == "cancelled");
  kit.server.run();
  CHECK(kit.canvas.running == 0);
  call.cancel();  // of what has ended: nothing
}

TEST_CASE("get() says so when only the clock can help") {
  Kit kit;
  auto ann = kit.guest("ann");
  kit.server.set_patience(1ms);
  const auto call = ann.canvas.later({.after = 3s});
  CHECK_THROWS_AS(call.get(), gangway::testing::Stuck);
  kit.server.advance(3s);
  CHECK(call.get() == "after 3000");
}

TEST_CASE("get() waits for a thread that answers") {
  Kit kit;
  auto ann = kit.guest("ann");
  const auto call = ann.canvas.deferred({"key"});
  kit.server.run();
  REQUIRE(kit.canvas.acks.size() == 1);
  std::thread other([ack = std::move(kit.canvas.acks.front())]() mutable { ack("from elsewhere"); });
  CHECK(call.get() == "from elsewhere");
  other.join();
}

TEST_CASE("several clients, and the root namespace without a handshake") {
  Kit kit;
  auto ann = kit.guest("ann");
  auto bob = kit.server.connect<BoardClientApi>();
  CHECK(ann.root.ping().get() == "pong");
  CHECK(bob.root.ping().get() == "pong");
  CHECK(kit.server.connections() == 2);
}

TEST_SUITE_END();
