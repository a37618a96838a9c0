#include "hub/replay_log.h"

#include <doctest/doctest.h>

#include <string>
#include <vector>

using namespace gangway::detail;
using namespace std::chrono_literals;

namespace {

constexpr EmitRow kSaid{.name = "said", .replay_ms = 10'000};
constexpr EmitRow kNews{.name = "news", .replay_ms = 60'000};
constexpr EmitRow kPrice{.name = "price", .is_latest = true, .replay_ms = 10'000};

constexpr TimePoint kStart{};

class Log {
 public:
  explicit Log(std::size_t most_bytes = 1'000'000) : log(most_bytes) {}

  void add(const EmitRow& row, std::string data, TimePoint now = kStart, std::string key = "",
           std::vector<std::string> rooms = {}) {
    Replayed event{.event = &row, .data = {std::move(data)}};
    event.audience.everyone = rooms.empty();
    event.audience.rooms = std::move(rooms);
    if (!key.empty()) event.key = std::move(key);
    log.append(std::move(event), now);
  }
  /// What was missed behind `after`, with a "…" in front where there is a gap.
  std::string missed(std::uint64_t after, TimePoint now = kStart) {
    const auto missed = log.missed(after, log.last(), now, [](const Replayed&) { return true; });
    std::string all = missed.gap ? "…" : "";
    for (const auto& event : missed.events) all += event->data.text;
    return all;
  }

  ReplayLog log;
};

}  // namespace

TEST_CASE("a log gives back what came behind an offset, in order") {
  Log log;
  CHECK(log.log.last() == 0);
  CHECK(log.missed(0).empty());
  for (const char* text : {"a", "b", "c"}) log.add(kSaid, text);
  CHECK(log.log.last() == 3);
  CHECK(log.missed(0) == "abc");
  CHECK(log.missed(2) == "c");
  CHECK(log.missed(3).empty());

  const auto some =
      log.log.missed(0, 2, kStart, [](const Replayed& event) { return event.data.text != "a"; });
  REQUIRE(some.events.size() == 1);
  CHECK(some.events[0]->offset == 2);
}

TEST_CASE("an event is kept for its own time") {
  Log log;
  log.add(kNews, "n", kStart);
  log.add(kSaid, "s", kStart);
  log.add(kSaid, "t", kStart + 5s);
  CHECK(log.missed(0, kStart + 10s - 1ms) == "nst");
  CHECK(log.missed(0, kStart + 10s) == "…nt");
  CHECK(log.missed(1, kStart + 10s) == "…t");
  CHECK(log.missed(2, kStart + 10s) == "t");
  CHECK(log.missed(0, kStart + 60s) == "…");
  CHECK(log.missed(3, kStart + 60s).empty());
  CHECK(log.log.empty());
  CHECK(log.log.bytes() == 0);
}

TEST_CASE("a log keeps to its bytes, and says that there is a gap") {
  Log log(4 * 1256);
  for (int i = 0; i < 10; ++i) log.add(kSaid, std::string(1000, static_cast<char>('0' + i)));
  CHECK(log.log.bytes() <= 4 * 1256);
  // Offsets begin with 1: the last four are 7 to 10.
  CHECK(log.missed(7) == std::string(1000, '7') + std::string(1000, '8') + std::string(1000, '9'));
  CHECK(log.missed(6).starts_with("6"));
  CHECK(log.missed(5).starts_with("…6"));

  SUBCASE("an event larger than all of it is not kept") {
    log.add(kSaid, std::string(10'000, 'x'));
    CHECK(log.log.empty());
    CHECK(log.missed(10) == "…");
    CHECK(log.missed(11).empty());
  }
}

TEST_CASE("of @latest the newest of each key is kept, for the same clients, and nothing is missing then") {
  Log log;
  log.add(kPrice, "a1", kStart, "\"a\"");
  log.add(kPrice, "b1", kStart, "\"b\"");
  log.add(kPrice, "a2", kStart, "\"a\"");
  log.add(kPrice, "a3", kStart, "\"a\"", {"room"});
  CHECK(log.missed(0) == "b1a2a3");
  log.add(kPrice, "a4", kStart, "\"a\"");
  CHECK(log.missed(0) == "b1a3a4");
  CHECK(log.missed(4) == "a4");

  SUBCASE("however often it changes") {
    for (int i = 0; i < 10'000; ++i) log.add(kPrice, "a5", kStart, "\"a\"");
    CHECK(log.missed(0) == "b1a3a5");
    CHECK(log.log.bytes() < 2000);
  }
  SUBCASE("what is too old leaves a gap all the same") {
    CHECK(log.missed(0, kStart + 10s) == "…");
    log.add(kPrice, "a5", kStart + 10s, "\"a\"");
    CHECK(log.missed(5, kStart + 10s) == "a5");
  }
}
