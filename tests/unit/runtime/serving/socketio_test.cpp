// Socket.IO's clients at a whole server: requests as bytes over real sockets.
#include <atomic>
#include <chrono>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include "../../../support/tls_client.h"
#include "serving/polling_client.h"

using namespace test::hall;
using namespace std::chrono_literals;
using gangway::testing::CertificateFolder;
using gangway::testing::TlsClient;
using test::RawClient;

namespace {

constexpr const char* kPolling = "/hall/socket.io/?EIO=4&transport=polling";
constexpr const char* kSocket = "/hall/socket.io/?EIO=4&transport=websocket";

class Names final : public PolledRootHandler {
 public:
  gangway::Reply<std::string> on_name(PolledRootClient client) override {
    return std::string(client.address());
  }
};

class Nicknames final : public PushedRootHandler {
 public:
  gangway::Reply<std::string> on_name(PushedRootClient) override { return "pushed"; }
};

/// A WebSocket at `target`; its first message.
template <class Client>
std::string open_socket(Client& client, const std::string& target) {
  client.send(upgrade_request(target));
  REQUIRE(test::mentions(client.read_until("\r\n\r\n"), "HTTP/1.1 101 "));
  return message(client);
}

/// Gives a polling client's session a WebSocket, on `client`; the poll that is parked meanwhile gets its
/// noop, or what there was before.
template <class Poller, class Client>
void take_over(Poller& polling, Client& client) {
  auto& parked = polling.park();
  client.send(upgrade_request(std::string(kSocket) + "&sid=" + polling.sid));
  REQUIRE(test::mentions(client.read_until("\r\n\r\n"), "HTTP/1.1 101 "));
  CHECK(message(client.send(frame("2probe"))) == "3probe");
  const std::string polled = read_answer(parked).body;
  CHECK((polled == "6" || mentions(polled, "said")));
  client.send(frame("5"));
}

}  // namespace

TEST_CASE("a polling client of Socket.IO connects, calls, hears and leaves") {
  Running running;
  running.start();
  PollingClient<> ann(running.server.port());
  CHECK(ann.opening.starts_with("0{\"sid\":\""));
  CHECK(ann.sid.size() == 20);
  CHECK(ann.opening.ends_with(
      R"(","upgrades":["websocket"],"pingInterval":25000,"pingTimeout":20000,"maxPayload":262144})"));
  CHECK(ann.post(R"(421["say",{"text":"hello"}])") == "ok");
  CHECK(ann.until("43") == "431[1]");

  RawClient bob(running.server.port());
  enter(bob);
  CHECK(ann.post(R"(422["say",{"text":"hi bob"}])") == "ok");
  CHECK(mentions(until(bob, "said"), "hi bob"));
  CHECK(ann.until("43") == "432[2]");
  bob.send(frame(R"({"ns":"/","event":"say","data":{"text":"hi ann"}})"));
  CHECK(ann.until("said") == R"(42["said",{"text":"hi ann"}])");

  CHECK(running.speakers.left == 0);
  CHECK(ann.post("1") == "ok");
  CHECK(eventually([&] { return running.speakers.left == 1; }));
  CHECK(mentions(ann.get(), R"("code":1)"));
}

TEST_CASE("a polling client goes on over a WebSocket, which others have from the start") {
  Running running;
  running.start();
  PollingClient<> ann(running.server.port());
  RawClient socket(running.server.port());
  take_over(ann, socket);
  CHECK(until(socket.send(frame(R"(421["say",{"text":"over"}])")), "43") == "431[1]");
  CHECK(mentions(ann.get(), R"("code":3)"));  // it polls no more

  RawClient bob(running.server.port());
  CHECK(open_socket(bob, kSocket).starts_with("0{\"sid\":\""));
  CHECK(message(bob.send(frame("40"))).starts_with("40{\"sid\":\""));
  socket.send(frame(R"(42["say",{"text":"hi bob"}])"));
  CHECK(until(bob, "said") == R"(42["said",{"text":"hi bob"}])");
  CHECK(until(bob.send(frame("1")), "closed").find("closed") == 0);
  CHECK(eventually([&] { return running.speakers.left == 1; }));
  CHECK(running.speakers.joined == 2);
}

