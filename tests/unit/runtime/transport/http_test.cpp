#include <doctest/doctest.h>

#include <string>

#include "../../../support/mentions.h"
#include "transport/raw_client.h"
#include "transport/test_server.h"

using test::mentions;
using test::RawClient;
using test::TestServer;
using namespace std::chrono_literals;

namespace {

std::string get(std::string_view target) {
  return "GET " + std::string(target) + " HTTP/1.1\r\nHost: x\r\n\r\n";
}

}  // namespace

TEST_CASE("requests are answered one after the other on one connection") {
  TestServer server;
  RawClient client(server.port());
  for (int i = 0; i < 3; ++i) {
    const std::string response = client.send(get("/healthz")).read_response();
    CHECK(response.starts_with("HTTP/1.1 200 OK\r\n"));
    CHECK(mentions(response, "Content-Type: text/plain; charset=utf-8\r\n"));
    CHECK(mentions(response, "Date: "));
    CHECK(response.ends_with("\r\n\r\nok\n"));
  }
  CHECK(client.send(get("/none")).read_response().starts_with("HTTP/1.1 404 "));
}

TEST_CASE("pipelined requests are answered in order, also around one answered later") {
  TestServer server;
  RawClient client(server.port());
  std::string all;
  for (int i = 0; i < 200; ++i) all += get("/mirror?" + std::to_string(i));
  client.send(all + get("/later") + get("/healthz"));
  for (int i = 0; i < 200; ++i) {
    CHECK(client.read_response().ends_with("\r\n\r\nGET " + std::to_string(i) + " "));
  }
  CHECK(client.read_response().ends_with("later\n"));
  CHECK(client.read_response().ends_with("ok\n"));
}

TEST_CASE("a request may come byte by byte") {
  TestServer server;
  RawClient client(server.port());
  for (const char c : get("/healthz")) client.send(std::string(1, c));
  CHECK(client.read_response().ends_with("ok\n"));
}

TEST_CASE("bodies come with a length or in chunks") {
  TestServer server;
  RawClient client(server.port());
  client.send("POST /mirror HTTP/1.1\r\nContent-Length: 5\r\n\r\nhello");
  CHECK(client.read_response().ends_with("POST  hello"));
  client.send("POST /mirror HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nhel\r\n2\r\nlo\r\n0\r\n\r\n");
  CHECK(client.read_response().ends_with("POST  hello"));
  client.send("POST /mirror HTTP/1.1\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\n");
  CHECK(client.read_until("\r\n\r\n") == "HTTP/1.1 100 Continue\r\n\r\n");
  CHECK(client.send("hi").read_response().ends_with("POST  hi"));
}

TEST_CASE("HEAD is answered as GET without the body") {
  TestServer server;
  RawClient client(server.port());
  const std::string head = client.send("HEAD /healthz HTTP/1.1\r\n\r\n").read_response(true);
  CHECK(head.starts_with("HTTP/1.1 200 "));
  CHECK(mentions(head, "Content-Length: 3\r\n"));
  CHECK(client.send(get("/healthz")).read_response().ends_with("ok\n"));
}

TEST_CASE("no answer without content has a length") {
  TestServer server;
  RawClient client(server.port());
  const std::string empty = client.send(get("/empty")).read_until("\r\n\r\n");
  CHECK(empty.starts_with("HTTP/1.1 204 "));
  CHECK_FALSE(mentions(empty, "Content-Length"));
}

TEST_CASE("a header with a line break in it is left out") {
  TestServer server;
  RawClient client(server.port());
  const std::string response = client.send(get("/headers")).read_response();
  CHECK(mentions(response, "X-Good: yes"));
  CHECK_FALSE(mentions(response, "X-Injected"));
}

TEST_CASE("the connection ends when the client wants it to") {
  TestServer server;
  RawClient closing(server.port());
  const std::string response =
      closing.send("GET /healthz HTTP/1.1\r\nConnection: close\r\n\r\n").read_to_end();
  CHECK(mentions(response, "Connection: close\r\n"));
  CHECK(response.ends_with("ok\n"));
  RawClient old(server.port());
  CHECK(old.send("GET /healthz HTTP/1.0\r\n\r\n").read_to_end().ends_with("ok\n"));
}

