#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "../../../support/fake_link.h"
#include "gangway/codec/reader.h"
#include "protocol/engineio/server.h"
#include "protocol/websocket/close_code.h"
#include "testing/manual_executor.h"

/// An Engine.IO server without sockets, whose application keeps what it hears and writes what a test says.
namespace engineio_kit {

namespace protocol = gangway::protocol;
namespace engineio = gangway::protocol::engineio;
using namespace std::chrono_literals;
using protocol::MessageKind;

/// The application's end of a session.
class App final : public protocol::Session {
 public:
  explicit App(bool echoes) : echoes_(echoes) {}

  void attach(protocol::Link& link) override {
    this->link = &link;
    ++attached;
    if (on_attach) on_attach(*this);
  }
  void on_message(MessageKind kind, std::string_view bytes) override {
    // What follows is promised to be readable.
    for (std::size_t i = 0; i < gangway::kReadPadding; ++i) padding += bytes.data()[bytes.size() + i];
    padding.clear();
    heard.push_back(std::string(kind == MessageKind::Binary ? "binary " : "") + std::string(bytes));
    if (bytes == "close") return link->close(1000, "asked to");
    if (echoes_) say(kind, bytes);
  }
  void on_pong() override { ++pongs; }
  void on_activity() override { ++activity; }
  void on_drained() override {
    ++drained;
    if (when_drained) when_drained(*this);
  }
  void on_closed(const protocol::LinkClosed& why) override {
    closed.push_back(why);
    link = nullptr;
  }

  void say(MessageKind kind, std::string_view bytes) {
    gangway::Buffer& out = link->begin_message(kind);
    if (kind == MessageKind::Text) out.push_back('4');
    out.append(bytes);
    link->end_message();
  }
  void say(std::string_view text) { say(MessageKind::Text, text); }
  std::vector<std::string> take_heard() { return std::exchange(heard, {}); }
  /// How it ended, in a word; empty while it has not, "twice" where it was told more than once.
  [[nodiscard]] std::string end() const {
    if (closed.empty()) return {};
    if (closed.size() > 1) return "twice";
    switch (closed[0].how) {
      case protocol::LinkEnd::Clean:
        return closed[0].by_us ? "closed by us" : "closed by peer";
      case protocol::LinkEnd::Lost:
        return "lost";
      case protocol::LinkEnd::ProtocolError:
        return "violation";
      case protocol::LinkEnd::Silent:
        return "silent";
    }
    return "?";
  }

  protocol::Link* link = nullptr;
  int attached = 0;
  int pongs = 0;
  int activity = 0;
  int drained = 0;
  std::vector<std::string> heard;
  std::vector<protocol::LinkClosed> closed;
  std::function<void(App&)> on_attach;
  std::function<void(App&)> when_drained;

 private:
  bool echoes_;
  std::string padding;
};

/// A request that was sent; its answer, once there is one.
struct Request {
  std::optional<protocol::HttpResponse> answer;
  int answers = 0;
  std::function<void()> client_went;

  [[nodiscard]] bool waits() const { return answers == 0; }
  [[nodiscard]] unsigned status() const { return answer ? answer->status : 0; }
  [[nodiscard]] std::string body() const { return answer ? answer->body : "(no answer)"; }
  [[nodiscard]] std::string header(std::string_view name) const {
    for (const auto& [each, value] : answer->headers) {
      if (each == name) return value;
    }
    return {};
  }
};
using RequestPtr = std::shared_ptr<Request>;

/// The client's end of a WebSocket.
class Socket {
 public:
  explicit Socket(protocol::Accepted accepted) : accepted(std::move(accepted)) {
    this->accepted.session->attach(link);
  }
  ~Socket() { close(protocol::LinkEnd::Lost); }
  Socket(const Socket&) = delete;
  Socket& operator=(const Socket&) = delete;

