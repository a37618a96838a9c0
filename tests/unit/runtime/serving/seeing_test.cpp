#include <unistd.h>

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "../seeing/prometheus.h"
#include "running_server.h"

using namespace test::hall;
using gangway::testing::PrometheusText;
using test::RawClient;

namespace {

PrometheusText scrape(std::uint16_t port) {
  RawClient client(port);
  client.send("GET /metrics HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
  const std::string response = client.read_response();
  REQUIRE(mentions(response, "text/plain; version=0.0.4; charset=utf-8"));
  return PrometheusText(std::string_view(response).substr(response.find("\r\n\r\n") + 4));
}

}  // namespace

TEST_CASE("GET /metrics adds up what all threads counted") {
  Running running({.threads = 2, .metrics = true});
  running.start();
  RawClient ann(running.server.port());
  RawClient bob(running.server.port());
  enter(ann);
  enter(bob);
  for (RawClient* client : {&ann, &bob}) {
    client->send(frame(R"({"ns":"/","event":"say","id":1,"data":{"text":"hello"}})"));
    REQUIRE(until(*client, R"("id":1)") != "");
  }
  const PrometheusText text = scrape(running.server.port());
  CHECK(text.value("gangway_connections") == 2);
  CHECK(text.value(R"(gangway_clients{gateway="Hall",namespace="/"})") == 2);
  CHECK(text.value(R"(gangway_calls_total{gateway="Hall",namespace="/",event="say",code="ok"})") == 2);
  CHECK(text.value(R"(gangway_call_seconds_count{gateway="Hall",namespace="/",event="say"})") == 2);
}

TEST_CASE("GET /metrics says how many bytes clients have not read yet") {
  Running running({.limits = {.outbox_bytes = 64U << 20}, .metrics = true});
  running.start();
  RawClient slow(running.server.port());
  enter(slow);
  CHECK(scrape(running.server.port()).value("gangway_outbox_bytes") == 0);
  slow.send(frame(R"({"ns":"/","event":"flood","id":7,"data":{"messages":32,"bytes":1000000}})"));
  CHECK(eventually([&] { return scrape(running.server.port()).value("gangway_outbox_bytes") > 10'000'000; }));
  REQUIRE(until(slow, R"("id":7)") != "");
  CHECK(eventually([&] { return scrape(running.server.port()).value("gangway_outbox_bytes") == 0; }));
}

TEST_CASE("without the option there are no metrics; with it nobody else may have their path") {
  Running running;
  running.start();
  RawClient client(running.server.port());
  CHECK(mentions(client.send("GET /metrics HTTP/1.1\r\nHost: x\r\n\r\n").read_response(), "404"));

  gangway::Server other({.environment = false, .metrics = true});
  CHECK_THROWS_AS(other.route("GET", "/metrics",
                              [](const gangway::HttpRequest&) -> gangway::Reply<gangway::HttpResponse> {
                                return gangway::HttpResponse{};
                              }),
                  gangway::StartError);
}

TEST_CASE("a server's log: who joined, with the trace of the connection") {
  Running running({.logging = {.format = gangway::LogFormat::Json}});
  running.start();
  RawClient ann(running.server.port());
  ann.send(
      "GET /hall?traceparent=00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01 HTTP/1.1\r\nHost: x\r\n"
      "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
      "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Protocol: gangway.v1\r\n\r\n");
  REQUIRE(mentions(ann.read_until("\r\n\r\n"), "101"));
  ann.send(frame(R"({"ns":"/","join":{}})"));
  REQUIRE(until(ann, "joined") != "");
  REQUIRE(eventually([&] { return mentions(running.logged(), "joined"); }));
  CHECK(mentions(running.logged(), R"("level":"info","message":"joined","gateway":"Hall","ns":"/")"));
  CHECK(mentions(running.logged(), R"("trace":"0af7651916cd43dd8448eb211c80319c")"));
}

TEST_CASE("a server's log in a file: with time and level, and put aside when it is full") {
  const std::filesystem::path folder =
      std::filesystem::temp_directory_path() / ("gangway-log-" + std::to_string(getpid()));
  std::filesystem::create_directory(folder);
  {
    gangway::Server server(
        {.port = 0,
         .address = "127.0.0.1",
         .print_options = true,
         .environment = false,
         .logging = {.file = (folder / "server.log").string(), .file_bytes = 2048, .files = 2}});
    server.listen();
  }
  std::ifstream file(folder / "server.log");
  std::stringstream text;
  text << file.rdbuf();
  CHECK(mentions(text.str(), "Z gangway info: options:"));
  for (int i = 0; i < 5; ++i) {
    gangway::Server server(
        {.port = 0,
         .address = "127.0.0.1",
         .print_options = true,
         .environment = false,
         .logging = {.file = (folder / "server.log").string(), .file_bytes = 2048, .files = 2}});
    server.listen();
  }
  CHECK(std::filesystem::exists(folder / "server.1.log"));
  CHECK_FALSE(std::filesystem::exists(folder / "server.3.log"));
  std::filesystem::remove_all(folder);

  CHECK_THROWS_AS(gangway::Server({.environment = false, .logging = {.file = "/dev/null/x.log"}}),
                  gangway::StartError);
}
