// What the server answers to requests before any session is asked: handshakes, errors, cookies, CORS.
#include <doctest/doctest.h>

#include <set>

#include "kit.h"

using namespace engineio_kit;
using Strings = std::vector<std::string>;

TEST_CASE("the open packet has exactly five keys, in their order") {
  World world;
  const auto opened = world.request("GET", "EIO=4&transport=polling&t=abc123");
  REQUIRE(opened->answers == 1);
  const std::string sid = World::sid_of(opened->body());
  CHECK(sid.size() == 20);
  CHECK(opened->body() == "0{\"sid\":\"" + sid +
                              "\",\"upgrades\":[\"websocket\"],\"pingInterval\":300,\"pingTimeout\":200,"
                              "\"maxPayload\":1000000}");
  CHECK(opened->status() == 200);
  CHECK(opened->answer->content_type == "text/plain; charset=UTF-8");
  CHECK(opened->header("Cache-Control") == "no-store");
  CHECK(opened->header("Set-Cookie").empty());
  CHECK(world.server->size() == 1);
  CHECK(world.app().attached == 1);
}

TEST_CASE("a WebSocket's open packet names no upgrades") {
  World world;
  const auto socket = world.websocket("EIO=4&transport=websocket");
  const auto sent = socket->take();
  REQUIRE(sent.size() == 1);
  CHECK(sent[0] == "0{\"sid\":\"" + World::sid_of(sent[0]) +
                       "\",\"upgrades\":[],\"pingInterval\":300,\"pingTimeout\":200,\"maxPayload\":1000000}");
  CHECK(world.server->size() == 1);
}

TEST_CASE("no upgrades are named where there are none") {
  auto options = quick();
  SUBCASE("as the server wants none") { options.allow_upgrades = false; }
  SUBCASE("as it has no WebSockets") { options.websocket = false; }
  World world(options);
  CHECK(world.request("GET", world.polling)->body().find("\"upgrades\":[]") != std::string::npos);
}

TEST_CASE("session ids are not alike, and begin with the server's prefix") {
  World world(quick(), true, "3.");
  std::set<std::string> seen;
  for (int i = 0; i < 100; ++i) {
    const std::string sid = world.open_polling();
    CHECK(sid.starts_with("3."));
    CHECK(sid.size() == 22);
    seen.insert(sid);
  }
  CHECK(seen.size() == 100);
  CHECK(world.post(*seen.begin(), "4a")->status() == 200);
}

TEST_CASE("requests that make no sense get the reference's codes") {
  World world;
  const auto error = [](int code, const std::string& message) {
    return "{\"code\":" + std::to_string(code) + ",\"message\":\"" + message + "\"}";
  };
  struct Case {
    const char* method;
    const char* query;
    int code;
    const char* message;
  };
  const Case cases[] = {
      {"GET", "EIO=4", 0, "Transport unknown"},
      {"GET", "", 0, "Transport unknown"},
      {"GET", "EIO=4&transport=foo", 0, "Transport unknown"},
      {"GET", "EIO=4&transport=polling&transport=foo", 0, "Transport unknown"},
      {"GET", "EIO=4&transport=polling&sid=nobody", 1, "Session ID unknown"},
      {"POST", "EIO=4&transport=polling&sid=nobody", 1, "Session ID unknown"},
      {"POST", "EIO=4&transport=polling", 2, "Bad handshake method"},
      {"PUT", "EIO=4&transport=polling", 2, "Bad handshake method"},
      {"HEAD", "EIO=4&transport=polling", 2, "Bad handshake method"},
      {"OPTIONS", "EIO=4&transport=polling", 2, "Bad handshake method"},
      {"GET", "EIO=4&transport=websocket", 3, "Bad request"},
      {"GET", "EIO=3&transport=polling", 5, "Unsupported protocol version"},
      {"GET", "EIO=abc&transport=polling", 5, "Unsupported protocol version"},
      {"GET", "transport=polling", 5, "Unsupported protocol version"},
  };
  for (const Case& each : cases) {
    CAPTURE(each.method);
    CAPTURE(each.query);
    const auto sent = world.request(each.method, each.query);
    CHECK(sent->status() == 400);
    CHECK(sent->answer->content_type == "application/json");
    CHECK(sent->body() == error(each.code, each.message));
  }
  CHECK(world.server->size() == 0);

  const std::string sid = world.open_polling();
  CHECK(world.request("GET", "EIO=3&transport=polling&sid=" + sid)->body() == error(3, "Bad request"));
  CHECK(world.request("GET", "EIO=4&transport=websocket&sid=" + sid)->body() == error(3, "Bad request"));
  for (const char* method : {"PUT", "HEAD", "OPTIONS"}) {
    const auto sent = world.request(method, world.polling + "&sid=" + sid);
    CHECK(sent->status() == 500);
    CHECK(sent->body().empty());
  }
  CHECK(world.server->size() == 1);
}

TEST_CASE("an empty sid is none, and a name that comes twice counts last") {
  World world;
  CHECK(world.request("GET", "EIO=3&EIO=4&transport=polling&sid=")->body().starts_with("0{"));
  CHECK(world.request("GET", "transport=polling&EIO=%34")->body().starts_with("0{"));
}

