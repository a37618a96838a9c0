// Requests that wait long, and connections that move to the loop that has to handle their requests.
#include <doctest/doctest.h>

#include <charconv>
#include <deque>
#include <string>
#include <thread>

#include "../../../support/tls_client.h"
#include "transport/raw_client.h"
#include "transport/test_server.h"

using gangway::testing::CertificateFolder;
using gangway::testing::TlsClient;
using gangway::transport::AsioLoop;
using gangway::transport::Listener;
using gangway::transport::ListenOptions;
using gangway::transport::TlsContext;
using gangway::transport::Worker;
using test::RawClient;

namespace {

/// `/at/<n>…` belongs to worker n. Answers tell which worker gave them; `/at/<n>/park` is never answered, and
/// a WebSocket is to be had at `/at/<n>/echo`.
class NumberedHost final : public test::proto::Host {
 public:
  NumberedHost(test::Journal& journal, AsioLoop& loop, std::size_t number)
      : journal_(journal), loop_(loop), number_(number) {}

  std::variant<test::proto::Accepted, test::proto::HttpResponse> upgrade(
      test::proto::HttpRequest request) override {
    if (!request.path.ends_with("/echo")) return test::proto::HttpResponse{.status = 404};
    journal_.note("upgraded by " + std::to_string(number_) + where());
    test::proto::Accepted accepted;
    accepted.session = std::make_shared<test::EchoSession>(journal_);
    accepted.max_message = 1000;
    return accepted;
  }

  std::function<void()> respond(test::proto::HttpRequest request,
                                std::function<void(const test::proto::HttpResponse&)> answer) override {
    if (request.path.ends_with("/park")) {
      journal_.note("parked" + where());
      return [this] { journal_.note("gone from " + std::to_string(number_) + where()); };
    }
    if (request.path.ends_with("/busy")) std::this_thread::sleep_for(std::chrono::milliseconds(100));
    answer({.body = std::to_string(number_) + " " + request.method + " " + request.body + where() + "\n"});
    return {};
  }

  std::optional<std::size_t> home_of(const test::proto::HttpRequest& request) const override {
    std::size_t home = 0;
    if (!request.path.starts_with("/at/")) return std::nullopt;
    std::from_chars(request.path.data() + 4, request.path.data() + request.path.size(), home);
    return home;
  }

  std::optional<std::size_t> body_limit(const test::proto::HttpRequest& head) const override {
    if (head.query == "long") return 3U << 20;
    if (head.query == "short") return 3;
    return std::nullopt;
  }
  test::proto::HttpResponse refuse_body(const test::proto::HttpRequest& head) const override {
    return {.status = 413, .body = head.method + " " + head.path + " is too long\n"};
  }

 private:
  /// Nothing on the right thread.
  [[nodiscard]] std::string where() const { return loop_.in_loop() ? "" : " on another thread"; }

  test::Journal& journal_;
  AsioLoop& loop_;
  std::size_t number_;
};

/// Three loops behind one port.
class ThreeLoops {
 public:
  explicit ThreeLoops(std::shared_ptr<TlsContext> tls = nullptr) {
    std::vector<Worker> workers;
    for (std::size_t i = 0; i < 3; ++i) {
      hosts_.emplace_back(journal, loops_.emplace_back(), i);
      workers.push_back({&loops_.back(), &hosts_.back()});
    }
    listener_.emplace(std::move(workers),
                      ListenOptions{.address = "127.0.0.1", .port = 0, .tls = std::move(tls)});
    for (AsioLoop& loop : loops_) threads_.emplace_back([&loop] { loop.run(); });
  }
  ~ThreeLoops() {
    for (AsioLoop& loop : loops_) loop.stop();
    threads_.clear();
    for (AsioLoop& loop : loops_) loop.drop_connections();
  }

  [[nodiscard]] std::uint16_t port() const { return listener_->port(); }
  [[nodiscard]] std::size_t connections() const {
    std::size_t all = 0;
    for (const AsioLoop& loop : loops_) all += loop.connections();
    return all;
  }

  test::Journal journal;

