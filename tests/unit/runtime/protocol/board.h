#pragma once

#include <doctest/doctest.h>

#include <algorithm>
#include <cstdlib>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "../../../support/fake_link.h"
#include "../../../support/manual_executor.h"
#include "board.gw.h"
#include "codec/packed_json.h"
#include "gangway/codec/reader.h"
#include "gangway/task.h"
#include "nlohmann/json.hpp"
#include "protocol/custom.h"
#include "protocol/gangway_v1.h"
#include "protocol/plain.h"
#include "protocol/socketio/socketio.h"

namespace test::board {

class Root final : public BoardRootHandler {
 public:
  gangway::Reply<std::string> on_ping(BoardRootClient) override { return "pong"; }
};

/// Does what each event's name says, and writes down what happened.
class Canvas final : public CanvasHandler {
 public:
  gangway::Reply<void> on_join_namespace(CanvasClient client, Handshake handshake) override {
    log.push_back("join " + handshake.user + " " + std::to_string(handshake.level));
    last = client;
    if (handshake.user == "nobody") return gangway::Error{gangway::ErrorCode::Unauthenticated, "who are you"};
    if (handshake.user == "thrower") throw std::runtime_error("secret");
    client.session().user = handshake.user;
    if (handshake.user == "early") client.notice("welcome");
    if (handshake.user == "slow") return slow_join(handshake.level == 9);
    return {};
  }
  gangway::Reply<void> on_refresh_namespace(CanvasClient client, Handshake handshake) override {
    log.push_back("refresh " + handshake.user);
    if (handshake.user == "nobody") return gangway::Error{gangway::ErrorCode::Unauthenticated, "who are you"};
    if (handshake.user == "thrower") throw std::runtime_error("secret");
    if (handshake.user == "slow") return slow_join(false);
    client.session().user = handshake.user;
    client.expires_at(std::chrono::system_clock::now() + std::chrono::seconds(10));
    return {};
  }
  void on_leave_namespace(CanvasClient client, gangway::LeaveReason reason) override {
    log.push_back("leave " + client.session().user + " " + std::string(to_string(reason)));
  }

  gangway::Reply<std::uint32_t, Full, ReadOnly> on_draw(CanvasClient client, Draw draw) override {
    if (draw.layer == "full") return Full{3};
    if (draw.layer == "locked") throw ReadOnly{};
    if (draw.layer == "broken") throw std::runtime_error("secret");
    if (draw.layer == "forbidden") return gangway::Error{gangway::ErrorCode::Forbidden, "not you"};
    all().in(Layer{draw.layer}).except(client).drawn(draw.shape);
    return ++client.session().drawn;
  }
  gangway::Reply<void> on_enter(CanvasClient client, Enter enter) override {
    client.join(Layer{enter.layer});
    return {};
  }
  gangway::Reply<void> on_leave(CanvasClient client, Leave leave) override {
    client.leave(Layer{leave.layer});
    return {};
  }
  gangway::Reply<std::string, Full> on_later(CanvasClient, Later later) override {
    const Counter alive(running);
    log.push_back("later");
    co_await gangway::sleep_for(later.after);
    if (later.after.count() == 13) throw Full{13};
    log.push_back("done");
    co_return "after " + std::to_string(later.after.count());
  }
  gangway::Reply<std::string> on_deferred(CanvasClient, Deferred deferred) override {
    auto ack = gangway::deferred<std::string>();
    auto reply = ack.reply();
    if (deferred.key != "dropped") acks.push_back(std::move(ack));
    return reply;
  }
  gangway::Stream<std::uint32_t, Full> on_count(CanvasClient, Count count) override {
    const Counter alive(running);
    for (std::uint32_t i = 1; i <= count.to; ++i) {
      if (i == 100) throw Full{100};
      if (count.pause.count() > 0) co_await gangway::sleep_for(count.pause);
      co_yield i;
    }
  }
  gangway::Reply<std::uint32_t, Full> on_sum(CanvasClient, gangway::ClientStream<Dot> items) override {
    const Counter alive(running);
    std::uint32_t sum = 0;
    while (const auto dot = co_await items.next()) {
      sum += dot->at;
      if (dot->at == 97) co_await gangway::sleep_for(std::chrono::seconds(1));
      if (dot->at == 98) {
        { const auto dropped = std::move(items); }
        co_await gangway::sleep_for(std::chrono::seconds(1));
        co_return sum;
      }
      if (dot->at == 99) throw Full{99};
      if (dot->at == 100) co_return sum;
    }
    co_return sum;
  }
  gangway::Stream<std::uint32_t> on_double(CanvasClient,
                                           gangway::ClientStream<std::uint32_t> items) override {
    const Counter alive(running);
    while (const auto number = co_await items.next()) co_yield *number * 2;
  }
  gangway::Reply<bool> on_ask(CanvasClient client, Ask ask) override {
    try {
      co_return co_await client.confirm(ask.question);
    } catch (const gangway::CallError& error) {
      log.push_back("ask: " + error.code());
      co_return false;
    }
  }
  gangway::Reply<nlohmann::json> on_echo(CanvasClient, nlohmann::json value) override { return value; }
  gangway::Reply<double> on_number(CanvasClient, double value) override { return value / 0.0; }
  gangway::Reply<std::string> on_sign(CanvasClient, Sign sign) override {
    log.push_back("sign");
    return sign.name;
  }
  gangway::Reply<void> on_put_out(CanvasClient client) override {
    client.disconnect();
    return {};
  }

