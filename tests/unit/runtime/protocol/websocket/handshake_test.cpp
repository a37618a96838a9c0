#include "protocol/websocket/handshake.h"

#include <doctest/doctest.h>

namespace ws = gangway::protocol::websocket;
using gangway::protocol::HttpRequest;

namespace {

HttpRequest good_request() {
  HttpRequest request;
  request.method = "GET";
  request.path = "/chat";
  request.headers = {{"Host", "server.example.com"},
                     {"Upgrade", "websocket"},
                     {"Connection", "keep-alive, Upgrade"},
                     {"Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ=="},
                     {"Sec-WebSocket-Version", "13"}};
  return request;
}

HttpRequest with(std::string_view name, std::string value) {
  HttpRequest request = good_request();
  for (auto& [field, old] : request.headers) {
    if (field == name) old = std::move(value);
  }
  return request;
}

unsigned status_of(const HttpRequest& request) {
  const auto refusal = ws::refuse_upgrade(request);
  return refusal ? refusal->status : 101;
}

}  // namespace

TEST_CASE("the key is answered as in RFC 6455") {
  CHECK(ws::accept_key("dGhlIHNhbXBsZSBub25jZQ==") == "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
}

TEST_CASE("a request that names the protocol wants an upgrade") {
  CHECK(ws::wants_upgrade(good_request()));
  CHECK(ws::wants_upgrade(with("Upgrade", "h2c, WebSocket")));
  CHECK_FALSE(ws::wants_upgrade(with("Upgrade", "h2c")));
  CHECK_FALSE(ws::wants_upgrade(HttpRequest{}));
}

TEST_CASE("only a well-formed upgrade is accepted") {
  CHECK(status_of(good_request()) == 101);
  CHECK(status_of(with("Connection", "UPGRADE")) == 101);
  CHECK(status_of(with("Connection", "close")) == 400);
  for (const char* key :
       {"", "short", "dGhlIHNhbXBsZSBub25jZQ=", "dGhlIHNhbXBsZSBub25jZSE=", "!!!!!!!!!!!!!!!!!!!!!!=="}) {
    CAPTURE(key);
    CHECK(status_of(with("Sec-WebSocket-Key", key)) == 400);
  }
  CHECK(status_of(with("Sec-WebSocket-Version", "")) == 400);
  HttpRequest post = good_request();
  post.method = "POST";
  CHECK(status_of(post) == 400);
  HttpRequest twice = good_request();
  twice.headers.emplace_back("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ==");
  CHECK(status_of(twice) == 400);
}

TEST_CASE("another version is told which one is spoken") {
  const auto refusal = ws::refuse_upgrade(with("Sec-WebSocket-Version", "8"));
  REQUIRE(refusal);
  CHECK(refusal->status == 426);
  CHECK(refusal->headers == gangway::protocol::Headers{{"Sec-WebSocket-Version", "13"}});
}

TEST_CASE("the lines of a list header are joined") {
  HttpRequest request;
  request.headers = {{"Sec-WebSocket-Extensions", "a"}, {"X", "y"}, {"sec-websocket-extensions", "b; c"}};
  CHECK(ws::joined_header(request, "Sec-WebSocket-Extensions") == "a, b; c");
}