 private:
  std::deque<AsioLoop> loops_;
  std::deque<NumberedHost> hosts_;
  std::optional<Listener> listener_;
  std::vector<std::jthread> threads_;
};

std::string asking(const std::string& target) { return "GET " + target + " HTTP/1.1\r\nHost: x\r\n\r\n"; }

std::string posting(const std::string& target, const std::string& body) {
  return "POST " + target + " HTTP/1.1\r\nHost: x\r\nContent-Length: " + std::to_string(body.size()) +
         "\r\n\r\n" + body;
}

constexpr std::string_view kUpgradeAndOn =
    " HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";

/// A client's frame of a short text, masked with zeros.
std::string short_frame(std::string_view text) {
  return std::string{static_cast<char>(0x81), static_cast<char>(0x80 | text.size()), 0, 0, 0, 0}.append(text);
}

}  // namespace

TEST_CASE("a connection goes to the loop of each of its requests") {
  ThreeLoops server;
  RawClient client(server.port());
  for (int round = 0; round < 20; ++round) {
    for (const char* worker : {"2", "0", "1", "1"}) {
      const std::string answer = client.send(asking("/at/" + std::string(worker))).read_response();
      CHECK(answer.ends_with("\r\n\r\n" + std::string(worker) + " GET \n"));
    }
  }
  CHECK(
      client.send(posting("/at/2", "with a body")).read_response().ends_with("\r\n\r\n2 POST with a body\n"));
  // A worker that is none: whoever has it.
  CHECK(client.send(asking("/at/3")).read_response().ends_with("\r\n\r\n2 GET \n"));
}

TEST_CASE("requests that come together are answered in order, wherever they belong") {
  ThreeLoops server;
  RawClient client(server.port());
  std::string all;
  for (int i = 0; i < 100; ++i) all += posting("/at/" + std::to_string(i % 3), std::to_string(i));
  client.send(all);
  for (int i = 0; i < 100; ++i) {
    CHECK(client.read_response().ends_with("\r\n\r\n" + std::to_string(i % 3) + " POST " + std::to_string(i) +
                                           "\n"));
  }
}

TEST_CASE("a connection that moves stays one connection") {
  ThreeLoops server;
  {
    RawClient client(server.port());
    for (const char* target : {"/at/1", "/at/2", "/at/0", "/at/1"})
      client.send(asking(target)).read_response();
    CHECK(server.connections() == 1);
  }
  for (int i = 0; i < 1000 && server.connections() > 0; ++i)
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
  CHECK(server.connections() == 0);
}

TEST_CASE("a WebSocket begins on the loop where it belongs, with what was sent behind its request") {
  ThreeLoops server;
  for (const char* worker : {"0", "1", "2"}) {
    RawClient client(server.port());
    client.send("GET /at/" + std::string(worker) + "/echo" + std::string(kUpgradeAndOn) +
                short_frame("early"));
    CHECK(client.read_until("\r\n\r\n").starts_with("HTTP/1.1 101 "));
    CHECK(client.read_exactly(7) == std::string("\x81\x05", 2) + "early");
    CHECK(client.send(short_frame("later")).read_exactly(7) == std::string("\x81\x05", 2) + "later");
    CHECK(server.journal.count("upgraded by " + std::string(worker)) == 1);
  }
  CHECK(server.journal.count("upgraded by 0 on") == 0);
}

TEST_CASE("TLS goes with its connection") {
  const CertificateFolder certificates;
  certificates.make("first.example");
  ThreeLoops server(
      std::make_shared<TlsContext>(gangway::TlsFiles{certificates.certificate(), certificates.key()}));
  TlsClient client(server.port());
  REQUIRE(client.connected());
  for (int round = 0; round < 10; ++round) {
    for (const char* worker : {"2", "0", "1"}) {
      const std::string answer =
          client.send(posting("/at/" + std::string(worker), "x")).read_until("\r\n\r\n");
      CHECK(answer.starts_with("HTTP/1.1 200 "));
      CHECK(client.read_until("\n") == std::string(worker) + " POST x\n");
    }
  }
  client.send(posting("/at/1", "a") + posting("/at/2", "b") + "GET /at/0/echo" + std::string(kUpgradeAndOn) +
              short_frame("hello"));
  CHECK(client.read_until("1 POST a\n").starts_with("HTTP/1.1 200 "));
  CHECK(client.read_until("2 POST b\n").starts_with("HTTP/1.1 200 "));
  CHECK(client.read_until("\r\n\r\n").starts_with("HTTP/1.1 101 "));
  CHECK(client.read_exactly(7) == std::string("\x81\x05", 2) + "hello");
}