  using CanvasHandler::all;

  /// Counts coroutine frames that are alive.
  struct Counter {
    explicit Counter(int& of) : count(of) { ++count; }
    Counter(const Counter& other) : count(other.count) { ++count; }
    ~Counter() { --count; }
    int& count;
  };

  std::vector<std::string> log;
  std::vector<gangway::Ack<std::string>> acks;
  std::optional<CanvasClient> last;
  int running = 0;

 private:
  gangway::Reply<void> slow_join(bool refuse) {
    co_await gangway::sleep_for(std::chrono::milliseconds(100));
    if (refuse) throw gangway::Error{gangway::ErrorCode::Forbidden, "too late"};
  }
};

/// Pages of books: one instance for each page that is read.
class Page final : public PageHandler {
 public:
  void on_open(const Path& path) override {
    if (path.title == "burnt") throw std::runtime_error("no such book");
    log.push_back("open " + text(path));
  }
  void on_close(const Path& path) override { log.push_back("close " + text(path)); }
  void on_room_created(const Path& path, const Row& row) override {
    log.push_back("line " + std::to_string(row.number) + " of " + text(path));
    if (row.number == 13) throw std::runtime_error("unlucky");
  }
  void on_room_emptied(const Path& path, const Row& row) override {
    log.push_back("no line " + std::to_string(row.number) + " of " + text(path));
  }
  gangway::Reply<void> on_join_namespace(PageClient client) override {
    last = client;
    if (client.path().page == 404) return gangway::Error{gangway::ErrorCode::Forbidden, "not this page"};
    return {};
  }
  gangway::Reply<std::string> on_read(PageClient client, Read read) override {
    client.join(Row{read.line});
    return text(client.path());
  }
  gangway::Reply<void> on_turn(PageClient client, Turn turn) override {
    all(client.path()).turned(turn.text);
    return {};
  }

  using PageHandler::all;

  static std::string text(const Path& path) { return path.title + ":" + std::to_string(path.page); }

  std::vector<std::string> log;
  std::optional<PageClient> last;
};

/// A server without sockets, for gateways of any schema, and the connections to it.
class Served {
 public:
  explicit Served(std::size_t loop_count = 1) {
    while (loops.size() < loop_count) loops.push_back(gangway::testing::ManualExecutor::make());
  }

