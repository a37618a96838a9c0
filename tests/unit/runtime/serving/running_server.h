#pragma once

#include <doctest/doctest.h>

#include <atomic>
#include <future>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

#include "../../../support/mentions.h"
#include "gangway/server.h"
#include "gangway/task.h"
#include "hall.gw.h"
#include "transport/raw_client.h"

namespace test::hall {

using test::mentions;

/// Counts what happens; its handlers may run on several threads at once.
class Speakers final : public HallRootHandler {
 public:
  gangway::Reply<void> on_join_namespace(HallRootClient client) override {
    client.join(Floor{});
    ++joined;
    return {};
  }
  void on_leave_namespace(HallRootClient, gangway::LeaveReason reason) override {
    ++left;
    if (reason == gangway::LeaveReason::ShuttingDown) ++shut_down;
  }
  gangway::Reply<std::uint32_t> on_say(HallRootClient client, Say say) override {
    all().except(client).said(say.text);
    return ++said;
  }
  gangway::Reply<std::string> on_wait(HallRootClient, Wait wait) override {
    ++waiting;
    co_await gangway::sleep_for(wait.after);
    co_return "waited";
  }
  gangway::Reply<std::uint32_t> on_flood(HallRootClient client, Flood flood) override {
    for (std::uint32_t i = 0; i < flood.messages; ++i) client.said(std::string(flood.bytes, 'f'));
    return flood.messages;
  }

  std::atomic<unsigned> joined{0};
  std::atomic<unsigned> left{0};
  std::atomic<unsigned> shut_down{0};
  std::atomic<unsigned> said{0};
  std::atomic<unsigned> waiting{0};
};

class Attic final : public AnnexeRootHandler {
 public:
  gangway::Reply<std::string> on_name(AnnexeRootClient) override { return "annexe"; }
};

/// Waits for what other threads bring about; gives up after seconds.
template <class Condition>
bool eventually(Condition condition) {
  const auto until = std::chrono::steady_clock::now() + std::chrono::seconds(20);
  while (!condition()) {
    if (std::chrono::steady_clock::now() > until) return false;
    std::this_thread::sleep_for(std::chrono::milliseconds(2));
  }
  return true;
}

/// A server on a thread of its own, on the loopback interface.
class Running {
 public:
  explicit Running(gangway::ServerOptions options = {}) : server(with_defaults(std::move(options))) {}
  ~Running() {
    if (!thread_.joinable()) return;
    server.stop(gangway::Stop::Now);
    thread_.join();
  }
  Running(const Running&) = delete;
  Running& operator=(const Running&) = delete;

  /// Serves the hall and starts.
  Running& start() {
    server.serve(Hall{.root = speakers});
    return run();
  }
  /// Starts with what was set up.
  Running& run() {
    server.listen();
    std::packaged_task<void()> task([this] { server.run(); });
    ended_ = task.get_future();
    thread_ = std::thread(std::move(task));
    return *this;
  }
  /// Whether `run()` has returned, after some waiting.
  [[nodiscard]] bool ends_within(std::chrono::milliseconds time) {
    return ended_.wait_for(time) == std::future_status::ready;
  }
  [[nodiscard]] std::string logged() {
    const std::lock_guard lock(mutex_);
    return log_;
  }

  Speakers speakers;

 private:
  gangway::ServerOptions with_defaults(gangway::ServerOptions options) {
    if (options.listen.empty()) {
      if (!options.port) options.port = 0;
      if (!options.address) options.address = "127.0.0.1";
    }
    options.environment = false;
    if (!options.handle_signals) options.handle_signals = false;
    options.log = [this](gangway::LogLevel, std::string_view line) {
      const std::lock_guard lock(mutex_);
      log_.append(line).append("\n");
    };
    return options;
  }

  std::mutex mutex_;
  std::string log_;
  std::future<void> ended_;
  std::thread thread_;

 public:
  gangway::Server server;
};

/// A client's text frame, masked with zeros.
inline std::string frame(std::string_view text) {
  std::string bytes{static_cast<char>(0x81)};
  if (text.size() < 126) {
    bytes += static_cast<char>(0x80 | text.size());
  } else {
    bytes += static_cast<char>(0x80 | 126);
    bytes += static_cast<char>(text.size() >> 8);
    bytes += static_cast<char>(text.size() & 0xff);
  }
  return bytes.append(4, '\0').append(text);
}

/// The next message of the server; "closed 1001" for its close frame, "" where the stream ended.
template <class Client>
std::string message(Client& client) {
  const std::string head = client.read_exactly(2);
  if (head.size() < 2) return "";
  std::size_t size = static_cast<unsigned char>(head[1]);
  const std::size_t more = size == 126 ? 2 : size == 127 ? 8 : 0;
  if (more > 0) {
    size = 0;
    for (const char byte : client.read_exactly(more)) size = size << 8 | static_cast<unsigned char>(byte);
  }
  const std::string body = client.read_exactly(size);
  if (static_cast<unsigned char>(head[0]) != 0x88) return body;
  return "closed " +
         std::to_string(static_cast<unsigned char>(body[0]) << 8 | static_cast<unsigned char>(body[1]));
}

/// Passes over messages until one holds `part`; that one, or "" at the end.
template <class Client>
std::string until(Client& client, std::string_view part) {
  for (;;) {
    const std::string text = message(client);
    if (text.empty() || text.find(part) != std::string::npos) return text;
  }
}

/// Opens a WebSocket on a client's socket and joins the hall.
template <class Client>
void enter(Client& client) {
  client.send(
      "GET /hall HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: "
      "13\r\n"
      "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Protocol: gangway.v1\r\n\r\n");
  REQUIRE(client.read_until("\r\n\r\n").find("101") != std::string::npos);
  client.send(frame(R"({"ns":"/","join":{}})"));
  REQUIRE(until(client, "joined") != "");
}

}  // namespace test::hall
