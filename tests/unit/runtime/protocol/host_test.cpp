#include "server/host.h"

#include "board.h"

using namespace test::board;
using gangway::protocol::Accepted;
using gangway::protocol::HttpRequest;
using gangway::protocol::HttpResponse;

namespace {

struct Served {
  explicit Served(gangway::Limits limits = {}) {
    context->loops = {table.executor};
    context->limits = limits;
    context->log = [](gangway::LogLevel, std::string_view) {};
    host.add_gateway(Board{.root = table.root, .canvas = table.canvas}.binding());
  }

  std::string upgrade(std::string path, std::string subprotocols = "gangway.v1") {
    HttpRequest request{.method = "GET",
                        .path = std::move(path),
                        .query = "user=ann",
                        .headers = {},
                        .body = {},
                        .remote_address = "127.0.0.1:1"};
    if (!subprotocols.empty()) request.headers.emplace_back("sec-websocket-protocol", subprotocols);
    auto answer = host.upgrade(request);
    if (const auto* refusal = std::get_if<HttpResponse>(&answer)) return std::to_string(refusal->status);
    sessions.push_back(std::get<Accepted>(answer).session);
    return "accepted " + std::get<Accepted>(answer).subprotocol;
  }
  unsigned get(std::string path, std::string method = "GET") {
    return host
        .request({.method = std::move(method),
                  .path = std::move(path),
                  .query = {},
                  .headers = {},
                  .body = {},
                  .remote_address = {}})
        .status;
  }

  Table table;
  std::shared_ptr<gangway::detail::ServerContext> context =
      std::make_shared<gangway::detail::ServerContext>();
  gangway::detail::Host host{context, false};
  std::vector<std::shared_ptr<gangway::protocol::Session>> sessions;
};

}  // namespace

TEST_CASE("a connection's path and subprotocol decide its gateway, namespace and dialect") {
  Served served;
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
  Served served({.connections = 1});
  CHECK(served.upgrade("/api") == "accepted gangway.v1");
  CHECK(served.upgrade("/api") == "503");
  served.sessions[0]->on_closed({});
  CHECK(served.upgrade("/api") == "accepted gangway.v1");
  served.sessions[1]->on_closed({});
  CHECK(served.get("/readyz") == 200);
  served.host.begin_drain();
  CHECK(served.upgrade("/api") == "503");
  CHECK(served.get("/readyz") == 503);
  CHECK(served.get("/healthz") == 200);
}

TEST_CASE("draining closes idle connections at once and the others when their handlers have ended") {
  Served served;
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
  served.host.begin_drain();
  CHECK(idle.closed->first == 1001);
  CHECK_FALSE(busy.closed);
  served.table.executor->advance(std::chrono::milliseconds(50));
  CHECK_FALSE(served.host.drain(false));
  CHECK(busy.closed->first == 1001);
  CHECK(busy.take().back() == R"({"id":1,"data":"after 50"})");
  for (const auto& session : served.sessions) session->on_closed({.by_us = true, .code = 1001, .reason = {}});
  CHECK(served.host.drain(false));
  CHECK(served.table.canvas.log.back() == "leave ann shutting_down");
}

TEST_CASE("two gateways on one path are refused, with both names") {
  Served served;
  try {
    served.host.add_gateway(Board{.root = served.table.root, .canvas = served.table.canvas}.binding());
    FAIL("accepted");
  } catch (const gangway::StartError& error) {
    CHECK(std::string(error.what()).find("`Board` and `Board` both have the path `/api`") !=
          std::string::npos);
  }
}

TEST_CASE("HTTP requests that are no upgrade") {
  Served served;
  CHECK(served.get("/healthz") == 200);
  CHECK(served.get("/nothing") == 404);
  CHECK(served.get("/api") == 426);
  CHECK(served.get("/healthz/x") == 404);
  CHECK(served.get("/api", "POST") == 405);
  served.host.add_files("/", [](std::string_view path, const HttpRequest&) {
    return HttpResponse{.status = path == "/there" ? 200U : 404U, .body = {}, .headers = {}};
  });
  CHECK(served.get("/there") == 200);
  CHECK(served.get("/not-there") == 404);
  CHECK(served.get("/api") == 426);
}