  void serve(const gangway::detail::GatewayBinding& binding, gangway::Limits limits,
             std::shared_ptr<gangway::detail::Observer> observer = {}, gangway::Hooks hooks = {}) {
    auto context = std::make_shared<gangway::detail::ServerContext>();
    context->loops.assign(loops.begin(), loops.end());
    context->limits = limits;
    context->observer = std::move(observer);
    context->log = [this](gangway::LogLevel, std::string_view line) { logged.emplace_back(line); };
    gateway = std::make_shared<gangway::detail::Gateway>(binding, context, std::move(hooks));
  }

  /// Runs what was posted to any of the loops, until nothing is left.
  void run_posted() {
    for (bool ran = true; ran;) {
      ran = false;
      for (const auto& loop : loops) ran |= loop->run_posted();
    }
  }

  std::shared_ptr<gangway::testing::ManualExecutor> executor = gangway::testing::ManualExecutor::make();
  std::vector<std::shared_ptr<gangway::testing::ManualExecutor>> loops{executor};
  gangway::detail::CurrentExecutor current{executor};
  std::vector<std::string> logged;
  std::shared_ptr<gangway::detail::Gateway> gateway;
};

/// The server of the board.
class Table : public Served {
 public:
  explicit Table(gangway::Limits limits = {}, std::shared_ptr<gangway::detail::Observer> observer = {},
                 std::size_t loop_count = 1)
      : Served(loop_count) {
    serve(Board{.root = root, .canvas = canvas, .page = page}.binding(), limits, std::move(observer));
  }

  Root root;
  Canvas canvas;
  Page page;
};

/// One client's end of a connection, as a script: say something, look at what came. It lives on the loop that
/// is current when it is made. `table` is a Table, or one like it for another gateway.
class Talk {
 public:
  using WireFormat = gangway::WireFormat;
  using MessageKind = gangway::protocol::MessageKind;

  /// In `gangway.v1`, on the gateway's own path or below it. With GANGWAY_TALK=msgpack in the environment it
  /// is `gangway.v1.msgpack`: all scripts must come out the same. What is said and heard is then JSON still,
  /// packed on the way.
  explicit Talk(auto& table, std::string url_ns = "/")
      : Talk(table, is_packed_run() ? WireFormat::MessagePack : WireFormat::Json, std::move(url_ns)) {}
  Talk(auto& table, WireFormat format, std::string url_ns = "/")
      : run_posted_([&table] { table.run_posted(); }), format_(format) {
    attach(gangway::protocol::GangwayV1::open(table.gateway, std::move(url_ns), info(), format));
  }
  /// In the plain dialect.
  Talk(auto& table, std::string ns, std::string query) : run_posted_([&table] { table.run_posted(); }) {
    attach(gangway::protocol::Plain::open(table.gateway, std::move(ns), std::move(query), info()));
  }
  /// In a format of the test's own.
  Talk(auto& table, const gangway::protocol::Custom& dialect, std::string ns, std::string query)
      : run_posted_([&table] { table.run_posted(); }) {
    attach(dialect.open(table.gateway, std::move(ns), std::move(query), info()));
  }
  /// In `gangway.v1`, from this address.
  struct From {
    std::string address;
  };
  Talk(auto& table, From from)
      : run_posted_([&table] { table.run_posted(); }),
        format_(is_packed_run() ? WireFormat::MessagePack : WireFormat::Json) {
    attach(gangway::protocol::GangwayV1::open(table.gateway, "/", info(std::move(from.address)), format_));
  }
  /// In Socket.IO.
  struct Io {
    gangway::protocol::socketio::Options options = {};
  };
  Talk(auto& table, Io io) : run_posted_([&table] { table.run_posted(); }) {
    attach(gangway::protocol::socketio::SocketIo::open(table.gateway, io.options, info()));
  }
  ~Talk() { lose(); }

