#include "../protocol/board.h"

using namespace test::board;

TEST_CASE("rooms: clients that leave in any order leave the others where they are") {
  Table table;
  constexpr int kClients = 7;
  std::vector<std::unique_ptr<Talk>> talks;
  for (int i = 0; i < kClients; ++i) {
    talks.push_back(std::make_unique<Talk>(table));
    talks.back()->as("ann");
    // In rooms 0 to i, in a different order each.
    for (int room = 0; room <= i; ++room) {
      talks.back()->ask(R"({"ns":"/canvas","event":"enter","data":{"layer":")" +
                        std::to_string(i % 2 == 0 ? room : i - room) + "\"}}");
    }
  }
  const auto hearers = [&](int room) {
    std::string who;
    for (const auto& talk : talks) talk->heard();
    table.canvas.all().in(Canvas::Layer{std::to_string(room)}).drawn(Dot{1});
    for (std::size_t i = 0; i < talks.size(); ++i)
      who += std::string(talks[i]->heard().size(), static_cast<char>('0' + i));
    return who;
  };
  CHECK(hearers(0) == "0123456");
  CHECK(hearers(3) == "3456");
  talks[4]->ask(R"({"ns":"/canvas","event":"leave","data":{"layer":"0"}})");
  talks[0]->ask(R"({"ns":"/canvas","event":"leave","data":{"layer":"0"}})");
  CHECK(hearers(0) == "12356");
  CHECK(hearers(3) == "3456");
  talks[3]->lose();
  talks[6]->ask(R"({"ns":"/canvas","event":"leave","data":{"layer":"2"}})");
  CHECK(hearers(0) == "1256");
  CHECK(hearers(2) == "245");
  CHECK(hearers(3) == "456");
  talks[5]->ask(R"({"ns":"/canvas","leave":{}})");
  CHECK(hearers(3) == "46");
  CHECK(hearers(5) == "6");
}

namespace {

/// Three clients, the first two in the room "a", the last of another loop where there are two.
struct Three {
  explicit Three(std::size_t loops) : table({}, {}, loops) {
    for (std::size_t i = 0; i < 3; ++i) {
      const gangway::detail::CurrentExecutor on(i == 2 ? table.loops.back() : table.executor);
      talks.push_back(std::make_unique<Talk>(table));
      talks.back()->as("ann");
      clients.push_back(*table.canvas.last);
    }
    for (std::size_t i : {0U, 1U}) talks[i]->ask(R"({"ns":"/canvas","event":"enter","data":{"layer":"a"}})");
  }
  /// Who heard something, as digits.
  std::string heard() {
    std::string who;
    for (std::size_t i = 0; i < 3; ++i)
      who += std::string(talks[i]->heard().size(), static_cast<char>('0' + i));
    return who;
  }

  Table table;
  std::vector<std::unique_ptr<Talk>> talks;
  std::vector<CanvasClient> clients;
};

/// Awaits something as a handler does, and says what came of it.
template <class Awaitable>
gangway::Reply<std::string> awaited(Awaitable awaitable) {
  const auto value = co_await std::move(awaitable);
  if constexpr (requires { std::to_string(value); }) {
    co_return std::to_string(value);
  } else {
    std::string all;
    for (const auto& one : value) {
      if constexpr (requires { one.rooms; }) {
        all += one.user + "[" + (one.rooms.empty() ? "" : one.rooms[0]) + "] ";
      } else {
        all += one.value ? (*one.value ? "yes " : "no ") : one.error->code() + " ";
      }
    }
    co_return all;
  }
}

std::string result(gangway::Reply<std::string>& reply) {
  auto* out = reply.ready();
  return out == nullptr ? "waits" : std::get<gangway::detail::Success<std::string>>(*out).value;
}

}  // namespace

TEST_CASE("rooms: a client is a room of its own, and all clients of a user are one") {
  for (const std::size_t loops : {1U, 2U}) {
    CAPTURE(loops);
    Three three(loops);
    auto all = three.table.canvas.all();
    all.in(three.clients[2].id()).tick();
    CHECK(three.heard() == "2");
    three.clients[0].set_user("ann");
    three.clients[2].set_user("ann");
    three.clients[1].set_user("bob");
    three.table.run_posted();
    all.user("ann").tick();
    CHECK(three.heard() == "02");
    all.user("ann").user("bob").in(three.clients[1].id()).except(three.clients[0]).tick();
    CHECK(three.heard() == "12");
    three.clients[2].set_user("bob");
    three.table.run_posted();
    all.user("ann").tick();
    CHECK(three.heard() == "0");
    three.clients[1].set_user("");
    three.table.run_posted();
    all.user("bob").local().tick();
    CHECK(three.heard() == "2");
    three.talks[2]->lose();
    all.user("bob").in(three.clients[2].id()).tick();
    CHECK(three.heard().empty());
  }
}