TEST_CASE("a client that ended its side still gets its answers") {
  TestServer server;
  for (const char* target : {"/healthz", "/later", "/big"}) {
    RawClient client(server.port());
    const std::string response = client.send(get(target)).end_sending().read_to_end();
    CHECK(response.starts_with("HTTP/1.1 200 OK"));
    if (std::string_view(target) == "/big") CHECK(response.size() > 4U << 20);
  }
}

TEST_CASE("what is no request is answered 400 and ended") {
  TestServer server;
  for (const char* bytes :
       {"garbage\r\n\r\n", "GET\r\n\r\n", "GET / HTTP/9.9\r\n\r\n", "\x16\x03\x01\x02",
        "GET /%zz HTTP/1.1\r\n\r\n", "GET * HTTP/1.1\r\n\r\n", "GET / HTTP/1.1\r\nContent-Length: x\r\n\r\n",
        "GET / HTTP/1.1\r\n bad\r\n\r\n"}) {
    CAPTURE(bytes);
    RawClient client(server.port());
    CHECK(client.send(bytes).read_to_end().starts_with("HTTP/1.1 400 Bad Request"));
  }
}

TEST_CASE("headers and bodies beyond their limits are refused") {
  TestServer server;
  const std::string fits(7000, 'x');
  const std::string large(9000, 'x');
  RawClient within(server.port());
  CHECK(within.send("GET /healthz HTTP/1.1\r\nX: " + fits + "\r\n\r\n")
            .read_response()
            .starts_with("HTTP/1.1 200 "));
  RawClient beyond(server.port());
  CHECK(beyond.send("GET /healthz HTTP/1.1\r\nX: " + large + "\r\n\r\n")
            .read_to_end()
            .starts_with("HTTP/1.1 431 "));
  RawClient body(server.port());
  CHECK(body.send("POST /mirror HTTP/1.1\r\nContent-Length: 10000000\r\n\r\n")
            .read_to_end()
            .starts_with("HTTP/1.1 413 "));
}

TEST_CASE("a slow request is told so, a silent connection just ended") {
  TestServer server({.request_timeout = 50ms});
  RawClient slow(server.port());
  CHECK(slow.send("GET /healthz HTTP/1.1\r\nX").read_to_end().starts_with("HTTP/1.1 408 "));
  RawClient silent(server.port());
  CHECK(silent.ended());
  RawClient idle(server.port());
  CHECK(idle.send(get("/healthz")).read_response().ends_with("ok\n"));
  CHECK(idle.ended());
}

TEST_CASE("a large answer goes to a slow reader") {
  TestServer server;
  RawClient client(server.port());
  client.send(get("/big") + get("/healthz"));
  CHECK(client.read_response().size() > 4U << 20);
  CHECK(client.read_response().ends_with("ok\n"));
}

TEST_CASE("upgrades are refused with a reason") {
  TestServer server;
  CHECK(RawClient(server.port()).upgrade("/none").starts_with("HTTP/1.1 404 "));
  CHECK(RawClient(server.port()).upgrade("/forbidden").starts_with("HTTP/1.1 403 "));
  CHECK(RawClient(server.port())
            .upgrade("/echo", "Sec-WebSocket-Key: second\r\n")
            .starts_with("HTTP/1.1 400 "));
  RawClient version(server.port());
  version.send(
      "GET /echo HTTP/1.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 7\r\n"
      "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n");
  const std::string response = version.read_response();
  CHECK(response.starts_with("HTTP/1.1 426 "));
  CHECK(mentions(response, "Sec-WebSocket-Version: 13"));
  CHECK(version.upgrade().starts_with("HTTP/1.1 101 "));
}

TEST_CASE("an upgrade names what was agreed on") {
  TestServer server;
  const std::string plain = RawClient(server.port()).upgrade();
  CHECK(mentions(plain, "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n"));
  CHECK_FALSE(mentions(plain, "Sec-WebSocket-Protocol"));
  CHECK_FALSE(mentions(plain, "Sec-WebSocket-Extensions"));
  const std::string full =
      RawClient(server.port())
          .upgrade("/echo?deflate",
                   "Sec-WebSocket-Protocol: echo.v1\r\n"
                   "Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits\r\n");
  CHECK(mentions(full, "Sec-WebSocket-Protocol: echo.v1\r\n"));
  CHECK(mentions(full, "Sec-WebSocket-Extensions: permessage-deflate\r\n"));
  CHECK_FALSE(
      mentions(RawClient(server.port()).upgrade("/echo", "Sec-WebSocket-Extensions: permessage-deflate\r\n"),
               "Sec-WebSocket-Extensions"));
}
