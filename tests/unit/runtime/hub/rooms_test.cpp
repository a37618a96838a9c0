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