TEST_CASE("requests of one session reach its loop, whatever connection they come by") {
  Running running({.threads = 3});
  running.start();
  constexpr std::size_t kClients = 12;
  std::vector<std::unique_ptr<PollingClient<>>> clients;
  std::set<std::string> loops;
  for (std::size_t i = 0; i < kClients; ++i) {
    clients.push_back(std::make_unique<PollingClient<>>(running.server.port(), "/hall", i % 2 == 0));
    CHECK(clients.back()->sid.size() == 22);
    loops.insert(clients.back()->sid.substr(0, 2));
  }
  CHECK(loops == std::set<std::string>{"AA", "AB", "AC"});
  for (std::size_t i = 0; i < kClients; ++i) {
    CHECK(clients[i]->post(R"(427["say",{"text":"from )" + std::to_string(i) + "\"}]") == "ok");
    CHECK(clients[i]->until("43") == "437[" + std::to_string(i + 1) + "]");
    for (std::size_t other = 0; other < kClients; ++other) {
      if (other != i) CHECK(mentions(clients[other]->until("said"), "from " + std::to_string(i)));
    }
  }
  for (auto& client : clients) {
    RawClient socket(running.server.port());
    take_over(*client, socket);
    CHECK(until(socket.send(frame(R"(428["say",{"text":"over"}])")), "438") != "");
  }
}

TEST_CASE("one connection may carry the requests of many sessions, of all loops") {
  Running running({.threads = 3});
  running.start();
  std::vector<std::unique_ptr<PollingClient<>>> clients;
  for (int i = 0; i < 6; ++i) clients.push_back(std::make_unique<PollingClient<>>(running.server.port()));
  RawClient shared(running.server.port());
  for (int round = 0; round < 5; ++round) {
    for (auto& client : clients) {
      CHECK(ask(shared, "POST", client->target(), R"(427["say",{"text":"x"}])").body == "ok");
      while (!mentions(ask(shared, "GET", client->target()).body, "437[")) {
      }
    }
  }
  CHECK(running.speakers.said == 30);
  CHECK(ask(shared, "GET", std::string(kPolling) + "&sid=AB" + std::string(20, 'x')).body ==
        R"({"code":1,"message":"Session ID unknown"})");
}

TEST_CASE("TLS and polling, on several loops") {
  const CertificateFolder certificates;
  certificates.make("hall.example");
  Running running({.tls = {{certificates.certificate(), certificates.key()}}, .threads = 3});
  running.start();
  for (int i = 0; i < 6; ++i) {
    PollingClient<TlsClient> ann(running.server.port(), "/hall", i % 2 == 0);
    CHECK(ann.post(R"(421["say",{"text":"hello"}])") == "ok");
    CHECK(ann.until("43") == "431[" + std::to_string(i + 1) + "]");
    if (i % 2 == 0) continue;
    TlsClient socket(running.server.port());
    REQUIRE(socket.connected());
    take_over(ann, socket);
    CHECK(until(socket.send(frame(R"(422["wait",{"after":1}])")), "43") == R"(432["waited"])");
  }
}

