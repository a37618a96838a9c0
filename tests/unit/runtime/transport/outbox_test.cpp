#include "transport/outbox.h"

#include <doctest/doctest.h>

#include <memory>
#include <random>
#include <string>

using gangway::protocol::SharedMessage;
using gangway::transport::Outbox;

namespace {

gangway::protocol::SharedMessagePtr shared(std::string bytes) {
  const auto message = std::make_shared<SharedMessage>();
  message->bytes = std::move(bytes);
  return message;
}

/// Takes `size` bytes as a socket would.
std::string take(Outbox& outbox, std::size_t size, std::size_t max_parts = 8) {
  std::vector<iovec> parts(max_parts);
  const std::size_t count = outbox.gather(parts.data(), parts.size());
  std::string taken;
  for (std::size_t i = 0; i < count && taken.size() < size; ++i) {
    REQUIRE(parts[i].iov_len > 0);
    taken.append(static_cast<const char*>(parts[i].iov_base),
                 std::min(parts[i].iov_len, size - taken.size()));
  }
  outbox.consume(taken.size());
  return taken;
}

}  // namespace

TEST_CASE("own bytes and shared messages keep their order") {
  Outbox outbox;
  const auto first = shared(std::string(2000, 'x'));
  const auto second = shared(std::string(3000, 'y'));
  const auto small = shared("small");
  outbox.own().append("a");
  outbox.add_shared(first, first->bytes);
  outbox.add_shared(second, second->bytes);
  outbox.own().append("b");
  outbox.add_shared(small, small->bytes);
  CHECK(outbox.size() == 1 + 2000 + 3000 + 1 + 5);
  CHECK(first.use_count() == 2);
  CHECK(small.use_count() == 1);
  CHECK(take(outbox, 100000) == "a" + first->bytes + second->bytes + "bsmall");
  CHECK(outbox.empty());
  CHECK(first.use_count() == 1);
}

TEST_CASE("whatever the socket takes, the bytes come in order") {
  std::mt19937 random(1);
  for (int round = 0; round < 200; ++round) {
    Outbox outbox;
    std::string expected;
    std::string taken;
    for (int step = 0; step < 60; ++step) {
      const std::string bytes(1 + random() % 4000, static_cast<char>('a' + step % 26));
      if (random() % 2 == 0) {
        outbox.own().append(bytes);
      } else {
        const auto message = shared(bytes);
        outbox.add_shared(message, message->bytes);
      }
      expected += bytes;
      if (random() % 3 == 0) taken += take(outbox, random() % 5000, 1 + random() % 4);
      REQUIRE(outbox.size() == expected.size() - taken.size());
    }
    while (!outbox.empty()) taken += take(outbox, 1 + random() % 100000, 1 + random() % 4);
    REQUIRE(taken == expected);
  }
}

TEST_CASE("what was sent gives its memory back") {
  Outbox outbox;
  outbox.own().append(std::string(1 << 20, 'x'));
  (void)take(outbox, 1 << 20);
  CHECK(outbox.own().capacity() == 0);
  for (int i = 0; i < 1000; ++i) {
    outbox.own().append(std::string(10000, 'y'));
    (void)take(outbox, 9999);
  }
  CHECK(outbox.size() == 1000);
  CHECK(outbox.own().capacity() < 1 << 18);
}
