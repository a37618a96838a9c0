#include <doctest/doctest.h>

#include <atomic>
#include <latch>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "../../../support/fake_link.h"
#include "crowd.gw.h"
#include "dispatch/current_executor.h"
#include "dispatch/gateway.h"
#include "gangway/codec/reader.h"
#include "protocol/gangway_v1.h"
#include "transport/asio_loop.h"

using namespace test::crowd;

namespace {

constexpr int kLoops = 3;
constexpr int kClients = 4;
constexpr int kRounds = 50;

/// Its handlers run on all loops at once: what they share is atomic.
class Everybody final : public CrowdRootHandler {
 public:
  gangway::Reply<void> on_join_namespace(CrowdRootClient) override {
    ++here;
    return {};
  }
  void on_leave_namespace(CrowdRootClient, gangway::LeaveReason) override { --here; }
  gangway::Reply<void> on_enter(CrowdRootClient client, Enter enter) override {
    client.join(Layer{enter.layer});
    return {};
  }
  gangway::Reply<void> on_draw(CrowdRootClient client, Draw draw) override {
    all().in(Layer{draw.layer}).except(client).drawn(draw.at);
    return {};
  }

  gangway::Reply<std::uint32_t> on_count(CrowdRootClient) override {
    const std::size_t count = co_await all().count();
    if (count >= static_cast<std::size_t>(kLoops * kClients)) ++counted;
    co_return static_cast<std::uint32_t>(count);
  }

  using CrowdRootHandler::all;

  std::atomic<int> here = 0;
  std::atomic<int> counted = 0;
};

/// Pages that clients of all loops open and close: of each, what was opened is closed before it is opened
/// again, and so are the rooms in it.
class Pages final : public PageHandler {
 public:
  void on_open(const Path& path) override { change(open[path.number], true); }
  void on_close(const Path& path) override { change(open[path.number], false); }
  void on_room_created(const Path& path, const Margin&) override { change(noted[path.number], true); }
  void on_room_emptied(const Path& path, const Margin&) override { change(noted[path.number], false); }
  gangway::Reply<void> on_note(PageClient client) override {
    client.join(Margin{});
    all(client.path()).in(Margin{}).noted();
    return {};
  }

  static constexpr std::size_t kPages = 2;
  std::atomic<bool> open[kPages] = {};
  std::atomic<bool> noted[kPages] = {};
  std::atomic<int> opened = 0;
  std::atomic<int> faults = 0;

 private:
  void change(std::atomic<bool>& of, bool to) {
    if (of.exchange(to) == to) ++faults;
    if (to) ++opened;
  }
};

/// Some clients of one loop. Used on that loop's thread only.
class Corner {
 public:
  Corner(std::shared_ptr<gangway::detail::Gateway> gateway, int clients) {
    for (int i = 0; i < clients; ++i) {
      sessions_.push_back(
          gangway::protocol::GangwayV1::open(gateway, "/", std::make_shared<gangway::protocol::PeerInfo>()));
      links_.push_back(std::make_unique<gangway::testing::FakeLink>());
      sessions_.back()->attach(*links_.back());
      say(i, R"({"join":{}})");
      say(i, R"({"event":"enter","data":{"layer":"a"}})");
    }
  }

  void say(int client, std::string text) {
    const std::size_t size = text.size();
    text.append(gangway::kReadPadding, '\0');
    sessions_[static_cast<std::size_t>(client)]->on_message(gangway::protocol::MessageKind::Text,
                                                            std::string_view(text).substr(0, size));
  }
  /// Frames with the event `drawn`, over all clients.
  int drawn() {
    for (const auto& link : links_) {
      for (const std::string& frame : link->take()) drawn_ += frame.find("\"drawn\"") != std::string::npos;
    }
    return drawn_;
  }
  void leave() {
    for (const auto& session : sessions_) session->on_closed({});
    sessions_.clear();
  }

 private:
  std::vector<std::unique_ptr<gangway::testing::FakeLink>> links_;
  std::vector<std::shared_ptr<gangway::protocol::TextSession>> sessions_;
  int drawn_ = 0;
};

/// The loops of a server, each with its thread.
class Loops {
 public:
  Loops() {
    for (int i = 0; i < kLoops; ++i) all.push_back(std::make_shared<gangway::transport::AsioLoop>());
    for (const auto& loop : all) {
      threads_.emplace_back([loop] {
        const gangway::detail::CurrentExecutor current(loop);
        loop->run();
      });
    }
  }
  ~Loops() {
    for (const auto& loop : all) loop->stop();
    for (std::thread& thread : threads_) thread.join();
  }
  /// Runs `work(i)` on each loop `i` and waits for all.
  template <class Work>
  void each(Work work) {
    std::latch done(kLoops);
    for (int i = 0; i < kLoops; ++i) {
      all[static_cast<std::size_t>(i)]->post([&, i] {
        work(i);
        done.count_down();
      });
    }
    done.wait();
  }

  std::vector<std::shared_ptr<gangway::transport::AsioLoop>> all;

 private:
  std::vector<std::thread> threads_;
};

}  // namespace

TEST_CASE("threads: clients of several loops draw, come and go at the same time, and nothing is lost") {
  Everybody crowd;
  Pages pages;
  Loops loops;
  auto context = std::make_shared<gangway::detail::ServerContext>();
  context->loops.assign(loops.all.begin(), loops.all.end());
  const auto gateway =
      std::make_shared<gangway::detail::Gateway>(Crowd{.root = crowd, .page = pages}.binding(), context);

  std::vector<std::unique_ptr<Corner>> corners(kLoops);
  const auto corner = [&](int loop) -> std::unique_ptr<Corner>& {
    return corners[static_cast<std::size_t>(loop)];
  };
  loops.each([&](int loop) { corner(loop) = std::make_unique<Corner>(gateway, kClients); });
  CHECK(crowd.here == kLoops * kClients);

  loops.each([&](int loop) {
    for (int round = 0; round < kRounds; ++round) {
      corner(loop)->say(round % kClients, R"({"event":"draw","data":{"layer":"a","at":7}})");
      // And some who come and go beside them.
      Corner passing(gateway, 1);
      const std::string page = R"({"ns":"/page/)" + std::to_string(round % 2) + "\"";
      passing.say(0, page + R"(,"join":{}})");
      passing.say(0, page + R"(,"event":"note"})");
      passing.say(0, R"({"event":"count","id":1})");
      passing.leave();
      corner(loop)->say(0, R"({"event":"count","id":1})");
    }
  });
  crowd.all().in(Everybody::Layer{"a"}).drawn(1);  // from a thread that is no loop's
  loops.each([](int) {});                          // what was posted before is done now
  loops.each([](int) {});
  int drawn = 0;
  loops.each([&](int loop) { corner(loop)->drawn(); });
  for (int loop = 0; loop < kLoops; ++loop) drawn += corner(loop)->drawn();
  // Everybody but the one who drew, of those who were there all the time; and once everybody.
  CHECK(drawn == kLoops * kRounds * (kLoops * kClients - 1) + kLoops * kClients);

  CHECK(crowd.counted > 0);
  CHECK(pages.opened > 0);
  CHECK(pages.faults == 0);
  for (std::size_t page = 0; page < Pages::kPages; ++page) {
    CHECK_FALSE(pages.open[page]);
    CHECK_FALSE(pages.noted[page]);
  }

  loops.each([&](int loop) { corner(loop)->leave(); });
  CHECK(crowd.here == 0);
}
