#include <csignal>
#include <filesystem>

#include "../../../support/tls_client.h"
#include "running_server.h"

using namespace test::hall;
using gangway::testing::CertificateFolder;
using gangway::testing::TlsClient;
using test::RawClient;

namespace {

std::uint16_t port_of(const std::string& address) {
  return static_cast<std::uint16_t>(std::stoul(address.substr(address.rfind(':') + 1)));
}

/// What a server with these options, and both gateways where `annexe` says so, says when it starts.
std::string complaint(const gangway::ServerOptions& options, bool annexe = false) {
  try {
    Attic attic;
    Running running(options);
    running.server.serve(Hall{.root = running.speakers});
    if (annexe) running.server.serve(Annexe{.root = attic});
    running.server.listen();
    return "started";
  } catch (const gangway::StartError& error) {
    return error.what();
  }
}

}  // namespace

TEST_CASE("one server listens to a port, to TLS and to a Unix socket, and all meet in it") {
  const CertificateFolder certificates;
  certificates.make("hall.example");
  const std::string path = (certificates.path() / "hall.sock").string();
  Running running({.listen = {gangway::TcpListener{0, "127.0.0.1"}, gangway::TlsListener{0, "127.0.0.1", {}},
                              gangway::UnixListener{path}},
                   .tls = {{certificates.certificate(), certificates.key()}}});
  running.start();
  const auto addresses = running.server.addresses();
  REQUIRE(addresses.size() == 3);
  CHECK(addresses[0] == "http://127.0.0.1:" + std::to_string(running.server.port()));
  CHECK(addresses[1].starts_with("https://127.0.0.1:"));
  CHECK(addresses[2] == "unix:" + path);

  RawClient plain(running.server.port());
  TlsClient tls(port_of(addresses[1]));
  RawClient local(path);
  enter(plain);
  enter(tls);
  enter(local);
  tls.send(frame(R"({"ns":"/","event":"say","data":{"text":"hello"}})"));
  CHECK(mentions(until(plain, "said"), "hello"));
  CHECK(mentions(until(local, "said"), "hello"));
}

TEST_CASE("certificates are reloaded by a call and by SIGHUP") {
  const CertificateFolder certificates;
  certificates.make("first.example");
  Running running({.tls = {{certificates.certificate(), certificates.key()}}, .handle_signals = true});
  running.start();
  CHECK(running.server.addresses()[0].starts_with("https://"));
  const auto name = [&] { return TlsClient(running.server.port()).server_name(); };
  CHECK(name() == "first.example");

  certificates.make("second.example");
  CHECK(running.server.reload_certificates());
  CHECK(name() == "second.example");

  certificates.spoil("nonsense");
  CHECK_FALSE(running.server.reload_certificates());
  CHECK(name() == "second.example");
  CHECK(mentions(running.logged(), "cert.pem` cannot be used"));
  CHECK(mentions(running.logged(), "the one before it stays in use"));

  certificates.make("third.example");
  std::raise(SIGHUP);
  CHECK(eventually([&] { return name() == "third.example"; }));
}

TEST_CASE("a gateway with a port of its own is served there, and nobody else") {
  Attic attic;
  Running running({.gateways = {{"Annexe", {.port = 0}}}});
  running.server.serve(Annexe{.root = attic});
  running.start();
  const auto addresses = running.server.addresses();
  REQUIRE(addresses.size() == 2);
  RawClient hall(port_of(addresses[0]));
  RawClient annexe(port_of(addresses[1]));
  enter(hall);
  enter(annexe);
  CHECK(mentions(until(annexe.send(frame(R"({"event":"name","id":1})")), "id"), "annexe"));
  CHECK(mentions(until(hall.send(frame(R"({"event":"name","id":1})")), "id"), "unknown_event"));
}

TEST_CASE("a port that nobody asked for is not opened where all gateways have their own") {
  Attic attic;
  gangway::ServerOptions options{
      .address = "127.0.0.1", .gateways = {{"Annexe", {.port = 0}}}, .environment = false};
  gangway::Server server(options);
  server.serve(Annexe{.root = attic});
  server.listen();
  CHECK(server.addresses().size() == 1);
}

TEST_CASE("what collides is refused at the start, with both places") {
  const std::string twice =
      complaint({.listen = {gangway::TcpListener{9, "127.0.0.1"}, gangway::TlsListener{9, "0.0.0.0"}}});
  CHECK(mentions(twice, "`listen[0]` (code) and `listen[1]` (code) both listen on https://0.0.0.0:9"));
  CHECK(
      mentions(complaint({.listen = {gangway::UnixListener{"/x"}, gangway::UnixListener{"/x"}}}), "unix:/x"));

  // Both gateways have one path: fine on two ports, refused on one.
  CHECK(complaint({.gateways = {{"Annexe", {.port = 0}}}}, true) == "started");
  const std::string on_one = complaint(
      {.listen = {gangway::TcpListener{9, "127.0.0.1"}}, .gateways = {{"Annexe", {.port = 9}}}}, true);
  CHECK(mentions(on_one, "`Hall` (hall.gw:6)"));
  CHECK(mentions(on_one, "`Annexe` (hall.gw:17)"));
  CHECK(mentions(on_one, "both have the path `/hall`"));

  Running taken;
  taken.start();
  CHECK(mentions(complaint({.port = taken.server.port()}), "`port` (code): cannot listen on 127.0.0.1 port"));
  CHECK(mentions(complaint({.gateways = {{"Hal", {.port = 0}}}}),
                 "`Hal`, which is not served; the nearest is `Hall`"));
  CHECK(mentions(complaint({.listen = {gangway::TlsListener{0, "127.0.0.1"}}}),
                 "`listen[0]` (code) speaks TLS and has no certificate"));
  CHECK(mentions(complaint({.tls = {{"/no/cert.pem", "/no/key.pem"}}}), "/no/cert.pem"));
}

TEST_CASE("pages connect from the schema's origins, before the upgrade is agreed to") {
  Running running;
  running.start();
  RawClient good(running.server.port());
  CHECK(mentions(
      good.upgrade("/hall", "Origin: https://hall.example\r\nSec-WebSocket-Protocol: gangway.v1\r\n"),
      "101"));
  RawClient evil(running.server.port());
  CHECK(mentions(
      evil.upgrade("/hall", "Origin: https://evil.example\r\nSec-WebSocket-Protocol: gangway.v1\r\n"),
      "403"));
}

TEST_CASE("the compression of all connections has one budget") {
  Running running({.limits = {.deflate_bytes = 700 * 1024}, .compression = true});
  running.start();
  const std::string offer =
      "Sec-WebSocket-Protocol: gangway.v1\r\nSec-WebSocket-Extensions: permessage-deflate\r\n";
  auto first = std::make_unique<RawClient>(running.server.port());
  RawClient second(running.server.port());
  RawClient third(running.server.port());
  CHECK(mentions(first->upgrade("/hall", offer), "permessage-deflate"));
  CHECK(mentions(second.upgrade("/hall", offer), "permessage-deflate"));
  const std::string beyond = third.upgrade("/hall", offer);
  CHECK(mentions(beyond, "101"));
  CHECK_FALSE(mentions(beyond, "permessage-deflate"));
  first.reset();
  CHECK(eventually([&] {
    RawClient next(running.server.port());
    return mentions(next.upgrade("/hall", offer), "permessage-deflate");
  }));
}
