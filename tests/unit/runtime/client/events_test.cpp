#include "kit.h"

using namespace test::board;

TEST_SUITE_BEGIN("client");

TEST_CASE("events reach who listens, until the subscription goes") {
  Kit kit;
  auto ann = kit.guest("ann");
  auto bob = kit.guest("bob");
  std::vector<std::uint32_t> dots;
  auto drawn = bob.canvas.on_drawn([&](const Shape& shape) { dots.push_back(std::get<Dot>(shape).at); });
  bob.canvas.enter({"base"});
  kit.server.run();
  ann.canvas.draw({"base", Dot{4}}).get();
  kit.server.run();
  CHECK(dots == std::vector<std::uint32_t>{4});
  drawn.stop();
  ann.canvas.draw({"base", Dot{5}}).get();
  kit.server.run();
  CHECK(dots.size() == 1);
}

TEST_CASE("a callback may stop itself and add others; one that throws stops no other") {
  Kit kit;
  auto ann = kit.guest("ann");
  int first = 0;
  int second = 0;
  gangway::client::Subscription once;
  gangway::client::Subscription inner;
  once = ann.canvas.on_tick([&] {
    ++first;
    once.stop();
    inner = ann.canvas.on_tick([&] { ++second; });
    throw std::runtime_error("oops");
  });
  int third = 0;
  const auto other = ann.canvas.on_tick([&] { ++third; });
  kit.server.run();
  kit.canvas.all().tick();
  kit.server.run();
  CHECK((first == 1 && second == 0 && third == 1));
  CHECK(kit.server.client_errors() == std::vector<std::string>{"internal: tick of /canvas: oops"});
  kit.canvas.all().tick();
  kit.server.run();
  CHECK((first == 1 && second == 1 && third == 2));
}

TEST_CASE("a call of the server: a value, an error, a coroutine, nobody") {
  Kit kit;
  auto ann = kit.guest("ann");
  CHECK_FALSE(ann.canvas.ask({"really?"}).get());
  CHECK(kit.canvas.log.back() == "ask: unknown_event");
  {
    const auto yes =
        ann.canvas.handle_confirm([](const CanvasConfirmEvent& ask) { return ask.question == "really?"; });
    CHECK(ann.canvas.ask({"really?"}).get());
    CHECK_FALSE(ann.canvas.ask({"is it?"}).get());
  }
  CHECK_FALSE(ann.canvas.ask({"really?"}).get());

  const auto refuses = ann.canvas.handle_confirm([](CanvasConfirmEvent) -> gangway::Reply<bool> {
    return gangway::Error{gangway::ErrorCode::Forbidden, "do not ask"};
  });
  CHECK_FALSE(ann.canvas.ask({"really?"}).get());
  CHECK(kit.canvas.log.back() == "ask: forbidden");

  const auto thinks = ann.canvas.handle_confirm([](CanvasConfirmEvent) -> gangway::Reply<bool> {
    co_await gangway::sleep_for(2s);
    co_return true;
  });
  const auto answer = ann.canvas.ask({"really?"});
  kit.server.run();
  CHECK_FALSE(answer.ready());
  kit.server.advance(2s);
  CHECK(answer.get());

  const auto throws =
      ann.canvas.handle_confirm([](CanvasConfirmEvent) -> bool { throw std::runtime_error("secret"); });
  CHECK_FALSE(ann.canvas.ask({"really?"}).get());
  CHECK(kit.canvas.log.back() == "ask: internal");
  CHECK(kit.server.client_errors().back() == "internal: secret");
}

TEST_CASE("a call that the server takes back ends its handler") {
  Kit kit({.limits = {.server_call_timeout = 1s}});
  auto ann = kit.guest("ann");
  int alive = 0;
  const auto thinks = ann.canvas.handle_confirm([&](CanvasConfirmEvent) -> gangway::Reply<bool> {
    const Canvas::Counter counter(alive);
    co_await gangway::sleep_for(1h);
    co_return true;
  });
  const auto answer = ann.canvas.ask({"really?"});
  kit.server.run();
  CHECK(alive == 1);
  kit.server.advance(1s);
  CHECK_FALSE(answer.get());
  CHECK(kit.canvas.log.back() == "ask: deadline_exceeded");
  kit.server.run();
  CHECK(alive == 0);
}

TEST_CASE("a stream: item by item, never more than 16 ahead") {
  Kit kit;
  auto ann = kit.guest("ann");
  auto count = ann.canvas.count({.to = 50});
  std::vector<std::uint32_t> got;
  while (const auto item = count.next().get()) got.push_back(*item);
  CHECK(got.size() == 50);
  CHECK(got.back() == 50);
  CHECK_FALSE(count.next().get());  // it stays ended

  std::uint32_t sum = 0;
  for (const std::uint32_t item : ann.canvas.count({.to = 4})) sum += item;
  CHECK(sum == 10);
}

TEST_CASE("a stream that is dropped ends its handler on the server") {
  Kit kit;
  auto ann = kit.guest("ann");
  {
    auto count = ann.canvas.count({.to = 1000});
    CHECK(count.next().get() == 1);
    kit.server.run();
    CHECK(kit.canvas.running == 1);
  }
  kit.server.run();
  CHECK(kit.canvas.running == 0);
}

TEST_CASE("a stream's error comes behind its items, once") {
  Kit kit;
  auto ann = kit.guest("ann");
  auto count = ann.canvas.count({.to = 200});
  for (std::uint32_t i = 1; i < 100; ++i) REQUIRE(count.next().get() == i);
  CHECK_THROWS_AS(count.next().get(), Full);
  CHECK_FALSE(count.next().get());
}

TEST_CASE("a stream's timeout is for its first item only") {
  Kit kit;
  auto ann = kit.guest("ann");
  auto count = ann.canvas.count({.to = 3, .pause = 4s}, {.timeout = 5s});
  for (std::uint32_t i = 1; i <= 3; ++i) {
    const auto next = count.next();
    kit.server.advance(4s);
    CHECK(next.get() == i);
  }
  auto slow = ann.canvas.count({.to = 3, .pause = 4s}, {.timeout = 3s});
  kit.server.advance(3s);
  CHECK(code_of(slow.next()) == "deadline_exceeded");
}

TEST_CASE("an upload: values as the server is ready for them, then one reply") {
  Kit kit;
  auto ann = kit.guest("ann");
  auto sum = ann.canvas.sum();
  for (std::uint32_t i = 1; i <= 40; ++i) REQUIRE(sum.send({i}).get());
  CHECK(sum.finish().get() == 820);
  CHECK_FALSE(sum.send({1}).get());  // no more is wanted
}

TEST_CASE("an upload that was made before the connection stands waits with its values") {
  Kit kit;
  auto ann = kit.guest("ann");
  auto sum = ann.canvas.sum();
  std::vector<gangway::client::Call<bool>> sent;
  for (std::uint32_t i = 1; i <= 20; ++i) sent.push_back(sum.send({i}));
  const auto reply = sum.finish();
  CHECK_FALSE(sent.front().ready());
  CHECK(reply.get() == 210);
  for (const auto& each : sent) CHECK(each.get());
}

TEST_CASE("values and replies in turn") {
  Kit kit;
  auto ann = kit.guest("ann");
  auto twice = ann.canvas.double_();
  for (std::uint32_t i = 1; i <= 3; ++i) {
    CHECK(twice.send(i).get());
    CHECK(twice.next().get() == 2 * i);
  }
  twice.finish();
  CHECK_FALSE(twice.next().get());
}

TEST_SUITE_END();
