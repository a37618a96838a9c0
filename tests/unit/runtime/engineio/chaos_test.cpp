// Both transports, at random: clients that keep to the protocol over a network that delays and drops, and
// clients that do anything at all.
#include <doctest/doctest.h>

#include <algorithm>
#include <deque>
#include <random>

#include "kit.h"

using namespace engineio_kit;

namespace {

using Random = std::mt19937;

std::size_t below(Random& random, std::size_t limit) {
  return std::uniform_int_distribution<std::size_t>(0, limit - 1)(random);
}

/// What the network has not delivered yet, in both directions of a WebSocket or of one request.
template <class T>
class Wire {
 public:
  void put(T thing) { things_.push_back(std::move(thing)); }
  [[nodiscard]] bool empty() const { return things_.empty(); }
  T take() {
    T thing = std::move(things_.front());
    things_.pop_front();
    return thing;
  }

 private:
  std::deque<T> things_;
};

/// A client as the official one is: polls, probes, upgrades when its requests have ended.
class Client {
 public:
  Client(World& world, Random& random) : world_(world), random_(random), sid_(world.open_polling()) {}
  Client(const Client&) = delete;
  Client& operator=(const Client&) = delete;

  /// One thing that may happen next.
  void step() {
    switch (below(random_, 12)) {
      case 0:
      case 1:
        return say();
      case 2:
      case 3:
        return app_says();
      case 4:
        return world_.turn();
      case 5:
        return world_.pass(std::chrono::milliseconds(1 + below(random_, 60)));
      case 6:
        return begin_probe();
      case 7:
        return hear_websocket();
      case 8:
        return deliver_to_websocket();
      default:
        return poll();
    }
  }

  void lose_websocket() {
    if (!socket_) return;
    socket_->close(protocol::LinkEnd::Lost);
    const bool was_all = upgraded_;
    socket_.reset();
    probing_ = paused_ = false;
    if (was_all) over_ = true;
  }
  void give_up_poll() {
    if (!get_ || !get_->waits()) return;
    get_->client_went();
    over_ = true;
  }
  /// Everything is delivered that is under way.
  void settle() {
    for (int i = 0; i < 100 && !over_; ++i) {
      deliver_to_websocket();
      hear_websocket();
      poll();
      world_.turn();
      world_.pass(10ms);
    }
  }

  [[nodiscard]] bool over() const { return over_; }
  [[nodiscard]] bool upgraded() const { return upgraded_; }
  [[nodiscard]] const std::vector<std::string>& said() const { return said_; }
  [[nodiscard]] const std::vector<std::string>& heard() const { return heard_; }
  [[nodiscard]] const std::vector<std::string>& app_said() const { return app_said_; }
  [[nodiscard]] App& app() { return *world_.apps.front(); }

 private:
  void say() {
    std::string message = "c" + std::to_string(said_.size());
    said_.push_back(message);
    out_.push_back("4" + message);
    send_some();
  }
  /// A POST is answered at once here: what makes it slow is that it is sent late.
  void send_some() {
    if (over_ || out_.empty() || paused_) return;
    if (upgraded_) {
      for (std::string& packet : std::exchange(out_, {})) to_socket_.put(std::move(packet));
      return;
    }
    if (below(random_, 3) == 0) return;  // it is slow
    std::string body;
    for (const std::string& packet : std::exchange(out_, {})) body += (body.empty() ? "" : "\x1e") + packet;
    CHECK(world_.request("POST", world_.polling + "&sid=" + sid_, body)->body() == "ok");
  }
  void app_says() {
    if (app().link == nullptr) return;
    const std::string message = "s" + std::to_string(app_said_.size());
    app_said_.push_back(message);
    app().say(message);
  }
  void poll() {
    if (over_ || upgraded_) return send_some();
    if (get_ && get_->waits()) return;
    if (get_) {
      read_payload(std::exchange(get_, nullptr)->body());
    } else if (!paused_) {
      get_ = world_.get(sid_);
    }
    if (paused_ && !get_ && !over_) finish_upgrade();
    send_some();
  }
  void read_payload(const std::string& payload) {
    std::string_view rest = payload;
    while (!over_) {
      const auto end = rest.find('\x1e');
      hear(std::string(rest.substr(0, end)));
      if (end == std::string_view::npos) return;
      rest.remove_prefix(end + 1);
    }
  }
  void hear(const std::string& packet) {
    if (packet.starts_with('4'))
      heard_.push_back(packet.substr(1));
    else if (packet == "2")
      out_.push_back("3");
    else if (packet == "1")
      over_ = true;
    else
      CHECK(packet == "6");
  }
  void begin_probe() {
    if (over_ || socket_) return;
    socket_ = world_.probe(sid_);
    probing_ = true;
    to_socket_ = {};
    to_socket_.put("2probe");
  }
  void deliver_to_websocket() {
    if (socket_ && !to_socket_.empty()) socket_->send(to_socket_.take());
    if (socket_ && socket_->link.closed) lose_websocket();
  }
  void hear_websocket() {
    if (!socket_) return;
    for (const std::string& packet : socket_->take()) {
      if (packet == "3probe") {
        probing_ = false;
        paused_ = true;
      } else {
        hear(packet);
      }
    }
    if (paused_ && !get_) finish_upgrade();
    send_some();
  }
  void finish_upgrade() {
    paused_ = false;
    upgraded_ = true;
    to_socket_.put("5");
  }

