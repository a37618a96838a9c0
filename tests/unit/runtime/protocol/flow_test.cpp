#include <string>

#include "dispatch/rates.h"
#include "flow.h"

using gangway::detail::RateRow;
using std::chrono::milliseconds;
using std::chrono::seconds;
using test::board::at;
using test::board::Frames;
using test::board::Talk;
using test::flow::FlowTable;

namespace {

std::string call(std::string_view ns, std::string_view event, int id, std::string_view how = {}) {
  std::string text = R"({"ns":")" + std::string(ns) + R"(","event":")" + std::string(event) + R"(","id":)" +
                     std::to_string(id);
  if (!how.empty()) text += R"(,"data":{"how":")" + std::string(how) + R"("})";
  return text + "}";
}

/// Calls an event of `/often`; how long to wait where that was once too often, else 0.
int retry_after(Talk& talk, std::string_view event) {
  const Frames frames = talk.ask(call("/often", event, 1));
  REQUIRE(frames.size() == 1);
  if (frames[0] == R"({"id":1})") return 0;
  CHECK(at(frames[0], "/error/code") == "rate_limited");
  return std::stoi(at(frames[0], "/error/data/retryAfter"));
}

}  // namespace

// --- @rate
// ---------------------------------------------------------------------------------------------------

TEST_CASE("@rate: a bucket of as many as come at once, filled at its rate") {
  constexpr RateRow kRow{.count = 2, .period_ms = 1000, .burst = 3, .by = RateRow::By::Connection};
  const gangway::detail::TimePoint begin{};
  gangway::detail::Bucket bucket{};
  const auto take = [&](int ms) { return take_share(bucket, kRow, begin + milliseconds(ms)); };
  for (int n = 0; n < 3; ++n) CHECK_FALSE(take(0));
  CHECK(take(0) == milliseconds(500));
  CHECK(take(100) == milliseconds(400));
  CHECK_FALSE(take(500));
  CHECK(take(999) == milliseconds(1));
  CHECK_FALSE(take(1000));
  for (int n = 0; n < 3; ++n) CHECK_FALSE(take(60'000));  // never fuller than full
  CHECK(take(60'000) == milliseconds(500));
}

TEST_CASE("@rate: numbers at the ends of their ranges") {
  constexpr auto kMost = ~std::uint64_t{0};
  const gangway::detail::TimePoint begin{};
  gangway::detail::Bucket many{};
  const RateRow generous{.count = kMost, .period_ms = 1, .burst = kMost, .by = RateRow::By::Connection};
  for (int n = 0; n < 100; ++n) CHECK_FALSE(take_share(many, generous, begin));
  gangway::detail::Bucket few{};
  const RateRow strict{
      .count = 1, .period_ms = std::int64_t{1} << 60, .burst = 1, .by = RateRow::By::Connection};
  CHECK_FALSE(take_share(few, strict, begin));
  CHECK(take_share(few, strict, begin)->count() > 1'000'000);
}

TEST_CASE("@rate: buckets that are full again are forgotten") {
  constexpr RateRow kRow{.count = 1, .period_ms = 1000, .burst = 1, .by = RateRow::By::Address};
  gangway::detail::SharedRates rates;
  gangway::detail::TimePoint now{};
  for (int who = 0; who < 100'000; ++who) {
    CHECK_FALSE(rates.take(kRow, std::to_string(who), now));
    now += milliseconds(1);
  }
  CHECK(rates.size() < 4096);
  CHECK(rates.take(kRow, "99999", now));
}

TEST_CASE("@rate: of IPv6 a network of 64 bits is one address, and ports are none") {
  using gangway::detail::address_key;
  CHECK(address_key("192.0.2.1:80") == address_key("192.0.2.1:81"));
  CHECK(address_key("192.0.2.1:80") == address_key("[::ffff:192.0.2.1]:80"));
  CHECK(address_key("192.0.2.1:80") != address_key("192.0.2.2:80"));
  CHECK(address_key("[2001:db8::1]:80") == address_key("[2001:db8::ffff:1]:81"));
  CHECK(address_key("[2001:db8::1]:80") != address_key("[2001:db8:0:1::1]:80"));
  CHECK(address_key("/run/gangway.sock").empty());
}

TEST_CASE("@rate on a namespace is one for all its events, by connection; on an event it is its own") {
  FlowTable table;
  Talk ann(table);
  Talk bob(table);
  ann.as("ann", "/often");
  bob.as("bob", "/often");
  for (int n = 0; n < 2; ++n) {
    CHECK(retry_after(ann, "one") == 0);
    CHECK(retry_after(ann, "other") == 0);
  }
  CHECK(retry_after(ann, "one") == 250);
  CHECK(retry_after(ann, "other") == 250);
  CHECK(retry_after(bob, "one") == 0);
  for (int n = 0; n < 3; ++n) CHECK(retry_after(ann, "own") == 0);
  CHECK(retry_after(ann, "own") == 1000);
  table.executor->advance(milliseconds(250));
  CHECK(retry_after(ann, "one") == 0);
  CHECK(retry_after(ann, "one") == 250);
  CHECK(ann.ask(call("/ends", "value", 2)).size() == 1);  // its namespace is not joined: nothing is counted
}

TEST_CASE("@rate by address is shared by the connections of one, by a session's field by who has its value") {
  FlowTable table;
  Talk ann(table, Talk::From{"192.0.2.1:1000"});
  Talk neighbour(table, Talk::From{"192.0.2.1:1001"});
  Talk bob(table, Talk::From{"192.0.2.2:1000"});
  ann.as("ann", "/often");
  neighbour.as("ann", "/often");
  bob.as("bob", "/often");
  CHECK(retry_after(ann, "by_address") == 0);
  CHECK(retry_after(neighbour, "by_address") == 0);
  CHECK(retry_after(ann, "by_address") == 5000);
  CHECK(retry_after(bob, "by_address") == 0);

  CHECK(retry_after(ann, "by_user") == 0);
  CHECK(retry_after(neighbour, "by_user") == 10'000);
  CHECK(retry_after(bob, "by_user") == 0);

  // Nobody has an account yet: each connection counts for itself.
  CHECK(retry_after(ann, "by_account") == 0);
  CHECK(retry_after(neighbour, "by_account") == 0);
  CHECK(retry_after(ann, "by_account") == 10'000);
  for (Talk* each : {&ann, &bob}) {
    each->ask(R"({"ns":"/often","event":"sign_in","data":{"account":"a"}})");
  }
  CHECK(retry_after(ann, "by_account") == 0);
  CHECK(retry_after(bob, "by_account") == 10'000);
}

TEST_CASE("@rate counts what waits for the join once the session is there") {
  FlowTable table;
  Talk ann(table);
  ann.say(R"({"ns":"/often","join":{"user":"slow"}})");
  for (const int id : {1, 2}) ann.say(call("/often", "by_user", id));
  ann.heard();
  table.executor->advance(milliseconds(100));
  const Frames frames = ann.heard();
  REQUIRE(frames.size() == 3);
  CHECK(frames[1] == R"({"id":1})");
  CHECK(at(frames[2], "/error/code") == "rate_limited");
}

TEST_CASE("@rate in the plain dialect, where there may be no id") {
  FlowTable table;
  Talk ann(table, "/often", "user=ann");
  ann.heard();
  for (int n = 0; n < 4; ++n) CHECK(ann.ask(R"({"event":"one"})").empty());
  const Frames frames = ann.ask(R"({"event":"one"})");
  CHECK(at(frames.at(0), "/data/code") == "rate_limited");
  CHECK(at(frames.at(0), "/data/data/retryAfter") == "250");
}

// --- joins
// ---------------------------------------------------------------------------------------------------

TEST_CASE("an address may have so many clients, over its connections and namespaces") {
  FlowTable table(gangway::Limits{.joins_per_address = 2});
  Talk ann(table, Talk::From{"192.0.2.1:1"});
  Talk more(table, Talk::From{"192.0.2.1:2"});
  Talk bob(table, Talk::From{"192.0.2.2:1"});
  const auto join = [](Talk& talk, std::string_view ns, std::string_view user = "ann") {
    const Frames frames =
        talk.ask(R"({"ns":")" + std::string(ns) + R"(","join":{"user":")" + std::string(user) + R"("}})");
    const auto json = nlohmann::json::parse(frames.back());
    return json.contains("joined") ? "joined" : json["error"]["code"].get<std::string>();
  };
  CHECK(join(ann, "/often", "nobody") == "forbidden");  // a refused one counts no longer
  CHECK(join(ann, "/ends") == "joined");
  CHECK(join(more, "/ends") == "joined");
  CHECK(join(more, "/free") == "overloaded");
  CHECK(join(bob, "/free") == "joined");
  SUBCASE("until one leaves") { ann.ask(R"({"ns":"/ends","leave":{}})"); }
  SUBCASE("until one is gone") { ann.lose(); }
  CHECK(join(more, "/free") == "joined");
}

TEST_CASE("an address may ask to join so often a minute, accepted or not") {
  FlowTable table(gangway::Limits{.join_rate = 3});
  Talk ann(table, Talk::From{"192.0.2.1:1"});
  Talk more(table, Talk::From{"192.0.2.1:2"});
  const std::string wrong = R"({"ns":"/often","join":{"user":"nobody"}})";
  ann.heard();
  for (int n = 0; n < 3; ++n) CHECK(at(ann.ask(wrong).at(0), "/error/code") == "forbidden");
  more.heard();
  const Frames frames = more.ask(wrong);
  CHECK(at(frames.at(0), "/error/code") == "rate_limited");
  CHECK(at(frames.at(0), "/error/data/retryAfter") == "20000");
  table.executor->advance(seconds(20));
  CHECK(at(more.ask(wrong).at(0), "/error/code") == "forbidden");
}

// --- @concurrent
// ---------------------------------------------------------------------------------------------

TEST_CASE("@concurrent: so many of one event run at once, and nothing overtakes") {
  FlowTable table;
  Talk ann(table);
  ann.as("ann", "/ends");
  const auto start = [&](std::string_view event, int id) {
    ann.say(call("/ends", event, id, "wait"));
    return table.ends.started;
  };
  const auto cancel = [&](int id) {
    ann.say(R"({"id":)" + std::to_string(id) + R"(,"cancel":true})");
    return table.ends.started;
  };
  CHECK(start("beside", 1) == 1);
  CHECK(start("beside", 2) == 2);
  CHECK(start("also", 3) == 3);    // another concurrent event beside them
  CHECK(start("beside", 4) == 3);  // one too many of its kind
  CHECK(start("also", 5) == 3);    // behind it, though there would be room
  CHECK(cancel(1) == 5);           // then both
  CHECK(start("task", 6) == 5);    // alone: when nothing runs
  CHECK(start("beside", 7) == 5);
  for (const int id : {2, 3, 4}) CHECK(cancel(id) == 5);
  CHECK(cancel(5) == 6);
  CHECK(start("also", 8) == 6);
  CHECK(cancel(6) == 8);
  CHECK(ann.idle() == false);
}

TEST_CASE("@concurrent: what is taken back at the head of the queue lets the next one in") {
  FlowTable table;
  Talk ann(table);
  ann.as("ann", "/ends");
  ann.say(call("/ends", "beside", 1, "wait"));
  ann.say(call("/ends", "task", 2, "wait"));
  ann.say(call("/ends", "beside", 3, "wait"));
  CHECK(table.ends.started == 1);
  ann.say(R"({"id":2,"cancel":true})");
  CHECK(table.ends.started == 2);
}

// --- @deadline
// -----------------------------------------------------------------------------------------------

TEST_CASE("@deadline counts from the frame's arrival, through the queue and the join") {
  FlowTable table;
  Talk ann(table);
  ann.as("ann", "/ends");
  ann.say(call("/ends", "task", 1, "wait"));
  table.executor->advance(milliseconds(400));
  ann.say(call("/ends", "task", 2, "wait"));
  table.executor->advance(milliseconds(600));
  CHECK(at(ann.heard().at(0), "/error/code") == "deadline_exceeded");
  CHECK(table.ends.started == 2);
  table.executor->advance(milliseconds(399));
  CHECK(ann.heard().empty());
  table.executor->advance(milliseconds(1));
  CHECK(at(ann.heard().at(0), "/error/code") == "deadline_exceeded");
  CHECK(table.ends.alive == 0);
}

TEST_CASE("@deadline of a stream is for its first item") {
  FlowTable table;
  Talk ann(table);
  ann.as("ann", "/ends");
  ann.say(call("/ends", "items", 1, "late"));
  ann.say(call("/ends", "items", 2, "wait"));
  table.executor->advance(milliseconds(1));
  CHECK(ann.heard() == Frames{R"({"id":1,"item":1})"});
  table.executor->advance(seconds(5));
  const Frames frames = ann.heard();
  REQUIRE(frames.size() == 1);
  CHECK(at(frames[0], "/id") == "2");
  CHECK(at(frames[0], "/error/code") == "deadline_exceeded");
  CHECK_FALSE(ann.idle());
}

TEST_CASE("@deadline of what the server asks is how long it waits") {
  FlowTable table;
  Talk ann(table);
  ann.as("ann", "/ends");
  ann.ask(call("/ends", "hurried", 1));
  table.executor->advance(milliseconds(2999));
  CHECK(ann.heard().empty());
  table.executor->advance(milliseconds(1));
  CHECK(ann.heard() == Frames{R"({"id":1,"cancel":true})", R"({"id":1,"data":"deadline_exceeded"})"});
}

TEST_CASE("calls that end at once need no timers") {
  FlowTable table;
  Talk ann(table);
  ann.as("ann", "/ends");
  const std::size_t before = table.executor->timer_count();
  CHECK(ann.ask(call("/ends", "value", 1, "return")) == Frames{R"({"id":1,"data":1})"});
  ann.ask(call("/ends", "deferred", 2, "return"));
  CHECK(table.executor->timer_count() == before);

  ann.say(call("/ends", "task", 3, "return"));
  ann.say(call("/ends", "value", 4, "return"));  // waits, with a timer
  table.executor->advance(milliseconds(1));
  CHECK(ann.heard().size() == 2);
  CHECK(table.executor->timer_count() == before);
}
