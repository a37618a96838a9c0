#include <doctest/doctest.h>

#include <csignal>
#include <string>
#include <thread>

#include "transport/asio_loop.h"
#include "transport/signals.h"

using gangway::transport::AsioLoop;
using namespace std::chrono_literals;

TEST_CASE("work is run on the loop's thread, in order, from wherever it is posted") {
  AsioLoop loop;
  std::string trace;
  CHECK_FALSE(loop.in_loop());
  std::thread other([&] {
    loop.post([&] { trace += loop.in_loop() ? 'a' : 'x'; });
    loop.post([&] { trace += 'b'; });
    loop.post([&] {
      loop.stop();
      loop.post([&] { trace += 'x'; });
    });
  });
  loop.run();
  other.join();
  CHECK(trace == "ab");
}

TEST_CASE("timers run in order, at their time or later, unless cancelled") {
  AsioLoop loop;
  std::string trace;
  const auto start = loop.now();
  loop.at(start + 6ms, [&] {
    trace += 'c';
    loop.stop();
  });
  const auto never = loop.at(start + 3ms, [&] { trace += 'x'; });
  loop.at(start + 2ms, [&] { trace += 'b'; });
  loop.at(start, [&] { trace += 'a'; });
  loop.cancel(never);
  loop.cancel(AsioLoop::TimerId::None);
  loop.run();
  CHECK(trace == "abc");
  CHECK(loop.now() - start >= 6ms);
}

TEST_CASE("signals come as calls on the loop's thread") {
  AsioLoop loop;
  int count = 0;
  gangway::transport::Signals signals(loop, [&] {
    CHECK(loop.in_loop());
    if (++count == 2) return loop.stop();
    std::raise(SIGINT);
  });
  loop.post([] { std::raise(SIGTERM); });
  loop.run();
  CHECK(count == 2);
}
