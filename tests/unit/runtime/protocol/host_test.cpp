#include "server/host.h"

#include "board.h"

using namespace test::board;
using gangway::protocol::Accepted;
using gangway::protocol::HttpRequest;
using gangway::protocol::HttpResponse;

namespace {

struct HostOfBoard {
  explicit HostOfBoard(gangway::Limits limits = {}, const gangway::ServerOptions& options = {}) {
    context->loops = {table.executor};
    context->limits = limits;
    context->log = [](gangway::LogLevel, std::string_view) {};
    site = std::make_shared<gangway::detail::Site>(context, options);
    host.emplace(site);
    site->add_gateway(Board{.root = table.root, .canvas = table.canvas, .page = table.page}.binding());
  }

  ~HostOfBoard() {
    for (const auto& session : sessions) session->on_closed({});
  }

  std::string upgrade(std::string path, std::string subprotocols = "gangway.v1",
                      gangway::HttpHeaders headers = {}, std::uint16_t port = 8080) {
    HttpRequest request{.method = "GET",
                        .path = std::move(path),
                        .query = "user=ann",
                        .headers = std::move(headers),
                        .remote_address = "127.0.0.1:1",
                        .port = port};
    if (!subprotocols.empty()) request.headers.emplace_back("sec-websocket-protocol", subprotocols);
    auto answer = host->upgrade(std::move(request));
    if (const auto* refusal = std::get_if<HttpResponse>(&answer)) {
      refused = *refusal;
      return std::to_string(refusal->status);
    }
    sessions.push_back(std::get<Accepted>(answer).session);
    return "accepted " + std::get<Accepted>(answer).subprotocol;
  }
  unsigned get(std::string path, std::string method = "GET") {
    unsigned status = 0;
    HttpRequest request{.method = std::move(method), .path = path, .raw_path = path};
    host->respond(std::move(request), [&](const HttpResponse& response) { status = response.status; });
    return status;
  }

  Table table;
  std::shared_ptr<gangway::detail::ServerContext> context =
      std::make_shared<gangway::detail::ServerContext>();
  std::shared_ptr<gangway::detail::Site> site;
  std::optional<gangway::detail::Host> host;
  HttpResponse refused;
  std::vector<std::shared_ptr<gangway::protocol::Session>> sessions;
};

}  // namespace

TEST_CASE("a connection's path and subprotocol decide its gateway, namespace and dialect") {
  HostOfBoard served;
  CHECK(served.upgrade("/api") == "accepted gangway.v1");
  CHECK(served.upgrade("/api/") == "accepted gangway.v1");
  CHECK(served.upgrade("/api/canvas", "other, gangway.v1") == "accepted gangway.v1");
  CHECK(served.upgrade("/api/canvas", "") == "accepted ");
  CHECK(served.upgrade("/api", "") == "accepted ");
  CHECK(served.upgrade("/api/nothing") == "404");
  CHECK(served.upgrade("/apiary") == "404");
  CHECK(served.upgrade("/") == "404");
  CHECK(served.upgrade("/api", "soap") == "400");
  for (const auto& session : served.sessions) session->on_closed({});
}

TEST_CASE("a full server and one that is going away refuse with 503") {
  HostOfBoard served({.connections = 1});
  CHECK(served.upgrade("/api") == "accepted gangway.v1");
  CHECK(served.upgrade("/api") == "503");
  served.sessions[0]->on_closed({});
  CHECK(served.upgrade("/api") == "accepted gangway.v1");
  served.sessions[1]->on_closed({});
  CHECK(served.get("/readyz") == 200);
  served.host->begin_drain();
  CHECK(served.upgrade("/api") == "503");
  CHECK(served.get("/readyz") == 503);
  CHECK(served.get("/healthz") == 200);
}

TEST_CASE("draining closes idle connections at once and the others when their handlers have ended") {
  HostOfBoard served;
  served.upgrade("/api");
  served.upgrade("/api");
  gangway::testing::FakeLink idle;
  gangway::testing::FakeLink busy;
  served.sessions[0]->attach(idle);
  served.sessions[1]->attach(busy);
  const auto say = [&](std::string text) {
    const std::size_t size = text.size();
    text.append(gangway::kReadPadding, '\0');
    served.sessions[1]->on_message(gangway::protocol::MessageKind::Text,
                                   std::string_view(text).substr(0, size));
  };
  say(R"({"ns":"/canvas","join":{"user":"ann"}})");
  say(R"({"ns":"/canvas","event":"later","id":1,"data":{"after":50}})");
  served.host->begin_drain();
  CHECK(idle.closed->first == 1001);
  CHECK_FALSE(busy.closed);
  served.table.executor->advance(std::chrono::milliseconds(50));
  CHECK_FALSE(served.host->drain(false));
  CHECK(busy.closed->first == 1001);
  CHECK(busy.take().back() == R"({"id":1,"data":"after 50"})");
  for (const auto& session : served.sessions) session->on_closed({.by_us = true, .code = 1001, .reason = {}});
  CHECK(served.host->drain(false));
  CHECK(served.table.canvas.log.back() == "leave ann shutting_down");
}

