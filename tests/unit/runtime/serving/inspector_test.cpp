#include <nlohmann/json.hpp>

#include "inspector/access.h"
#include "running_server.h"

using namespace test::hall;
using test::RawClient;

namespace {

std::string get(const Running& running, const std::string& path,
                const std::string& more = "Host: localhost\r\n") {
  RawClient client(running.server.port());
  client.send("GET " + path + " HTTP/1.1\r\n" + more + "Connection: close\r\n\r\n");
  return client.read_to_end();
}

std::string complaint(const std::string& path, bool twice = false) {
  try {
    gangway::Server server(
        {.port = 0, .environment = false, .log = [](gangway::LogLevel, std::string_view) {}});
    server.inspector(path);
    if (twice) server.inspector(path);
    return "fine";
  } catch (const gangway::StartError& error) {
    return error.what();
  }
}

bool from_here(std::string address, gangway::HttpHeaders headers) {
  return gangway::detail::is_from_here({.headers = std::move(headers), .remote_address = std::move(address)});
}

}  // namespace

TEST_CASE("the inspector is off unless it is called for") {
  Running running;
  running.start();
  CHECK(mentions(get(running, "/inspector/"), "404"));
  CHECK(mentions(get(running, "/inspector/schema.json"), "404"));
  CHECK_FALSE(mentions(running.logged(), "inspector"));
}

TEST_CASE("the inspector's page asks nobody but its server and is in nobody's frame") {
  Running running({.cors = gangway::Cors{.origins = {"*"}}});
  running.server.inspector();
  running.start();
  CHECK(mentions(running.logged(), "the inspector is on at /inspector, for this machine alone"));

  const std::string moved = get(running, "/inspector");
  CHECK(mentions(moved, "308"));
  CHECK(mentions(moved, "Location: inspector/\r\n"));
  for (const char* file : {"", "app.js", "inspector.css", "schema.json"}) {
    CAPTURE(file);
    const std::string answer =
        get(running, std::string("/inspector/") + file, "Host: localhost:9\r\nOrigin: https://a.example\r\n");
    CHECK(mentions(answer, "HTTP/1.1 200"));
    CHECK(
        mentions(answer,
                 "default-src 'none'; script-src 'self'; style-src 'self'; img-src data:; connect-src 'self' "
                 "ws://localhost:9 wss://localhost:9; base-uri 'none'; form-action 'none'; frame-ancestors "
                 "'none'\r\n"));
    CHECK(mentions(answer, "X-Frame-Options: DENY\r\n"));
    CHECK(mentions(answer, "Cache-Control: no-store\r\n"));
    CHECK_FALSE(mentions(answer, "Access-Control-Allow-Origin"));
  }
  CHECK(mentions(get(running, "/inspector/other.js"), "404"));
  CHECK(mentions(get(running, "/inspector/embed.cmake"), "404"));
}

TEST_CASE("the inspector knows gateways and namespaces also of what was generated without its description") {
  Attic attic;
  Running running({.gateways = {{"Annexe", {.port = 0}}}});
  running.server.serve(Annexe{.root = attic});
  running.server.inspector("/look");
  running.start();
  const std::string answer = get(running, "/look/schema.json");
  const auto json = nlohmann::json::parse(answer.substr(answer.find("\r\n\r\n") + 4));
  REQUIRE(json["gateways"].size() == 2);
  const auto hall = json["gateways"][0]["name"] == "Hall" ? json["gateways"][0] : json["gateways"][1];
  CHECK(hall["path"] == "/hall");
  CHECK(hall["port"].is_null());
  CHECK(hall["websocket"] == true);
  CHECK(hall["namespaces"] == nlohmann::json::parse(R"([{"name":"root","path":"/"}])"));
  CHECK(hall["description"].is_null());
}

TEST_CASE("the inspector answers this machine alone, unless told otherwise") {
  Running running;
  running.server.inspector();
  running.server.inspector("/open", {.remote = true});
  running.start();
  CHECK(mentions(running.logged(), "the inspector is on at /open, for everybody who reaches this server"));
  for (const char* path : {"/inspector", "/inspector/", "/inspector/app.js", "/inspector/schema.json"}) {
    CAPTURE(path);
    CHECK(mentions(get(running, path, "Host: rebound.example\r\n"), "403"));
    CHECK(mentions(get(running, path, "Host: localhost\r\nX-Forwarded-For: 192.0.2.1\r\n"), "403"));
  }
  CHECK(mentions(get(running, "/open/", "Host: hall.example\r\n"), "200"));
  // A gateway with a port of its own may be connected to there.
  Attic attic;
  Running two({.gateways = {{"Annexe", {.port = 0}}}});
  two.server.serve(Annexe{.root = attic});
  two.server.inspector("/open", {.remote = true});
  two.start();
  const std::string own = two.server.addresses().back().substr(std::string("http://127.0.0.1").size());
  CHECK(mentions(get(two, "/open/", "Host: [::1]:7\r\n"),
                 " ws://[::1]:7 wss://[::1]:7 ws://[::1]" + own + " wss://[::1]" + own + ";"));
  CHECK(mentions(get(two, "/open/", "Host: here\r\n"), " ws://here wss://here ws://here" + own + " "));
  // What is no host does not get into the policy.
  CHECK_FALSE(mentions(get(running, "/open/", "Host: a;script-src *\r\n"), "script-src *"));
}

TEST_CASE("what is from this machine and what is not") {
  CHECK(from_here("127.0.0.1:51234", {{"Host", "localhost:8080"}}));
  CHECK(from_here("127.4.5.6:1", {{"Host", "127.0.0.1"}}));
  CHECK(from_here("[::1]:51234", {{"Host", "[::1]:8080"}}));
  CHECK(from_here("127.0.0.1:1", {{"Host", "App.LOCALHOST:80"}}));
  CHECK_FALSE(from_here("192.0.2.1:51234", {{"Host", "localhost"}}));
  CHECK_FALSE(from_here("[2001:db8::1]:5", {{"Host", "localhost"}}));
  CHECK_FALSE(from_here("unix", {{"Host", "localhost"}}));
  CHECK_FALSE(from_here("127.0.0.1:1", {}));
  CHECK_FALSE(from_here("127.0.0.1:1", {{"Host", "127.0.0.1.example"}}));
  CHECK_FALSE(from_here("127.0.0.1:1", {{"Host", "notlocalhost"}}));
  CHECK_FALSE(from_here("127.0.0.1:1", {{"Host", "localhost"}, {"Forwarded", "for=192.0.2.1"}}));
}

TEST_CASE("where the inspector cannot be is told") {
  CHECK(complaint("/inspector") == "fine");
  for (const char* path : {"", "/", "inspector", "/inspector/", "/{any}"}) {
    CAPTURE(path);
    CHECK(mentions(complaint(path), "write it like `/inspector`"));
  }
  CHECK(mentions(complaint("/inspector", true), "answers what"));
}
