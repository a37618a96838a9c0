#include <doctest/doctest.h>

#include <memory>
#include <string>
#include <vector>

#include "../../../support/manual_executor.h"
#include "dispatch/current_executor.h"
#include "dispatch/gateway.h"
#include "gangway/server.h"
#include "gangway/task.h"
#include "server/host.h"

using gangway::Cors;
using gangway::HttpHeaders;
using gangway::HttpRequest;
using gangway::HttpResponse;
using gangway::Reply;

namespace {

/// A host without gateways, and what it answers.
struct Web {
  explicit Web(gangway::ServerOptions options = {}) {
    context->loops = {executor};
    context->log = [this](gangway::LogLevel, std::string_view line) { logged.emplace_back(line); };
    site = std::make_shared<gangway::detail::Site>(context, options);
    host.emplace(site);
  }

  void route(std::string method, std::string pattern, gangway::HttpHandler handler,
             std::optional<Cors> cors = {}, std::string place = "here.cpp:1") {
    gangway::detail::Routes::Route route{.method = std::move(method),
                                         .pattern = std::move(pattern),
                                         .place = std::move(place),
                                         .handler = std::move(handler),
                                         .cors = {},
                                         .parts = {}};
    if (cors) route.cors.emplace(*cors);
    site->add_route(std::move(route));
  }
  /// Answers with its name and the parameters.
  void named(std::string method, std::string pattern) {
    route(method, pattern, [pattern](const HttpRequest& request) {
      std::string text = pattern;
      for (const auto& [name, value] : request.parameters) text += " " + name + "=" + value;
      return HttpResponse{.body = text};
    });
  }

  std::string ask(std::string method, std::string path, HttpHeaders headers = {}) {
    answers.clear();
    HttpRequest request{
        .method = std::move(method), .path = path, .raw_path = path, .headers = std::move(headers)};
    host->respond(std::move(request), [this](const HttpResponse& response) { answers.push_back(response); });
    return said();
  }
  [[nodiscard]] std::string said() const {
    if (answers.empty()) return "nothing yet";
    return std::to_string(answers.back().status) + " " + answers.back().body;
  }
  [[nodiscard]] std::string header(std::string_view name) const {
    for (const auto& [each, value] : answers.back().headers) {
      if (each == name) return value;
    }
    return "";
  }

  std::shared_ptr<gangway::testing::ManualExecutor> executor = gangway::testing::ManualExecutor::make();
  gangway::detail::CurrentExecutor current{executor};
  std::shared_ptr<gangway::detail::ServerContext> context =
      std::make_shared<gangway::detail::ServerContext>();
  std::shared_ptr<gangway::detail::Site> site;
  std::optional<gangway::detail::Host> host;
  std::vector<HttpResponse> answers;
  std::vector<std::string> logged;
};

std::string complaint(Web& web, std::string method, std::string pattern) {
  try {
    web.route(
        std::move(method), std::move(pattern), [](HttpRequest) { return HttpResponse{}; }, {}, "there.cpp:2");
    return "fine";
  } catch (const gangway::StartError& error) {
    return error.what();
  }
}

}  // namespace

TEST_CASE("routes find their requests, the written-out ones first") {
  Web web;
  web.named("GET", "/things/{id}");
  web.named("GET", "/things/new");
  web.named("POST", "/things/{name}");
  web.named("GET", "/things/{id}/parts/{part}");
  web.named("GET", "/");
  CHECK(web.ask("GET", "/things/7") == "200 /things/{id} id=7");
  CHECK(web.ask("GET", "/things/new") == "200 /things/new");
  CHECK(web.ask("POST", "/things/new") == "200 /things/{name} name=new");
  CHECK(web.ask("GET", "/things/a%2Fb/parts/%41") == "200 /things/{id}/parts/{part} id=a/b part=A");
  CHECK(web.ask("HEAD", "/things/7") == "200 /things/{id} id=7");
  CHECK(web.ask("GET", "/") == "200 /");
  CHECK(web.ask("GET", "/things/") == "404 nothing is here\n");
  CHECK(web.ask("GET", "/things/7/") == "404 nothing is here\n");
  CHECK(web.ask("GET", "/healthz") == "200 ok\n");
}

TEST_CASE("another method is told which there are") {
  Web web;
  web.named("GET", "/things/{id}");
  web.named("PUT", "/things/{id}");
  CHECK(web.ask("DELETE", "/things/7") == "405 not with this method\n");
  CHECK(web.header("Allow") == "GET, PUT");
  CHECK(web.ask("OPTIONS", "/things/7") == "204 ");
}

TEST_CASE("two routes for one request are refused with both places") {
  Web web;
  web.named("GET", "/things/{id}");
  const std::string text = complaint(web, "GET", "/things/{name}");
  CHECK(text.find("`GET /things/{name}` (there.cpp:2)") != std::string::npos);
  CHECK(text.find("`GET /things/{id}` (here.cpp:1)") != std::string::npos);
  CHECK(complaint(web, "get", "/x").find("has no method") != std::string::npos);
  CHECK(complaint(web, "GET", "x").find("does not begin") != std::string::npos);
  CHECK(complaint(web, "GET", "/a{b}").find("no whole part") != std::string::npos);
  CHECK(complaint(web, "GET", "/{a}/{a}").find("twice") != std::string::npos);
  CHECK(complaint(web, "GET", "/healthz").find("answers itself") != std::string::npos);
  CHECK(complaint(web, "POST", "/things/{name}") == "fine");
}