TEST_CASE("upgrades are refused with 400 and text") {
  World world;
  const auto refused = [&](const std::string& query) {
    auto answer = world.upgrade(query);
    REQUIRE(std::holds_alternative<protocol::HttpResponse>(answer));
    return std::get<protocol::HttpResponse>(answer);
  };
  const std::pair<const char*, const char*> cases[] = {
      {"EIO=4&transport=foo", "Transport unknown"},
      {"EIO=4&transport=websocket&sid=nobody", "Session ID unknown"},
      {"EIO=3&transport=websocket", "Unsupported protocol version"},
      {"transport=websocket", "Unsupported protocol version"}};
  for (const auto& [query, message] : cases) {
    CAPTURE(query);
    const auto answer = refused(query);
    CHECK(answer.status == 400);
    CHECK(answer.content_type == "text/html");
    CHECK(answer.body == message);
  }
  world.refuses = protocol::HttpResponse{.status = 403, .body = "go away\n"};
  CHECK(refused("EIO=4&transport=websocket").status == 400);
  CHECK(refused("EIO=4&transport=websocket").body == "go away");
}

TEST_CASE("an upgrade to polling is accepted and closed, as the reference does") {
  World world;
  const auto socket = world.websocket(world.polling);
  CHECK(socket->closed_with() == kNoStatus);
  CHECK(world.apps.empty());
}

TEST_CASE("a server has the transports it was given") {
  auto options = quick();
  SUBCASE("WebSockets only") {
    options.polling = false;
    World world(options);
    CHECK(world.request("GET", world.polling)->body() == R"({"code":0,"message":"Transport unknown"})");
    CHECK(world.websocket("EIO=4&transport=websocket")->take().size() == 1);
  }
  SUBCASE("polling only") {
    options.websocket = false;
    World world(options);
    CHECK(world.request("GET", world.polling)->status() == 200);
    const auto answer = world.upgrade("EIO=4&transport=websocket");
    CHECK(std::get<protocol::HttpResponse>(answer).body == R"({"code":0,"message":"Transport unknown"})");
  }
}

TEST_CASE("whom the application refuses") {
  World world;
  SUBCASE("forbidden, with its message") {
    world.refuses = protocol::HttpResponse{.status = 403, .body = "pages of this origin may not connect\n"};
    const auto sent = world.request("GET", world.polling);
    CHECK(sent->status() == 403);
    CHECK(sent->answer->content_type == "application/json");
    CHECK(sent->body() == R"({"code":4,"message":"pages of this origin may not connect"})");
  }
  SUBCASE("forbidden, without one") {
    world.refuses = protocol::HttpResponse{.status = 403};
    CHECK(world.request("GET", world.polling)->body() == R"({"code":4,"message":"Forbidden"})");
  }
  SUBCASE("with another status, which goes out as it is") {
    world.refuses = protocol::HttpResponse{.status = 503, .body = "going\n"};
    CHECK(world.request("GET", world.polling)->status() == 503);
    CHECK(world.request("GET", world.polling)->body() == "going\n");
    CHECK(std::get<protocol::HttpResponse>(world.upgrade("EIO=4&transport=websocket")).status == 503);
  }
  CHECK(world.server->size() == 0);
}

TEST_CASE("the cookie is set by the handshake alone") {
  auto options = quick();
  options.cookie.emplace();
  SUBCASE("with the reference's defaults") {
    World world(options);
    const auto opened = world.request("GET", world.polling);
    const std::string sid = World::sid_of(opened->body());
    CHECK(opened->header("Set-Cookie") == "io=" + sid + "; Path=/; HttpOnly; SameSite=Lax");
    world.app().say("a");
    const auto next = world.get(sid);
    CHECK(next->body() == "4a");
    CHECK(next->header("Set-Cookie").empty());
  }
  SUBCASE("with all that it may have") {
    *options.cookie = {.name = "node",
                       .path = "/chat",
                       .http_only = false,
                       .same_site = engineio::Cookie::SameSite::None,
                       .secure = true,
                       .max_age = std::chrono::seconds(60)};
    World world(options);
    const auto opened = world.request("GET", world.polling);
    CHECK(opened->header("Set-Cookie") ==
          "node=" + World::sid_of(opened->body()) + "; Max-Age=60; Path=/chat; Secure; SameSite=None");
  }
  SUBCASE("with nothing but its name") {
    options.cookie->path.clear();
    options.cookie->http_only = false;
    options.cookie->same_site = engineio::Cookie::SameSite::Unset;
    World world(options);
    const auto opened = world.request("GET", world.polling);
    CHECK(opened->header("Set-Cookie") == "io=" + World::sid_of(opened->body()));
  }
}

TEST_CASE("every answer has the CORS headers, and OPTIONS is a preflight") {
  auto options = quick();
  options.cors = [](const protocol::HttpRequest& request) -> protocol::Headers {
    return {{"Access-Control-Allow-Origin", std::string(request.header("Origin"))}};
  };
  World world(options);
  const protocol::Headers origin = {{"Origin", "https://page.example"}};
  const auto is_allowed = [](const RequestPtr& sent) {
    return sent->header("Access-Control-Allow-Origin") == "https://page.example";
  };
  const auto preflight = world.request("OPTIONS", world.polling, {}, origin);
  CHECK(preflight->status() == 204);
  CHECK(preflight->body().empty());
  CHECK(is_allowed(preflight));

  const auto opened = world.request("GET", world.polling, {}, origin);
  CHECK(is_allowed(opened));
  const std::string session = world.polling + "&sid=" + World::sid_of(opened->body());
  CHECK(is_allowed(world.request("POST", session, "4a", origin)));
  CHECK(is_allowed(world.request("GET", session, {}, origin)));
  CHECK(is_allowed(world.request("POST", session, std::string(1'000'001, '4'), origin)));
  CHECK(is_allowed(world.request("GET", "EIO=4", {}, origin)));
  const auto too_long = world.server->refuse_body({.method = "POST", .headers = origin});
  CHECK(too_long.status == 413);
  CHECK(too_long.headers == protocol::Headers{{"Access-Control-Allow-Origin", "https://page.example"}});
  CHECK(is_allowed(world.request("GET", "EIO=3&transport=polling", {}, origin)));
}