  void say(std::string_view text, MessageKind kind = MessageKind::Text) {
    if (format_ == WireFormat::Json) return say_bytes(text, kind);
    say_bytes(packed(text), kind == MessageKind::Text ? MessageKind::Binary : MessageKind::Text);
  }
  /// Without packing anything.
  void say_bytes(std::string_view bytes, MessageKind kind) {
    std::string padded(bytes);
    padded.append(gangway::kReadPadding, '\0');
    const gangway::detail::CurrentExecutor here(loop_);
    session_->on_activity();
    session_->on_message(kind, std::string_view(padded).substr(0, bytes.size()));
  }
  /// What came since the last look.
  std::vector<std::string> heard() {
    run_posted_();
    return as_text(link.take());
  }
  /// The same as it went over the wire.
  std::vector<std::string> heard_bytes() {
    run_posted_();
    return link.take();
  }
  /// Says something and hears what comes of it.
  std::vector<std::string> ask(std::string_view text) {
    say(text);
    return heard();
  }
  /// The socket has taken all that was queued.
  void drained() {
    link.queued = 0;
    const gangway::detail::CurrentExecutor here(loop_);
    session_->on_drained();
  }
  /// Nothing it asked for goes on or waits.
  [[nodiscard]] bool idle() { return session_->connection().idle(); }
  void lose(gangway::protocol::LinkClosed closed = {}) {
    if (std::exchange(lost_, true)) return;
    {
      const gangway::detail::CurrentExecutor here(loop_);
      session_->on_closed(closed);
    }
    run_posted_();
  }
  /// Joins the canvas, or what else takes a user, and forgets the frames that this takes.
  Talk& as(std::string_view user, std::string_view ns = "/canvas") {
    ask(R"({"ns":")" + std::string(ns) + R"(","join":{"user":")" + std::string(user) + R"("}})");
    return *this;
  }

  [[nodiscard]] gangway::protocol::TextSession& session() { return *session_; }

  gangway::testing::FakeLink link;

 private:
  static bool is_packed_run() {
    const char* const format = std::getenv("GANGWAY_TALK");
    return format != nullptr && std::string_view(format) == "msgpack";
  }
  /// What is no JSON becomes what is no MessagePack.
  static std::string packed(std::string_view text) {
    gangway::Buffer buffer;
    gangway::JsonWriter out(buffer, WireFormat::MessagePack);
    out.raw(text);
    return out.failed() ? "\xC1" : std::string(buffer.view());
  }
  std::vector<std::string> as_text(std::vector<std::string> messages) {
    if (format_ == WireFormat::Json) return messages;
    for (const MessageKind kind : link.kinds) CHECK(kind == MessageKind::Binary);
    for (std::string& message : messages) message = gangway::detail::json_text_of(message, format_);
    return messages;
  }
  static std::shared_ptr<const gangway::protocol::PeerInfo> info(std::string address = "127.0.0.1:5000") {
    auto info = std::make_shared<gangway::protocol::PeerInfo>();
    info->address = std::move(address);
    info->headers = {{"User-Agent", "test"}};
    return info;
  }
  void attach(std::shared_ptr<gangway::protocol::TextSession> session) {
    session_ = std::move(session);
    session_->attach(link);
  }

  std::function<void()> run_posted_;
  std::shared_ptr<gangway::detail::Executor> loop_ = gangway::detail::current_executor();
  std::shared_ptr<gangway::protocol::TextSession> session_;
  WireFormat format_ = WireFormat::Json;
  bool lost_ = false;
};

using Frames = std::vector<std::string>;

/// The member of a frame, by JSON Pointer.
inline std::string at(const std::string& frame, const char* pointer) {
  const auto json = nlohmann::json::parse(frame);
  const auto value = json.at(nlohmann::json::json_pointer(pointer));
  return value.is_string() ? value.get<std::string>() : value.dump();
}

}  // namespace test::board