TEST_CASE("pages of other origins are refused, those that may read the answers") {
  Running running;
  running.start();
  RawClient client(running.server.port());
  const auto from = [&](std::string_view method, const std::string& target, const std::string& origin,
                        const std::string& more = {}) {
    return ask(client, method, target, method == "POST" ? "40" : "", "Origin: " + origin + "\r\n" + more);
  };
  const Answer foreign = from("GET", kPolling, "https://evil.example");
  CHECK(foreign.status() == "HTTP/1.1 403 Forbidden");
  CHECK(foreign.header("Content-Type") == "application/json");
  CHECK(foreign.body == R"({"code":4,"message":"pages of this origin may not connect"})");
  CHECK(foreign.header("Access-Control-Allow-Origin") == "");

  const Answer opened = from("GET", kPolling, "https://hall.example");
  CHECK(opened.status() == "HTTP/1.1 200 OK");
  CHECK(opened.header("Access-Control-Allow-Origin") == "https://hall.example");
  CHECK(opened.header("Access-Control-Allow-Credentials") == "true");
  CHECK(opened.header("Vary") == "Origin");
  const std::string session = std::string(kPolling) + "&sid=" + sid_in(opened.body);
  CHECK(from("POST", session, "https://evil.example").status() == "HTTP/1.1 403 Forbidden");
  CHECK(from("POST", session, "https://hall.example").body == "ok");
  CHECK(from("GET", session, "https://hall.example").header("Access-Control-Allow-Origin") ==
        "https://hall.example");
  const Answer unknown = from("GET", std::string(kPolling) + "&sid=none", "https://hall.example");
  CHECK(unknown.status() == "HTTP/1.1 400 Bad Request");
  CHECK(unknown.header("Access-Control-Allow-Origin") == "https://hall.example");

  const Answer preflight =
      from("OPTIONS", session, "https://hall.example",
           "Access-Control-Request-Method: POST\r\nAccess-Control-Request-Headers: x-token\r\n");
  CHECK(preflight.status() == "HTTP/1.1 204 No Content");
  CHECK(preflight.header("Access-Control-Allow-Methods") == "GET, POST");
  CHECK(preflight.header("Access-Control-Allow-Headers") == "x-token");

  RawClient socket(running.server.port());
  const std::string request = upgrade_request(kSocket);
  socket.send(request.substr(0, request.size() - 2) + "Origin: https://evil.example\r\n\r\n");
  const Answer upgrade = read_answer(socket);
  CHECK(upgrade.status() == "HTTP/1.1 400 Bad Request");
  CHECK(upgrade.body == "pages of this origin may not connect");
}

TEST_CASE("with any origin pages may read, without their users' cookies") {
  Running running({.origins = {{"*"}}});
  running.start();
  RawClient client(running.server.port());
  const Answer opened = ask(client, "GET", kPolling, {}, "Origin: https://any.example\r\n");
  CHECK(opened.header("Access-Control-Allow-Origin") == "*");
  CHECK(opened.header("Access-Control-Allow-Credentials") == "");
}

