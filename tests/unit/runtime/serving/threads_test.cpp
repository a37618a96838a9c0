#include <memory>
#include <set>

#include "running_server.h"

using namespace test::hall;
using test::RawClient;

namespace {

std::string say(int id, const std::string& text) {
  return frame(R"({"ns":"/","event":"say","id":)" + std::to_string(id) + R"(,"data":{"text":")" + text +
               R"("}})");
}

}  // namespace

TEST_CASE("with several threads every client is served, each on one of them, and all hear everything") {
  constexpr unsigned kThreads = 4;
  constexpr unsigned kClients = 16;
  constexpr int kRounds = 50;
  Running running({.threads = kThreads});
  std::mutex mutex;
  std::set<std::thread::id> threads;
  running.server.route("GET", "/thread", [&](const gangway::HttpRequest&) {
    const std::lock_guard lock(mutex);
    threads.insert(std::this_thread::get_id());
    return gangway::HttpResponse{.body = "here"};
  });
  running.start();

  std::vector<std::unique_ptr<RawClient>> clients;
  for (unsigned i = 0; i < kClients; ++i) {
    clients.push_back(std::make_unique<RawClient>(running.server.port()));
    CHECK(mentions(clients[i]->send("GET /thread HTTP/1.1\r\n\r\n").read_response(), "here"));
    enter(*clients[i]);
  }
  CHECK(threads.size() == kThreads);

  // All talk at once; each hears its own answers in order, and of each other client all it said, in order.
  std::vector<std::thread> talkers;
  std::atomic<unsigned> good{0};
  for (unsigned i = 0; i < kClients; ++i) {
    talkers.emplace_back([&, i] {
      RawClient& client = *clients[i];
      for (int round = 1; round <= kRounds; ++round)
        client.send(say(round, std::to_string(i) + "-" + std::to_string(round)));
      int answers = 0;
      std::vector<int> heard(kClients, 0);
      unsigned in_order = 0;
      while (answers < kRounds || in_order < (kClients - 1) * kRounds) {
        const std::string text = message(client);
        if (text.empty()) return;
        if (text.starts_with(R"({"id":)")) {
          if (!text.starts_with(R"({"id":)" + std::to_string(++answers) + ",")) return;
          continue;
        }
        const std::size_t at = text.find(R"("text":")");
        if (at == std::string::npos) continue;  // heartbeats
        const std::size_t dash = text.find('-', at);
        const auto who = static_cast<unsigned>(std::stoul(text.substr(at + 8)));
        if (std::stoi(text.substr(dash + 1)) != ++heard[who]) return;
        ++in_order;
      }
      ++good;
    });
  }
  for (std::thread& talker : talkers) talker.join();
  CHECK(good == kClients);
  CHECK(running.speakers.said == kClients * kRounds);
  running.server.stop();
  for (auto& client : clients) {
    CHECK(until(*client, "closed") == "closed 1001");
    client->send(std::string("\x88\x80\0\0\0\0", 6));
  }
  CHECK(running.ends_within(std::chrono::seconds(10)));
  CHECK(running.speakers.shut_down == kClients);
}

TEST_CASE("clients come, talk and go on all threads while the server stops") {
  Running running({.threads = 3});
  running.start();
  const std::uint16_t port = running.server.port();
  std::atomic<bool> over{false};
  std::vector<std::thread> visitors;
  for (int i = 0; i < 4; ++i) {
    visitors.emplace_back([&, i] {
      for (int visit = 0; !over && visit < 200; ++visit) {
        RawClient client(port, false);  // the port may be closed by now
        client.upgrade("/hall", "Sec-WebSocket-Protocol: gangway.v1\r\n");
        client.send(frame(R"({"ns":"/","join":{}})")).send(say(1, "visit"));
        if (i % 2 == 0) until(client, R"("id":1)");
      }
    });
  }
  REQUIRE(eventually([&] { return running.speakers.joined > 50; }));
  running.server.stop();
  CHECK(running.ends_within(std::chrono::seconds(10)));
  over = true;
  for (std::thread& visitor : visitors) visitor.join();
  CHECK(running.speakers.left == running.speakers.joined);
}