  void send(std::string_view bytes, MessageKind kind = MessageKind::Text) {
    if (!accepted.session || link.closed) return;
    std::string padded(bytes);
    padded.append(gangway::kReadPadding, '\0');
    accepted.session->on_activity();
    accepted.session->on_message(kind, std::string_view(padded).substr(0, bytes.size()));
  }
  /// It ends as it is said, or as the server began to.
  void close(protocol::LinkEnd how = protocol::LinkEnd::Clean, std::uint16_t code = 1005) {
    if (const auto session = std::exchange(accepted.session, nullptr)) {
      session->on_closed({.how = how,
                          .by_us = link.closed.has_value(),
                          .code = link.closed ? link.closed->first : code,
                          .reason = {}});
    }
  }
  std::vector<std::string> take() { return link.take(); }
  [[nodiscard]] int closed_with() const { return link.closed ? link.closed->first : 0; }

  gangway::testing::FakeLink link;
  protocol::Accepted accepted;
};
using SocketPtr = std::unique_ptr<Socket>;

inline constexpr auto kNoStatus = 1005;

/// Times as protocol suites have them.
inline engineio::Options quick() {
  return {.ping_interval = 300ms, .ping_timeout = 200ms, .upgrade_timeout = 1000ms};
}

class World {
 public:
  explicit World(engineio::Options options = quick(), bool echoes = true, std::string prefix = {})
      : echoes_(echoes),
        server(
            std::in_place, std::move(options), loop,
            [this](const protocol::HttpRequest& request) { return open(request); }, std::move(prefix)) {}
  ~World() {
    server.reset();
    loop->run_posted();
  }

  RequestPtr request(std::string method, std::string query, std::string body = {},
                     protocol::Headers headers = {}) {
    auto sent = std::make_shared<Request>();
    sent->client_went = server->respond({.method = std::move(method),
                                         .path = "/engine.io/",
                                         .raw_path = "/engine.io/",
                                         .query = std::move(query),
                                         .headers = std::move(headers),
                                         .body = std::move(body)},
                                        [sent](const protocol::HttpResponse& response) {
                                          sent->answer = response;
                                          ++sent->answers;
                                        });
    return sent;
  }
  RequestPtr get(const std::string& sid) { return request("GET", polling + "&sid=" + sid); }
  RequestPtr post(const std::string& sid, std::string body) {
    auto sent = request("POST", polling + "&sid=" + sid, std::move(body));
    turn();
    return sent;
  }
  /// What a GET gets that has something waiting for it.
  std::string poll(const std::string& sid) {
    const auto sent = get(sid);
    turn();
    return sent->waits() ? "(waits)" : sent->body();
  }
  std::variant<protocol::Accepted, protocol::HttpResponse> upgrade(std::string query) {
    return server->upgrade({.method = "GET",
                            .path = "/engine.io/",
                            .raw_path = "/engine.io/",
                            .query = std::move(query),
                            .headers = {{"Upgrade", "websocket"}}});
  }
  SocketPtr websocket(const std::string& query) {
    return std::make_unique<Socket>(std::get<protocol::Accepted>(upgrade(query)));
  }
  SocketPtr probe(const std::string& sid) { return websocket("EIO=4&transport=websocket&sid=" + sid); }

  /// Opens a session that polls; its id.
  std::string open_polling() {
    const auto opened = request("GET", polling);
    turn();
    return sid_of(opened->body());
  }
  static std::string sid_of(const std::string& open_packet) {
    const std::string before = "\"sid\":\"";
    const auto at = open_packet.find(before) + before.size();
    return open_packet.substr(at, open_packet.find('"', at) - at);
  }
  void turn() { loop->run_posted(); }
  void pass(std::chrono::milliseconds time) { loop->advance(time); }
  App& app() { return *apps.back(); }

  const std::string polling = "EIO=4&transport=polling";
  std::shared_ptr<gangway::testing::ManualExecutor> loop = gangway::testing::ManualExecutor::make();
  std::vector<std::shared_ptr<App>> apps;  ///< Of all sessions, in the order of their opening.
  std::optional<protocol::HttpResponse> refuses;
  std::function<void(App&)> on_attach;

 private:
  std::variant<std::shared_ptr<protocol::Session>, protocol::HttpResponse> open(
      const protocol::HttpRequest&) {
    if (refuses) return *refuses;
    apps.push_back(std::make_shared<App>(echoes_));
    apps.back()->on_attach = on_attach;
    return apps.back();
  }

  bool echoes_;

 public:
  std::optional<engineio::Server> server;
};

}  // namespace engineio_kit
