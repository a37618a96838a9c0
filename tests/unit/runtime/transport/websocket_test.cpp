#include <doctest/doctest.h>

#include <string>

#include "protocol/websocket/frames.h"
#include "transport/raw_client.h"
#include "transport/test_server.h"

// Frames made by hand, so that they can be wrong. Beast's client speaks in beast_client_test.cpp.

using test::close_frame;
using test::frame;
using test::part;
using test::RawClient;
using test::TestServer;
using namespace std::chrono_literals;

namespace {

/// A server's frame with a short payload.
std::string plain(unsigned opcode, std::string_view payload) {
  return std::string{static_cast<char>(0x80 | opcode), static_cast<char>(payload.size())}.append(payload);
}

std::string plain_close(unsigned code, std::string_view reason = {}) {
  return plain(test::kClose,
               std::string{static_cast<char>(code >> 8), static_cast<char>(code)}.append(reason));
}

}  // namespace

TEST_CASE("frames behind the upgrade, in the same packet, are handled") {
  TestServer server;
  RawClient client(server.port());
  client.send(
      "GET /echo HTTP/1.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
      "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n" +
      frame(test::kText, "early") + frame(test::kBinary, "bird"));
  CHECK(client.read_until("\r\n\r\n").starts_with("HTTP/1.1 101 "));
  CHECK(client.read_exactly(7 + 6) == plain(test::kText, "early") + plain(test::kBinary, "bird"));
}

TEST_CASE("many frames in one write are all answered, in order") {
  TestServer server;
  RawClient client(server.port());
  client.upgrade();
  std::string sent;
  std::string expected;
  for (int i = 0; i < 5000; ++i) {
    sent += frame(test::kText, std::to_string(i));
    expected += plain(test::kText, std::to_string(i));
  }
  client.send(sent);
  CHECK(client.read_exactly(expected.size()) == expected);
}

TEST_CASE("a frame may come byte by byte") {
  TestServer server;
  RawClient client(server.port());
  client.upgrade();
  for (const char c : part(test::kText, "he") + frame(test::kPing, "p") + frame(test::kContinuation, "llo")) {
    client.send(std::string(1, c));
  }
  CHECK(client.read_exactly(3 + 7) == plain(test::kPong, "p") + plain(test::kText, "hello"));
}

TEST_CASE("a peer's close is answered with its code") {
  TestServer server;
  RawClient client(server.port());
  client.upgrade();
  CHECK(client.send(frame(test::kText, "x") + close_frame(3123, "bye")).read_to_end() ==
        plain(test::kText, "x") + plain_close(3123));
  CHECK(server.journal.wait_for("closed clean by peer 3123 bye"));
  RawClient silent(server.port());
  silent.upgrade();
  CHECK(silent.send(frame(test::kClose, "")).read_to_end() == plain(test::kClose, ""));
  CHECK(server.journal.wait_for("closed clean by peer 1005"));
}

TEST_CASE("a violation is answered with its code, and nothing after it is handled") {
  const std::pair<std::string, unsigned> cases[] = {
      {frame(3, ""), 1002},
      {frame(test::kText, "\xFF"), 1007},
      {frame(test::kBinary, std::string((8U << 20) + 1, 'x')), 1009},
      {std::string("\x81\x01x"), 1002},
      {frame(test::kClose, "x"), 1002}};
  for (const auto& [bytes, code] : cases) {
    CAPTURE(code);
    TestServer server;
    RawClient client(server.port());
    client.upgrade();
    const std::string answer = client.send(bytes + frame(test::kText, "never")).read_to_end();
    REQUIRE(answer.size() >= 4);
    CHECK(answer.substr(2, 2) == std::string{static_cast<char>(code >> 8), static_cast<char>(code)});
    CHECK(answer.find("never") == std::string::npos);
    CHECK(server.journal.wait_for("closed violation by us " + std::to_string(code) + " " + answer.substr(4)));
    CHECK(server.journal.count("closed") == 1);
  }
}

