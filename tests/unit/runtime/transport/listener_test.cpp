#include <doctest/doctest.h>
#include <unistd.h>

#include <string>

#include "../../../support/mentions.h"
#include "gangway/server.h"
#include "transport/raw_client.h"
#include "transport/test_server.h"

using gangway::transport::Listener;
using gangway::transport::ListenOptions;
using test::mentions;

namespace {

/// What a listener that cannot be opened says.
std::string complaint(ListenOptions options) {
  gangway::transport::AsioLoop loop;
  test::Journal journal;
  test::EchoHost host(journal, loop);
  try {
    const Listener listener(loop, host, std::move(options));
    return "opened";
  } catch (const gangway::StartError& error) {
    return error.what();
  }
}

}  // namespace

TEST_CASE("port 0 takes a free one") {
  test::TestServer server;
  CHECK(server.port() != 0);
  test::RawClient client(server.port());
  CHECK(mentions(client.send("GET /healthz HTTP/1.1\r\n\r\n").read_response(), "200 OK"));
}

TEST_CASE("a taken port is called by its number") {
  test::TestServer server;
  const std::string text = complaint({.address = "127.0.0.1", .port = server.port()});
  CHECK(mentions(text, "127.0.0.1 port " + std::to_string(server.port())));
  CHECK(mentions(text, "another program listens there"));
}

TEST_CASE("an address that is none, or not ours, is called so") {
  CHECK(mentions(complaint({.address = "localhost", .port = 0}), "not an IPv4 or IPv6 address"));
  CHECK(mentions(complaint({.address = "192.0.2.1", .port = 0}), "is no address of this machine"));
}

TEST_CASE("a privileged port is called so") {
  const std::string text = complaint({.address = "127.0.0.1", .port = 1});
  const bool may_open = text == "opened" || ::geteuid() == 0;
  CHECK((may_open || mentions(text, "privileged")));
}

TEST_CASE("a closed listener accepts no more and keeps its connections") {
  gangway::transport::AsioLoop loop;
  test::Journal journal;
  test::EchoHost host(journal, loop);
  std::optional<Listener> listener(std::in_place, loop, host,
                                   ListenOptions{.address = "127.0.0.1", .port = 0});
  const std::uint16_t port = listener->port();
  std::thread thread([&] { loop.run(); });
  test::RawClient client(port);
  CHECK(mentions(client.send("GET /healthz HTTP/1.1\r\n\r\n").read_response(), "ok"));
  loop.post([&] {
    listener.reset();
    journal.note("closed");
  });
  REQUIRE(journal.wait_for("closed"));
  CHECK(mentions(client.send("GET /healthz HTTP/1.1\r\n\r\n").read_response(), "ok"));
  CHECK(complaint({.address = "127.0.0.1", .port = port}) == "opened");
  loop.stop();
  thread.join();
}