TEST_CASE("rooms: whole sets join, leave and are put out") {
  for (const std::size_t loops : {1U, 2U}) {
    CAPTURE(loops);
    Three three(loops);
    auto all = three.table.canvas.all();
    all.except(Canvas::Layer{"a"}).join(Canvas::Layer{"b"});
    three.table.run_posted();
    all.in(Canvas::Layer{"b"}).drawn(Dot{1});
    CHECK(three.heard() == "2");
    all.in(Canvas::Layer{"a"}).join(Canvas::Layer{"b"});
    all.in(Canvas::Layer{"a"}).except(three.clients[0]).leave(Canvas::Layer{"a"});
    three.table.run_posted();
    all.in(Canvas::Layer{"b"}).drawn(Dot{1});
    CHECK(three.heard() == "012");
    all.in(Canvas::Layer{"a"}).drawn(Dot{1});
    CHECK(three.heard() == "0");
    all.in(Canvas::Layer{"b"}).except(three.clients[1]).disconnect();
    CHECK(three.heard() == "02");  // "left"
    all.tick();
    CHECK(three.heard() == "1");
  }
}

namespace {

gangway::Reply<std::string> count_of(Canvas& canvas, std::string room) {
  co_return std::to_string(co_await canvas.all().in(Canvas::Layer{room}).count());
}

}  // namespace

TEST_CASE(
    "rooms: one made within a co_await expression is destroyed once, which GCC 12 does not do with "
    "aggregates") {
  Three three(1);
  auto reply = count_of(three.table.canvas, "a");
  three.table.run_posted();
  CHECK(result(reply) == "2");
  auto nobody = count_of(three.table.canvas, "a name that has to be on the heap, as short ones are not");
  three.table.run_posted();
  CHECK(result(nobody) == "0");
}

TEST_CASE("rooms: how many and who they are") {
  for (const std::size_t loops : {1U, 2U}) {
    CAPTURE(loops);
    Three three(loops);
    three.clients[2].set_user("eve");
    three.table.run_posted();
    auto all = three.table.canvas.all();
    auto everybody = awaited(all.count());
    auto some = awaited(all.in(Canvas::Layer{"a"}).except(three.clients[1]).count());
    auto who = awaited(all.except(three.clients[0]).sockets());
    three.table.run_posted();
    CHECK(result(everybody) == "3");
    CHECK(result(some) == "1");
    CHECK(result(who) == R"([Layer{"name":"a"}] eve[] )");
    auto nobody = awaited(all.count());
    nobody = std::string("given up");
    three.table.run_posted();
  }
}

namespace {

void ask_everybody(std::size_t loops) {
  Three three(loops);
  auto all = three.table.canvas.all();
  const auto answer = [&](std::size_t who, std::string_view text) {
    const auto question = three.talks[who]->heard();
    REQUIRE(question.size() == 1);
    three.talks[who]->ask(R"({"id":)" + at(question[0], "/id") + "," + std::string(text) + "}");
  };
  SUBCASE("answers of each kind") {
    auto reply = awaited(all.confirm("sure?"));
    answer(0, R"("data":true)");
    answer(1, R"("error":{"code":"busy","message":"later"})");
    CHECK(result(reply) == "waits");
    answer(2, R"("data":"what?")");
    CHECK(result(reply) == "yes busy invalid_payload ");
  }
  SUBCASE("some leave, some are too slow") {
    auto reply = awaited(all.confirm("sure?").with_timeout(std::chrono::milliseconds(50)));
    answer(0, R"("data":false)");
    three.talks[1]->lose();
    three.table.run_posted();
    for (const auto& loop : three.table.loops) loop->advance(std::chrono::milliseconds(50));
    three.table.run_posted();
    CHECK(result(reply) == "no unavailable deadline_exceeded ");
  }
  SUBCASE("a room is asked, or nobody") {
    auto reply = awaited(all.in(Canvas::Layer{"a"}).confirm("sure?"));
    answer(0, R"("data":false)");
    answer(1, R"("data":true)");
    CHECK(result(reply) == "no yes ");
    auto nobody = awaited(all.in(Canvas::Layer{"none"}).confirm("sure?"));
    three.table.run_posted();
    CHECK(result(nobody).empty());
  }
  SUBCASE("nobody wants to know any more") {
    auto reply = awaited(all.confirm("sure?"));
    CHECK(three.heard() == "012");
    reply = std::string("given up");
    CHECK(three.heard() == "012");                                       // "cancel"
    CHECK(three.table.executor->timer_count() == (loops == 1 ? 3 : 2));  // heartbeats
  }
}

}  // namespace

TEST_CASE("rooms: everybody is asked, and every ending is an answer") { ask_everybody(1); }
TEST_CASE("rooms: everybody is asked on several loops") { ask_everybody(2); }