TEST_CASE("our close waits for the peer's") {
  TestServer server;
  RawClient client(server.port());
  client.upgrade();
  client.send(frame(test::kText, "close twice"));
  CHECK(client.read_exactly(4 + 5) == plain_close(4001, "first"));
  client.send(frame(test::kText, "late") + close_frame(4001));
  CHECK(client.read_to_end().empty());
  CHECK(server.journal.wait_for("closed clean by us 4001"));
  CHECK(server.journal.count("closed") == 1);
}

TEST_CASE("a peer that does not answer our close is dropped in time") {
  TestServer server({.close_timeout = 50ms});
  RawClient client(server.port());
  client.upgrade();
  client.send(frame(test::kText, "close"));
  CHECK(client.read_to_end() == plain_close(4001, "asked for"));
  CHECK(server.journal.wait_for("closed lost by us 1006"));
}

TEST_CASE("a peer that leaves without a word is lost, once") {
  TestServer server;
  {
    RawClient client(server.port());
    client.upgrade();
    client.send(frame(test::kText, "x").substr(0, 3));
  }
  CHECK(server.journal.wait_for("closed lost by peer 1006"));
  RawClient half(server.port());
  half.upgrade();
  half.end_sending();
  CHECK(half.read_to_end().empty());
  CHECK(server.journal.wait_for("closed lost by peer 1006", 2));
}

TEST_CASE("pings go both ways") {
  TestServer server;
  RawClient client(server.port());
  client.upgrade();
  CHECK(client.send(frame(test::kText, "ping me")).read_exactly(2) == plain(test::kPing, ""));
  client.send(frame(test::kPong, ""));
  CHECK(server.journal.wait_for("pong"));
}

TEST_CASE("a message that is taken back leaves nothing behind") {
  TestServer server;
  RawClient client(server.port());
  client.upgrade();
  CHECK(client.send(frame(test::kText, "cancel")).read_exactly(7) == plain(test::kText, "after"));
}

TEST_CASE("shared messages keep their place between others") {
  TestServer server;
  RawClient client(server.port());
  client.upgrade();
  std::string expected;
  for (int i = 0; i < 100; ++i) {
    expected += plain(test::kText, std::to_string(i)) + "\x82\x7E\x13\x88" + std::string(5000, 's') +
                plain(test::kText, "small");
  }
  CHECK(client.send(frame(test::kText, "shared")).read_exactly(expected.size()) == expected);
}

TEST_CASE("a slow reader gets everything, and the session is told when it has") {
  TestServer server;
  RawClient client(server.port());
  client.upgrade();
  client.send(frame(test::kText, "flood"));
  REQUIRE(server.journal.wait_for("queued"));
  std::size_t total = 0;
  for (int i = 0; i < 32; ++i) {
    const std::string message = client.read_exactly(10 + (1 << 20));
    REQUIRE(message.size() == 10 + (1 << 20));
    CHECK(message.back() == static_cast<char>('a' + i % 26));
    total += message.size();
  }
  CHECK(total == 32U * (10 + (1 << 20)));
  CHECK(server.journal.wait_for("drained"));
}

TEST_CASE("a reader that stops for good is dropped when it is closed") {
  TestServer server({.close_timeout = 50ms});
  RawClient client(server.port());
  client.upgrade();
  client.send(frame(test::kText, "flood") + frame(test::kText, "close"));
  CHECK(server.journal.wait_for("closed lost by us 1006"));
}

TEST_CASE("garbage and half frames do no harm") {
  TestServer server;
  for (int round = 0; round < 20; ++round) {
    RawClient client(server.port());
    client.upgrade();
    std::string bytes;
    for (int i = 0; i < 300; ++i) bytes += static_cast<char>((i * 131 + round * 17) >> 3);
    client.send(bytes);
  }
  RawClient client(server.port());
  client.upgrade();
  CHECK(client.send(frame(test::kText, "fine")).read_exactly(6) == plain(test::kText, "fine"));
}
