#pragma once

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <variant>
#include <vector>

#include "gangway/codec/buffer.h"
#include "protocol/host.h"
#include "transport/asio_loop.h"
#include "transport/listener.h"

namespace test {

namespace proto = gangway::protocol;
using gangway::protocol::MessageKind;

/// What happened on the loop's thread, as the test's thread may look at it.
class Journal {
 public:
  void note(std::string entry) {
    const std::lock_guard lock(mutex_);
    entries_.push_back(std::move(entry));
    changed_.notify_all();
  }
  /// Waits, at most some seconds, until so many entries begin so.
  [[nodiscard]] bool wait_for(std::string_view start, std::size_t count = 1) {
    std::unique_lock lock(mutex_);
    return changed_.wait_for(lock, std::chrono::seconds(10), [&] { return count_of(start) >= count; });
  }
  [[nodiscard]] std::size_t count(std::string_view start) const {
    const std::lock_guard lock(mutex_);
    return count_of(start);
  }
  /// The place, among all entries, of the nth that begins so.
  [[nodiscard]] std::size_t order(std::string_view start, std::size_t nth) const {
    const std::lock_guard lock(mutex_);
    std::size_t at = 0;
    while (at < entries_.size() && (!entries_[at].starts_with(start) || --nth > 0)) ++at;
    return at;
  }

 private:
  [[nodiscard]] std::size_t count_of(std::string_view start) const {
    std::size_t found = 0;
    for (const std::string& entry : entries_) found += entry.starts_with(start) ? 1 : 0;
    return found;
  }

  mutable std::mutex mutex_;
  std::condition_variable changed_;
  std::vector<std::string> entries_;
};

/// Sends back what it gets, and does what some texts ask for.
class EchoSession final : public proto::Session {
 public:
  explicit EchoSession(Journal& journal) : journal_(journal) {}

  void attach(proto::Link& link) override {
    link_ = &link;
    journal_.note("attached");
  }
  void on_message(MessageKind kind, std::string_view bytes) override {
    if (bytes == "close") return link_->close(4001, "asked for");
    if (bytes == "close twice") {
      link_->close(4001, "first");
      link_->close(4002, "second");
      echo(MessageKind::Text, "never sent");
      link_->ping();
      return;
    }
    if (bytes == "ping me") return link_->ping();
    if (bytes == "cancel") {
      gangway::Buffer& out = link_->begin_message(kind);
      const std::size_t before = out.size();
      out.append("half a mess");
      out.truncate(before);
      link_->cancel_message();
      return echo(kind, "after");
    }
    if (bytes == "shared") return send_shared();
    if (bytes == "flood") return flood();
    echo(kind, bytes);
  }
  void on_pong() override { journal_.note("pong"); }
  void on_activity() override { ++activity; }
  void on_drained() override { journal_.note("drained"); }
  void on_closed(const proto::LinkClosed& closed) override {
    const char* const how = closed.how == proto::LinkEnd::Clean  ? "clean"
                            : closed.how == proto::LinkEnd::Lost ? "lost"
                                                                 : "violation";
    journal_.note(std::string("closed ") + how + (closed.by_us ? " by us " : " by peer ") +
                  std::to_string(closed.code) + (closed.reason.empty() ? "" : " " + closed.reason));
  }

  int activity = 0;

 private:
  void echo(MessageKind kind, std::string_view bytes) {
    link_->begin_message(kind).append(bytes);
    link_->end_message();
  }
  void send_shared() {
    const auto small = std::make_shared<proto::SharedMessage>();
    small->bytes = "small";
    const auto large = std::make_shared<proto::SharedMessage>();
    large->kind = MessageKind::Binary;
    large->bytes = std::string(5000, 's');
    for (int i = 0; i < 100; ++i) {
      echo(MessageKind::Text, std::to_string(i));
      link_->send(large);
      link_->send(small);
    }
  }
  /// More than any socket takes at once.
  void flood() {
    for (int i = 0; i < 32; ++i)
      echo(MessageKind::Binary, std::string(1 << 20, static_cast<char>('a' + i % 26)));
    journal_.note(link_->queued_bytes() > 0 ? "queued" : "not queued");
  }

  Journal& journal_;
  proto::Link* link_ = nullptr;
};

/// WebSockets at /echo, and a few answers to HTTP requests.
class EchoHost final : public proto::Host {
 public:
  EchoHost(Journal& journal, gangway::transport::AsioLoop& loop) : journal_(journal), loop_(loop) {}

  std::variant<proto::Accepted, proto::HttpResponse> upgrade(proto::HttpRequest request) override {
    if (request.path == "/forbidden") return proto::HttpResponse{.status = 403, .body = "no\n"};
    if (request.path != "/echo") return proto::HttpResponse{.status = 404, .body = "not found\n"};
    proto::Accepted accepted;
    accepted.session = std::make_shared<EchoSession>(journal_);
    accepted.max_message = 8U << 20;
    if (request.query == "deflate") accepted.deflate = deflate;
    if (request.header("Sec-WebSocket-Protocol") == "echo.v1") accepted.subprotocol = "echo.v1";
    return accepted;
  }

  static proto::HttpResponse response_to(const proto::HttpRequest& request) {
    if (request.path == "/healthz") return {.status = 200, .body = "ok\n"};
    if (request.path == "/big") return {.status = 200, .body = std::string(4U << 20, 'b')};
    if (request.path == "/empty") return {.status = 204};
    if (request.path == "/headers") {
      return {.status = 200, .headers = {{"X-Good", "yes"}, {"X-Bad", "a\r\nX-Injected: yes"}}};
    }
    if (request.path == "/mirror") {
      return {.status = 200, .body = request.method + " " + request.query + " " + request.body};
    }
    return {.status = 404, .body = "not found\n"};
  }

  std::function<void()> respond(proto::HttpRequest request,
                                std::function<void(const proto::HttpResponse&)> answer) override {
    if (request.path == "/later") {
      loop_.at(loop_.now() + std::chrono::milliseconds(5),
               [answer = std::move(answer)] { answer({.status = 200, .body = "later\n"}); });
    } else {
      answer(response_to(request));
    }
    return {};
  }

  std::shared_ptr<proto::websocket::DeflateBudget> deflate =
      std::make_shared<proto::websocket::DeflateBudget>(1U << 20);

 private:
  Journal& journal_;
  gangway::transport::AsioLoop& loop_;
};

/// A server on a free port of the loopback interface, with its loop on a thread of its own.
class TestServer {
 public:
  explicit TestServer(gangway::transport::HttpOptions http = {}) : TestServer(listen_options(http)) {}
  explicit TestServer(gangway::transport::ListenOptions options)
      : host_(journal, loop_),
        listener_(std::in_place, loop_, host_, std::move(options)),
        thread_([this] { loop_.run(); }) {}
  ~TestServer() {
    loop_.stop();
    thread_.join();
  }

  [[nodiscard]] std::uint16_t port() const { return listener_->port(); }
  gangway::transport::AsioLoop& loop() { return loop_; }

  [[nodiscard]] EchoHost& host() { return host_; }

  Journal journal;

  static gangway::transport::ListenOptions listen_options(const gangway::transport::HttpOptions& http) {
    return {.address = "127.0.0.1", .port = 0, .http = http};
  }

 private:
  gangway::transport::AsioLoop loop_;
  EchoHost host_;
  std::optional<gangway::transport::Listener> listener_;
  std::thread thread_;
};

}  // namespace test