TEST_CASE("two gateways on one path are refused, with both names") {
  HostOfBoard served;
  try {
    served.site->add_gateway(
        Board{.root = served.table.root, .canvas = served.table.canvas, .page = served.table.page}.binding());
    FAIL("accepted");
  } catch (const gangway::StartError& error) {
    CHECK(std::string(error.what())
              .find("`Board` (board.gw:14) and `Board` (board.gw:14) both have the path `/api`") !=
          std::string::npos);
  }
}

TEST_CASE("HTTP requests that are no upgrade") {
  HostOfBoard served;
  CHECK(served.get("/healthz") == 200);
  CHECK(served.get("/nothing") == 404);
  CHECK(served.get("/api") == 426);
  CHECK(served.get("/healthz/x") == 404);
  CHECK(served.get("/api", "POST") == 405);
  served.site->add_files("/", [](std::string_view path, const HttpRequest&) {
    return HttpResponse{.status = path == "/there" ? 200U : 404U, .body = {}, .headers = {}};
  });
  CHECK(served.get("/there") == 200);
  CHECK(served.get("/not-there") == 404);
  CHECK(served.get("/api") == 426);
}

TEST_CASE("pages connect from allowed origins, programs without one") {
  const auto from = [](HostOfBoard& served, std::string origin) {
    return served.upgrade("/api", "gangway.v1",
                          {{"Host", "chat.example:8080"}, {"Origin", std::move(origin)}});
  };
  HostOfBoard by_itself;
  CHECK(by_itself.upgrade("/api") == "accepted gangway.v1");
  CHECK(from(by_itself, "http://chat.example:8080") == "accepted gangway.v1");
  CHECK(from(by_itself, "http://chat.example") == "403");
  CHECK(from(by_itself, "https://evil.example") == "403");
  CHECK(from(by_itself, "null") == "403");
  CHECK(by_itself.upgrade("/api", "gangway.v1",
                          {{"Host", "a"}, {"Origin", "http://a"}, {"Origin", "http://evil.example"}}) ==
        "403");

  HostOfBoard listed({}, {.origins = {{"https://app.example"}}});
  CHECK(from(listed, "https://app.example") == "accepted gangway.v1");
  CHECK(from(listed, "https://APP.example:443") == "accepted gangway.v1");
  CHECK(from(listed, "http://chat.example:8080") == "403");
  CHECK(from(listed, "https://app.example.evil.example") == "403");

  HostOfBoard open({}, {.origins = {{"*"}}});
  CHECK(from(open, "https://evil.example") == "accepted gangway.v1");
}

TEST_CASE("an address that connects too often, or has too many connections, is told 429") {
  HostOfBoard often({.connection_rate = 2});
  CHECK(often.upgrade("/api") == "accepted gangway.v1");
  CHECK(often.upgrade("/api") == "accepted gangway.v1");
  CHECK(often.upgrade("/api") == "429");
  REQUIRE(often.refused.headers.size() == 1);
  CHECK(often.refused.headers[0] == std::pair<std::string, std::string>("Retry-After", "30"));
  often.table.executor->advance(std::chrono::seconds(30));
  CHECK(often.upgrade("/api") == "accepted gangway.v1");
  CHECK(often.upgrade("/api") == "429");

  HostOfBoard many({.connections_per_address = 1});
  CHECK(many.upgrade("/api") == "accepted gangway.v1");
  CHECK(many.upgrade("/api") == "429");
  many.sessions[0]->on_closed({});
  CHECK(many.upgrade("/api") == "accepted gangway.v1");
}

TEST_CASE("a refused dialect does not count as a connection") {
  HostOfBoard served({.connections = 1, .connections_per_address = 1});
  CHECK(served.upgrade("/api", "soap") == "400");
  CHECK(served.upgrade("/api") == "accepted gangway.v1");
}

TEST_CASE("a gateway with a port of its own is served there alone") {
  HostOfBoard served({}, {.gateways = {{"Board", {.port = 9000}}}});
  served.site->set_port(0, 9000, true);
  CHECK(served.upgrade("/api", "gangway.v1", {}, 8080) == "404");
  CHECK(served.upgrade("/api", "gangway.v1", {}, 9000) == "accepted gangway.v1");
}

TEST_CASE("the first of our two formats that a client offers is spoken") {
  HostOfBoard served;
  CHECK(served.upgrade("/api", "gangway.v1.msgpack") == "accepted gangway.v1.msgpack");
  CHECK(served.upgrade("/api", "gangway.v1.msgpack, gangway.v1") == "accepted gangway.v1.msgpack");
  CHECK(served.upgrade("/api", "gangway.v1,gangway.v1.msgpack") == "accepted gangway.v1");
  CHECK(served.upgrade("/api", "soap, gangway.v1.msgpack") == "accepted gangway.v1.msgpack");
  CHECK(served.upgrade("/api", "gangway.v1.xml") == "400");
  CHECK(served.refused.body.find("gangway.v1.msgpack") != std::string::npos);
}