TEST_CASE("a gateway has the ways of transport that it says") {
  Names names;
  Nicknames nicknames;
  Running running;
  running.server.serve(Polled{.root = names});
  running.server.serve(Pushed{.root = nicknames});
  running.run();
  RawClient client(running.server.port());

  PollingClient<> ann(running.server.port(), "/polled");
  CHECK(ann.opening.ends_with(
      R"(","upgrades":[],"pingInterval":20000,"pingTimeout":10000,"maxPayload":262144})"));
  CHECK(ann.post(R"(421["name"])") == "ok");
  CHECK(mentions(ann.until("43"), R"(431["127.0.0.1:)"));
  client.send(upgrade_request("/polled/socket.io/?EIO=4&transport=websocket"));
  CHECK(read_answer(client).body == R"({"code":0,"message":"Transport unknown"})");
  for (const char* path : {"/polled", "/polled/"}) {
    client.send(upgrade_request(path));
    CHECK(read_answer(client).status() == "HTTP/1.1 403 Forbidden");
  }
  CHECK(ask(client, "GET", "/polled").status() == "HTTP/1.1 404 Not Found");

  CHECK(ask(client, "GET", "/pushed/socket.io/?EIO=4&transport=polling").body ==
        R"({"code":0,"message":"Transport unknown"})");
  RawClient socket(running.server.port());
  CHECK(
      mentions(open_socket(socket, "/pushed/socket.io/?EIO=4&transport=websocket"), R"("maxPayload":1024})"));
  CHECK(message(socket.send(frame("40"))).starts_with("40"));
  CHECK(message(socket.send(frame(R"(421["name"])"))) == R"(431["pushed"])");
  socket.send(frame("42" + std::string(1100, 'x')));
  CHECK(until(socket, "closed") == "closed 1009");
}

TEST_CASE("a stopping server answers the polls that are parked, and waits for handlers") {
  std::size_t threads = 1;
  SUBCASE("on one loop") {}
  SUBCASE("on three") { threads = 3; }
  Running running({.threads = threads, .limits = {.grace = 10s}});
  running.start();
  std::vector<std::unique_ptr<PollingClient<>>> idle;
  std::vector<RawClient*> parked;
  for (int i = 0; i < 5; ++i) {
    idle.push_back(std::make_unique<PollingClient<>>(running.server.port()));
    parked.push_back(&idle.back()->park());
  }
  PollingClient<> busy(running.server.port());
  CHECK(busy.post(R"(421["wait",{"after":300}])") == "ok");
  RawClient& waits = busy.park();
  REQUIRE(eventually([&] { return running.speakers.waiting == 1; }));
  running.server.stop();
  for (RawClient* each : parked) CHECK(read_answer(*each).body == "1");
  const std::string last = read_answer(waits).body;  // the end may be in it already
  CHECK((last == R"(431["waited"])" || last == "431[\"waited\"]\x1e"
                                               "1"));
  CHECK(running.ends_within(5s));
  CHECK(running.speakers.shut_down == 6);
}

TEST_CASE("a server that is stopped at once does not wait for polling clients") {
  Running running({.threads = 2, .limits = {.grace = 60s}});
  running.start();
  PollingClient<> away(running.server.port());  // is not polling right now
  PollingClient<> busy(running.server.port());
  CHECK(busy.post(R"(421["wait",{"after":60000}])") == "ok");
  RawClient& parked = busy.park();
  REQUIRE(eventually([&] { return running.speakers.waiting == 1; }));
  running.server.stop(gangway::Stop::Now);
  CHECK(read_answer(parked).body == "1");
  CHECK(running.ends_within(8s));
  CHECK(running.speakers.shut_down == 2);
}

TEST_CASE("a stopping server opens no sessions") {
  Running running({.limits = {.grace = 10s}});
  running.start();
  PollingClient<> busy(running.server.port());
  RawClient kept(running.server.port());
  RawClient socket(running.server.port());
  RawClient other(running.server.port());
  for (RawClient* each : {&kept, &socket, &other}) CHECK(ask(*each, "GET", "/readyz").body == "ok\n");
  CHECK(busy.post(R"(421["wait",{"after":500}])") == "ok");
  RawClient& parked = busy.park();
  REQUIRE(eventually([&] { return running.speakers.waiting == 1; }));
  running.server.stop();
  REQUIRE(eventually([&] { return mentions(ask(other, "GET", "/readyz").status(), " 503 "); }));
  CHECK(mentions(ask(kept, "GET", kPolling).status(), " 503 "));
  socket.send(upgrade_request(kSocket));
  CHECK(mentions(read_answer(socket).status(), " 503 "));
  CHECK(read_answer(parked).body.starts_with(R"(431["waited"])"));
  CHECK(running.ends_within(5s));
}

TEST_CASE("a polling client that goes has left") {
  Running running({.threads = 2});
  running.start();
  for (unsigned i = 1; i <= 4; ++i) {
    PollingClient<> ann(running.server.port(), "/hall", i > 2);
    ann.park();
    // So that the server has the poll by then, which this does not answer.
    CHECK(ann.post(R"(42["say",{"text":"nobody hears"}])") == "ok");
    ann.reset();
    CHECK(eventually([&] { return running.speakers.left == i; }));
  }
}

TEST_CASE("a body that is too long is refused, and the session goes on") {
  Running running({.limits = {.max_payload = 2U << 20}, .origins = {{"*"}}});
  running.start();
  PollingClient<> ann(running.server.port());
  const std::string text(2'000'000, 'x');
  CHECK(ann.post(R"(421["say",{"text":")" + text + R"("}])") == "ok");  // longer than other bodies may be
  CHECK(ann.until("43") == "431[1]");
  RawClient client(running.server.port());
  client.send(
      http_request("POST", ann.target(), std::string((2U << 20) + 1, 'x'), "Origin: https://a.example\r\n"));
  const Answer refused = read_answer(client);
  CHECK(refused.status() == "HTTP/1.1 413 Payload Too Large");
  CHECK(refused.body == "");
  CHECK(refused.header("Access-Control-Allow-Origin") == "*");
  CHECK(ann.post(R"(422["say",{"text":"there"}])") == "ok");
  CHECK(ann.until("43") == "432[2]");
}

TEST_CASE("a session is a connection among those that a server may have, from its handshake to its end") {
  Running running({.limits = {.connections = 3, .connections_per_address = 2}});
  running.start();
  RawClient client(running.server.port());
  PollingClient<> ann(running.server.port());
  PollingClient<> bob(running.server.port());
  CHECK(ask(client, "GET", kPolling).status() == "HTTP/1.1 429 Too Many Requests");
  CHECK(mentions(ask(client, "GET", "/healthz").status(), "200"));
  CHECK(ann.post("1") == "ok");
  REQUIRE(eventually([&] { return running.speakers.left == 1; }));
  PollingClient<> eve(running.server.port());
  client.send(upgrade_request(kSocket));
  CHECK(read_answer(client).status() == "HTTP/1.1 429 Too Many Requests");
}

TEST_CASE("the address of a client behind a proxy that is trusted is the client's") {
  Names names;
  Running running({.trusted_proxies = {{"127.0.0.0/8"}}});
  running.server.serve(Polled{.root = names});
  running.run();
  RawClient client(running.server.port());
  const std::string target = "/polled/socket.io/?EIO=4&transport=polling";
  const std::string sid = sid_in(ask(client, "GET", target, {}, "X-Forwarded-For: 192.0.2.7\r\n").body);
  CHECK(ask(client, "POST", target + "&sid=" + sid,
            "40\x1e"
            "421[\"name\"]")
            .body == "ok");
  CHECK(mentions(ask(client, "GET", target + "&sid=" + sid).body, R"(431["192.0.2.7"])"));
}

TEST_CASE("what options say about Socket.IO's clients") {
  SUBCASE("a cookie") {
    Running running({.socketio = {.cookie = {{.name = "sticky", .max_age = 60s}}}});
    running.start();
    RawClient client(running.server.port());
    const Answer opened = ask(client, "GET", kPolling);
    CHECK(opened.header("Set-Cookie") ==
          "sticky=" + sid_in(opened.body) + "; Max-Age=60; Path=/; HttpOnly; SameSite=Lax");
  }
  SUBCASE("no upgrades") {
    Running running({.socketio = {.allow_upgrades = false}});
    running.start();
    CHECK(mentions(PollingClient<>(running.server.port()).opening, R"("upgrades":[])"));
  }
  SUBCASE("the time for an upgrade") {
    Running running({.socketio = {.upgrade_timeout = 100ms}});
    running.start();
    PollingClient<> ann(running.server.port());
    RawClient socket(running.server.port());
    socket.send(upgrade_request(std::string(kSocket) + "&sid=" + ann.sid));
    REQUIRE(mentions(socket.read_until("\r\n\r\n"), "101"));
    CHECK(message(socket.send(frame("2probe"))) == "3probe");
    CHECK(message(socket).starts_with("closed"));
    CHECK(ann.post(R"(421["say",{"text":"still polling"}])") == "ok");
    CHECK(ann.until("43") == "431[1]");
  }
  SUBCASE("the time for a namespace") {
    Running running({.socketio = {.connect_timeout = 50ms}});
    running.start();
    RawClient client(running.server.port());
    const std::string sid = sid_in(ask(client, "GET", kPolling).body);
    CHECK(ask(client, "GET", std::string(kPolling) + "&sid=" + sid).body == "1");
  }
  SUBCASE("that there are none") {
    Running running({.socketio = {.enabled = false}});
    running.start();
    RawClient client(running.server.port());
    CHECK(ask(client, "GET", kPolling).status() == "HTTP/1.1 404 Not Found");
    client.send(upgrade_request(kSocket));
    CHECK(read_answer(client).status() == "HTTP/1.1 404 Not Found");
    Names names;
    CHECK_THROWS_WITH_AS(running.server.serve(Polled{.root = names}),
                         doctest::Contains("takes no WebSockets"), gangway::StartError);
  }
}

TEST_CASE("files and routes below the path of Socket.IO's clients are found") {
  Running running;
  running.server.route("GET", "/hall/socket.io/socket.io.js", [](const gangway::HttpRequest&) {
    return gangway::HttpResponse{.content_type = "text/javascript", .body = "io"};
  });
  running.start();
  RawClient client(running.server.port());
  CHECK(ask(client, "GET", "/hall/socket.io/socket.io.js?v=4").body == "io");
  CHECK(ask(client, "GET", "/hall/socket.io/other.js").status() == "HTTP/1.1 404 Not Found");
  CHECK(ask(client, "GET", "/hall/socket.io/").body == R"({"code":0,"message":"Transport unknown"})");
  CHECK(ask(client, "GET", "/hall/socket.io").body == R"({"code":0,"message":"Transport unknown"})");
  CHECK(ask(client, "GET", "/hall/socket.io/deep/?EIO=4&transport=polling").body.starts_with("0{"));
  CHECK(ask(client, "GET", "/hall/socket.iox?EIO=4&transport=polling").status() == "HTTP/1.1 404 Not Found");
}

TEST_CASE("recordings and metrics have Socket.IO's clients, too") {
  std::mutex mutex;
  std::string recorded;
  Running running({.recorder =
                       [&](const gangway::RecordedFrame& frame) {
                         const std::lock_guard lock(mutex);
                         recorded += gangway::to_json_line(frame) + "\n";
                       },
                   .metrics = true});
  running.start();
  PollingClient<> ann(running.server.port());
  CHECK(ann.post(R"(421["say",{"text":"hello"}])") == "ok");
  CHECK(ann.until("43") == "431[1]");
  RawClient client(running.server.port());
  CHECK(mentions(ask(client, "GET", "/metrics").body, "\ngangway_connections 1\n"));
  CHECK(ann.post("1") == "ok");
  CHECK(eventually([&] { return running.speakers.left == 1; }));
  const std::lock_guard lock(mutex);
  CHECK(mentions(recorded, R"("protocol":"socket.io")"));
  CHECK(mentions(recorded, R"("from":"client","frame":"21[\"say\",{\"text\":\"hello\"}]")"));
  CHECK(mentions(recorded, R"("from":"server","frame":"431[1]")"));
  CHECK(mentions(recorded, R"("closed":{)"));
}

TEST_CASE("many polling clients come, talk and go at once, on several loops") {
  constexpr unsigned kClients = 24;
  constexpr int kRounds = 10;
  // Half of them go without a word.
  Running running({.threads = 4, .limits = {.heartbeat = 3s, .heartbeat_timeout = 2s}});
  running.start();
  std::atomic<unsigned> good{0};
  std::vector<std::jthread> talkers;
  for (unsigned i = 0; i < kClients; ++i) {
    talkers.emplace_back([&, i] {
      PollingClient<> client(running.server.port(), "/hall", i % 3 == 0);
      int answers = 0;
      for (int round = 1; round <= kRounds; ++round) {
        if (client.post("42" + std::to_string(round) + R"(["say",{"text":"x"}])") != "ok") return;
        if (client.until("43").starts_with("43" + std::to_string(round) + "[")) ++answers;
      }
      if (answers == kRounds) ++good;
      if (i % 2 == 0) client.post("1");
    });
  }
  talkers.clear();
  CHECK(good == kClients);
  CHECK(running.speakers.said == kClients * kRounds);
  CHECK(eventually([&] { return running.speakers.left == kClients; }));
}

TEST_CASE("a server may stop while connections move between its loops") {
  Running running({.threads = 3, .limits = {.grace = 100ms}});  // and five seconds, as nobody fetches
  running.start();
  std::vector<std::unique_ptr<PollingClient<>>> clients;
  for (int i = 0; i < 6; ++i) clients.push_back(std::make_unique<PollingClient<>>(running.server.port()));
  std::vector<std::unique_ptr<RawClient>> sockets;
  for (int i = 0; i < 4; ++i) sockets.push_back(std::make_unique<RawClient>(running.server.port()));
  std::vector<std::jthread> talkers;
  for (auto& socket : sockets) {
    talkers.emplace_back([&clients, &socket] {
      for (std::size_t i = 0;; ++i) {
        const std::string target = clients[i % clients.size()]->target();
        if (ask(*socket, "POST", target, R"(42["say",{"text":"x"}])").head.empty()) return;
      }
    });
  }
  REQUIRE(eventually([&] { return running.speakers.said > 200; }));
  SUBCASE("at once") { running.server.stop(gangway::Stop::Now); }
  SUBCASE("as it should") { running.server.stop(); }
  CHECK(running.ends_within(8s));
  CHECK(running.speakers.left == 6);
}