  World& world_;
  Random& random_;
  std::string sid_;
  RequestPtr get_;
  SocketPtr socket_;
  Wire<std::string> to_socket_;
  std::vector<std::string> out_;
  bool probing_ = false;
  bool paused_ = false;  ///< It has its pong, and waits for its requests to end.
  bool upgraded_ = false;
  bool over_ = false;
  std::vector<std::string> said_;
  std::vector<std::string> heard_;
  std::vector<std::string> app_said_;
};

bool is_prefix(const std::vector<std::string>& part, const std::vector<std::string>& whole) {
  return part.size() <= whole.size() && std::equal(part.begin(), part.end(), whole.begin());
}

engineio::Options patient() {
  return {.ping_interval = 3000ms, .ping_timeout = 2000ms, .upgrade_timeout = 2000ms};
}

}  // namespace

TEST_CASE("over a slow network everything arrives once and in order, upgraded or not") {
  int upgrades = 0;
  std::size_t messages = 0;
  for (unsigned seed = 0; seed < 400; ++seed) {
    CAPTURE(seed);
    Random random(seed);
    World world(patient(), false);
    Client client(world, random);
    for (int i = 0; i < 150; ++i) client.step();
    client.settle();
    REQUIRE(!client.over());
    REQUIRE(client.app().heard == client.said());
    REQUIRE(client.heard() == client.app_said());
    REQUIRE(client.app().end().empty());
    upgrades += client.upgraded();
    messages += client.said().size() + client.heard().size();
  }
  CHECK(upgrades > 200);
  CHECK(messages > 10'000);
}

TEST_CASE("over a network that drops, nothing comes twice or out of order, and every session ends once") {
  int ended = 0;
  for (unsigned seed = 0; seed < 600; ++seed) {
    CAPTURE(seed);
    Random random(seed);
    World world(quick(), false);
    Client client(world, random);
    for (int i = 0; i < 120; ++i) {
      client.step();
      if (below(random, 60) == 0) client.lose_websocket();
      if (below(random, 300) == 0) client.give_up_poll();
    }
    REQUIRE(is_prefix(client.app().heard, client.said()));
    REQUIRE(is_prefix(client.heard(), client.app_said()));
    world.pass(10s);  // whoever is silent now is gone
    client.lose_websocket();
    REQUIRE(client.app().closed.size() == 1);
    REQUIRE(world.server->size() == 0);
    REQUIRE(world.loop->timer_count() == 0);
    ++ended;
  }
  CHECK(ended == 600);
}

namespace {

/// Requests and WebSockets of a client that knows its sid and nothing of the protocol.
class Vandal {
 public:
  Vandal(World& world, Random& random) : world_(world), random_(random), sid_(world.open_polling()) {}

  void step() {
    switch (below(random_, 10)) {
      case 0:
        requests_.push_back(world_.get(sid_));
        return;
      case 1:
        requests_.push_back(world_.post(sid_, payload()));
        return;
      case 2:
        return open_websocket();
      case 3:
      case 4:
        if (!sockets_.empty())
          any(sockets_)->send(packet(), below(random_, 8) == 0 ? MessageKind::Binary : MessageKind::Text);
        return;
      case 5:
        if (!sockets_.empty() && below(random_, 3) == 0) any(sockets_)->close(protocol::LinkEnd::Lost);
        return;
      case 6: {
        if (requests_.empty()) return;
        const auto& request = any(requests_);
        if (request->client_went && below(random_, 4) == 0) request->client_went();
        return;
      }
      case 7:
        if (world_.app().link != nullptr) world_.app().say("s");
        return;
      case 8:
        if (world_.app().link != nullptr && below(random_, 10) == 0) world_.app().link->close(1000, "");
        return;
      default:
        return world_.pass(std::chrono::milliseconds(below(random_, 40)));
    }
  }
  void end() {
    for (const auto& socket : sockets_) socket->close(protocol::LinkEnd::Lost);
  }
  [[nodiscard]] const std::vector<RequestPtr>& requests() const { return requests_; }

 private:
  template <class T>
  T& any(std::vector<T>& of) {
    return of[below(random_, of.size())];
  }
  void open_websocket() {
    auto answer = world_.upgrade("EIO=4&transport=websocket&sid=" + sid_);
    if (auto* accepted = std::get_if<protocol::Accepted>(&answer))
      sockets_.push_back(std::make_unique<Socket>(std::move(*accepted)));
  }
  std::string packet() {
    static constexpr const char* kPackets[] = {"2probe", "5", "4a", "3",     "4close", "1",
                                               "2",      "",  "x",  "bAQ==", "6",      "0"};
    return kPackets[std::min(below(random_, std::size(kPackets)), below(random_, std::size(kPackets)))];
  }
  std::string payload() {
    std::string all = packet();
    while (below(random_, 3) == 0) all += "\x1e" + packet();
    return all;
  }

  World& world_;
  Random& random_;
  std::string sid_;
  std::vector<RequestPtr> requests_;
  std::vector<SocketPtr> sockets_;
};

}  // namespace

TEST_CASE("whatever a client does, a request has one answer and a session one end") {
  std::size_t requests = 0;
  for (unsigned seed = 0; seed < 2000; ++seed) {
    CAPTURE(seed);
    Random random(seed);
    World world;
    Vandal vandal(world, random);
    for (int i = 0; i < 60; ++i) vandal.step();
    world.pass(1s);
    vandal.end();
    world.turn();
    REQUIRE(world.apps.front()->closed.size() == 1);
    REQUIRE(world.server->size() == 0);
    REQUIRE(world.loop->timer_count() == 0);
    for (const auto& request : vandal.requests()) REQUIRE(request->answers <= 1);
    requests += vandal.requests().size();
  }
  CHECK(requests > 5'000);
}