TEST_CASE("handlers answer at once, later, or as a coroutine") {
  Web web;
  std::optional<gangway::Ack<HttpResponse>> ack;
  web.route("GET", "/later", [&](HttpRequest) {
    ack.emplace(gangway::deferred<HttpResponse>());
    return ack->reply();
  });
  web.route("GET", "/slowly", [](HttpRequest request) -> Reply<HttpResponse> {
    co_await gangway::sleep_for(std::chrono::milliseconds(50));
    co_return HttpResponse{.body = request.path};
  });
  CHECK(web.ask("GET", "/later") == "nothing yet");
  (*ack)(HttpResponse{.status = 201, .body = "made"});
  web.executor->run_posted();
  CHECK(web.said() == "201 made");
  CHECK(web.ask("GET", "/slowly") == "nothing yet");
  web.executor->advance(std::chrono::milliseconds(50));
  CHECK(web.said() == "200 /slowly");
}

TEST_CASE("what handlers do wrong stays inside") {
  Web web;
  web.route("GET", "/throws", [](HttpRequest) -> Reply<HttpResponse> { throw std::runtime_error("secret"); });
  web.route("GET", "/throws-later", [](HttpRequest) -> Reply<HttpResponse> {
    co_await gangway::sleep_for(std::chrono::milliseconds(1));
    throw std::runtime_error("secret");
  });
  web.route("GET", "/forbidden", [](HttpRequest) -> Reply<HttpResponse> {
    return gangway::Error{gangway::ErrorCode::Forbidden, "members only"};
  });
  web.route("GET", "/drops", [](HttpRequest) { return gangway::deferred<HttpResponse>().reply(); });
  const std::string internal = "500 {\"code\":\"internal\",\"message\":\"internal error\"}\n";
  CHECK(web.ask("GET", "/throws") == internal);
  CHECK(web.logged.back() == "GET /throws: secret");
  CHECK(web.ask("GET", "/throws-later") == "nothing yet");
  web.executor->advance(std::chrono::milliseconds(1));
  CHECK(web.said() == internal);
  CHECK(web.ask("GET", "/forbidden") == "403 {\"code\":\"forbidden\",\"message\":\"members only\"}\n");
  CHECK(web.ask("GET", "/drops") == internal);
}

TEST_CASE("a stopping server waits for answers that are under way and takes no more") {
  Web web;
  std::optional<gangway::Ack<HttpResponse>> ack;
  web.route("GET", "/later", [&](HttpRequest) {
    ack.emplace(gangway::deferred<HttpResponse>());
    return ack->reply();
  });
  web.ask("GET", "/later");
  web.host->begin_drain();
  CHECK_FALSE(web.host->drain(false));
  (*ack)(HttpResponse{.body = "done"});
  web.executor->run_posted();
  CHECK(web.said() == "200 done");
  CHECK(web.host->drain(false));
  CHECK(web.ask("GET", "/later") == "503 the server is going away\n");
  CHECK(web.ask("GET", "/readyz") == "503 draining\n");
  CHECK(web.ask("GET", "/healthz") == "200 ok\n");
}

TEST_CASE("an answer that comes after the server's end is dropped") {
  Web web;
  std::optional<gangway::Ack<HttpResponse>> ack;
  web.route("GET", "/later", [&](HttpRequest) {
    ack.emplace(gangway::deferred<HttpResponse>());
    return ack->reply();
  });
  web.ask("GET", "/later");
  web.host->end();
  (*ack)(HttpResponse{.body = "late"});
  web.executor->run_posted();
  CHECK(web.said() == "nothing yet");
}

TEST_CASE("pages of allowed origins may read a route's answers") {
  Web web;
  const Cors cors{.origins = {"https://app.example"}, .credentials = true, .response_headers = {"X-Total"}};
  web.route(
      "GET", "/things", [](HttpRequest) { return HttpResponse{.body = "all"}; }, cors);
  web.route(
      "POST", "/things", [](HttpRequest) { return HttpResponse{.body = "made"}; }, cors);
  web.route("GET", "/private", [](HttpRequest) { return HttpResponse{.body = "mine"}; });
  const HttpHeaders page{{"Origin", "https://app.example"}};
  const HttpHeaders other{{"Origin", "https://evil.example"}};

  CHECK(web.ask("GET", "/things", page) == "200 all");
  CHECK(web.header("Access-Control-Allow-Origin") == "https://app.example");
  CHECK(web.header("Access-Control-Allow-Credentials") == "true");
  CHECK(web.header("Access-Control-Expose-Headers") == "X-Total");
  CHECK(web.header("Vary") == "Origin");
  web.ask("GET", "/things", other);
  CHECK(web.header("Access-Control-Allow-Origin") == "");
  CHECK(web.header("Vary") == "Origin");
  web.ask("GET", "/private", page);
  CHECK(web.header("Access-Control-Allow-Origin") == "");

  HttpHeaders preflight = page;
  preflight.emplace_back("Access-Control-Request-Method", "POST");
  preflight.emplace_back("Access-Control-Request-Headers", "content-type");
  CHECK(web.ask("OPTIONS", "/things", preflight) == "204 ");
  CHECK(web.header("Access-Control-Allow-Methods") == "GET, POST");
  CHECK(web.header("Access-Control-Allow-Headers") == "content-type");
  preflight[0].second = "https://evil.example";
  CHECK(web.ask("OPTIONS", "/things", preflight).starts_with("403"));
}

TEST_CASE("the server's CORS is that of routes which say nothing else") {
  Web web({.cors = {{.origins = {"*"}}}});
  web.route("GET", "/things", [](HttpRequest) { return HttpResponse{.body = "all"}; });
  web.ask("GET", "/things", {{"Origin", "https://app.example"}});
  CHECK(web.header("Access-Control-Allow-Origin") == "*");
}
