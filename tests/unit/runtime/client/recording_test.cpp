#include "kit.h"

using namespace test::board;

namespace {

/// What two clients do with a board, recorded.
std::string session(Kit& kit) {
  std::string lines;
  kit.server.record([&](const gangway::RecordedFrame& frame) { lines += to_json_line(frame) + "\n"; });
  auto ann = kit.guest("ann");
  auto bob = kit.guest("bob");
  bob.canvas.enter({"base"});
  kit.server.run();
  kit.server.advance(1s);
  ann.canvas.draw({"base", Line{1, 2}}).get();
  const auto later = ann.canvas.later({.after = 2s});
  for (const std::uint32_t item : bob.canvas.count({.to = 20})) static_cast<void>(item);
  kit.server.advance(2s);
  later.get();
  kit.server.record({});
  return lines;
}

}  // namespace

TEST_SUITE_BEGIN("client");

TEST_CASE("a recorded session plays again, though sids and times are new") {
  Kit before;
  const std::string recording = session(before);
  CHECK(recording.find(
            R"({"connection":1,"at":0,"opened":{"path":"/api","query":"","protocol":"gangway.v1"}})") == 0);
  CHECK(recording.find(R"("from":"client","frame":{"ns":"/canvas","join":{"user":"ann")") !=
        std::string::npos);

  Kit now;
  now.server.advance(5s);
  const auto replay = now.server.replay(recording);
  CHECK_MESSAGE(replay.same(), replay.what());
  CHECK(replay.frames == 28);
}

TEST_CASE("sessions of MessagePack are recorded as JSON, and play again as MessagePack") {
  Kit before;
  std::string recording = session(before);
  constexpr std::string_view kProtocol = R"("protocol":"gangway.v1)";
  for (auto at = recording.find(kProtocol); at != std::string::npos; at = recording.find(kProtocol, at + 1)) {
    recording.insert(at + kProtocol.size(), ".msgpack");
  }

  Kit now;
  std::string again;
  now.server.record([&](const gangway::RecordedFrame& frame) { again += to_json_line(frame) + "\n"; });
  const auto replay = now.server.replay(recording);
  now.server.record({});
  CHECK_MESSAGE(replay.same(), replay.what());
  CHECK(replay.frames == 28);
  CHECK(again.find(R"("protocol":"gangway.v1.msgpack"})") != std::string::npos);
  CHECK(again.find(R"("from":"client","frame":{"ns":"/canvas","join":{"user":"ann")") != std::string::npos);

  Kit later;
  const auto third = later.server.replay(again);
  CHECK_MESSAGE(third.same(), third.what());
}

TEST_CASE("a difference names the line and both frames") {
  Kit before;
  std::string recording = session(before);
  const auto at = recording.find(R"("data":"after 2000")");
  REQUIRE(at != std::string::npos);
  recording.replace(at, 19, R"("data":"after 2001")");
  const auto line = static_cast<std::size_t>(std::count(
                        recording.begin(), recording.begin() + static_cast<std::ptrdiff_t>(at), '\n')) +
                    1;

  Kit now;
  const auto replay = now.server.replay(recording);
  CHECK_FALSE(replay.same());
  CHECK(replay.line == line);
  CHECK(replay.expected == R"({"id":2,"data":"after 2001"})");
  CHECK(replay.got == R"({"id":2,"data":"after 2000"})");
}

TEST_CASE("a frame too few and a frame too many are differences, too") {
  Kit before;
  const std::string recording = session(before);
  Kit now;
  const std::string more = recording + R"({"connection":1,"at":3000,"from":"server","frame":{"id":9}})"
                                       "\n";
  CHECK(now.server.replay(more).got.empty());
  Kit again;
  const std::string fewer = recording.substr(0, recording.rfind("{\"connection\"", recording.size() - 2));
  CHECK(again.server.replay(fewer).expected.empty());
}

TEST_CASE("what is no recording is refused by line") {
  Kit kit;
  CHECK_THROWS_WITH(
      kit.server.replay("{}\n"),
      "line 1 of the recording: it has neither `opened`, `closed` nor a `frame` `from` client or server");
  CHECK_THROWS_WITH(kit.server.replay("\nno\n"), "line 2 of the recording: no JSON object");
}

TEST_SUITE_END();