TEST_CASE("who waits for an answer is told when the client goes") {
  ThreeLoops server;
  std::size_t parked = 0;
  for (const char* worker : {"0", "1", "2"}) {
    const std::string gone = "gone from " + std::string(worker);
    {
      RawClient client(server.port());
      client.send(asking("/at/" + std::string(worker) + "/park"));
      REQUIRE(server.journal.wait_for("parked", ++parked));
      SUBCASE("it ended its side") {
        client.end_sending();
        REQUIRE(server.journal.wait_for(gone));
        CHECK(client.ended());
      }
      SUBCASE("it reset the connection") { client.reset(); }
      SUBCASE("it sent another request before") { client.send(asking("/at/1")); }
    }
    CHECK(server.journal.wait_for(gone));
  }
  for (int i = 0; i < 1000 && server.connections() > 0; ++i)
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
  CHECK(server.journal.count("gone") == 3);
  CHECK(server.journal.count("gone from 0 on") == 0);
  CHECK(server.connections() == 0);
}

TEST_CASE("a client's end comes before the request that it sends next, on a busy loop too") {
  ThreeLoops server;
  for (std::size_t round = 1; round <= 5; ++round) {
    auto parked = std::make_unique<RawClient>(server.port());
    parked->send(asking("/at/1/park"));
    REQUIRE(server.journal.wait_for("parked", round));
    RawClient other(server.port());
    other.send(asking("/at/1/busy"));
    RawClient next(server.port());
    CHECK(next.send(asking("/at/2")).read_response().ends_with("2 GET \n"));  // by now it is accepted
    parked.reset();
    next.send(asking("/at/1/park"));
    REQUIRE(server.journal.wait_for("parked", round * 2));
    CHECK(server.journal.order("gone from 1", round) < server.journal.order("parked", round * 2));
    other.read_response();
  }
}

TEST_CASE("the host says how long a body may be") {
  ThreeLoops server;
  RawClient client(server.port());
  const std::string two_mb(2U << 20, 'x');
  CHECK(client.send(posting("/at/1?long", two_mb))
            .read_response()
            .ends_with("\r\n\r\n1 POST " + two_mb + "\n"));
  CHECK(client.send(posting("/at/1?short", "abc")).read_response().ends_with("\r\n\r\n1 POST abc\n"));
  CHECK(client.send(posting("/at/2?short", "abcd"))
            .read_to_end()
            .ends_with("\r\n\r\nPOST /at/2 is too long\n"));
  RawClient chunked(server.port());
  chunked.send("POST /at/2?short HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nabcd\r\n0\r\n\r\n");
  CHECK(chunked.read_to_end().ends_with("\r\n\r\nPOST /at/2 is too long\n"));
  RawClient patient(server.port());
  patient.send("POST /at/2?long HTTP/1.1\r\nExpect: 100-continue\r\nContent-Length: 3\r\n\r\n");
  CHECK(patient.read_until("\r\n\r\n") == "HTTP/1.1 100 Continue\r\n\r\n");
  CHECK(patient.send("abc").read_response().ends_with("2 POST abc\n"));
}

TEST_CASE("a loop that ends tells those who wait, and takes no one in") {
  test::Journal journal;
  {
    AsioLoop loop;
    NumberedHost host(journal, loop, 0);
    const Listener listener(loop, host, {.address = "127.0.0.1", .port = 0});
    std::jthread thread([&] { loop.run(); });
    RawClient client(listener.port());
    client.send(asking("/at/0/park"));
    REQUIRE(journal.wait_for("parked"));
    loop.stop();
    thread.join();
    loop.drop_connections();
    CHECK(client.ended());
  }
  CHECK(journal.count("gone from 0") == 1);
}
