#include <doctest/doctest.h>
#include <openssl/tls1.h>

#include <string>

#include "../../../support/mentions.h"
#include "../../../support/tls_client.h"
#include "gangway/server.h"
#include "transport/raw_client.h"
#include "transport/test_server.h"

using gangway::testing::CertificateFolder;
using gangway::testing::TlsClient;
using gangway::transport::TlsContext;
using test::mentions;

namespace {

constexpr std::string_view kUpgrade =
    "GET /echo HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: "
    "13\r\n"
    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";

struct TlsServer {
  TlsServer() {
    certificates.make("first.example");
    context = std::make_shared<TlsContext>(gangway::TlsFiles{certificates.certificate(), certificates.key()});
    auto options = test::TestServer::listen_options({.request_timeout = std::chrono::milliseconds(500)});
    options.tls = context;
    server.emplace(std::move(options));
  }

  CertificateFolder certificates;
  std::shared_ptr<TlsContext> context;
  std::optional<test::TestServer> server;
};

/// A client's frame of a text of less than 126 bytes, masked with zeros.
std::string frame(std::string_view text) {
  std::string bytes{static_cast<char>(0x81), static_cast<char>(0x80 | text.size()), 0, 0, 0, 0};
  return bytes.append(text);
}

}  // namespace

TEST_CASE("HTTP and WebSockets over TLS 1.2 and 1.3, nothing older") {
  TlsServer tls;
  for (const int version : {TLS1_2_VERSION, TLS1_3_VERSION}) {
    TlsClient client(tls.server->port(), version);
    REQUIRE(client.connected());
    CHECK(client.version() == (version == TLS1_2_VERSION ? "TLSv1.2" : "TLSv1.3"));
    CHECK(client.server_name() == "first.example");
    CHECK(mentions(client.send("GET /healthz HTTP/1.1\r\n\r\n").read_until("ok\n"), "200 OK"));
    CHECK(mentions(client.send(kUpgrade).read_until("\r\n\r\n"), "101"));
    CHECK(client.send(frame("hello")).read_exactly(7) == std::string("\x81\x05hello", 7));
  }
  CHECK_FALSE(TlsClient(tls.server->port(), TLS1_1_VERSION).connected());
}

TEST_CASE("more than a socket takes at once arrives whole, in small records and large ones") {
  TlsServer tls;
  TlsClient client(tls.server->port());
  REQUIRE(client.connected());
  client.send(kUpgrade).read_until("\r\n\r\n");
  client.send(frame("flood"));
  REQUIRE(tls.server->journal.wait_for("queued"));
  for (int i = 0; i < 32; ++i) {
    const std::string header = client.read_exactly(10);
    REQUIRE(header.size() == 10);
    REQUIRE(static_cast<unsigned char>(header[1]) == 127);
    CHECK(client.read_exactly(1 << 20) == std::string(1 << 20, static_cast<char>('a' + i % 26)));
  }
  client.send(frame("shared"));
  std::string expected;
  for (int i = 0; i < 100; ++i) {
    const std::string number = std::to_string(i);
    expected += std::string("\x81") + static_cast<char>(number.size()) + number;
    expected += std::string("\x82\x7e\x13\x88", 4) + std::string(5000, 's');
    expected += std::string("\x81\x05small", 7);
  }
  CHECK(client.read_exactly(expected.size()) == expected);
}

TEST_CASE("a client's large message over TLS is read whole") {
  TlsServer tls;
  TlsClient client(tls.server->port());
  client.send(kUpgrade).read_until("\r\n\r\n");
  const std::string body(3U << 20, 'm');
  std::string message{
      static_cast<char>(0x82), static_cast<char>(0xff), 0, 0, 0, 0, 0, 0x30, 0, 0, 0, 0, 0, 0};
  client.send(message.append(body));
  CHECK(client.read_exactly(10).size() == 10);
  CHECK(client.read_exactly(body.size()) == body);
}

TEST_CASE("a closed connection ends with TLS's own end") {
  TlsServer tls;
  TlsClient client(tls.server->port());
  client.send("GET /big HTTP/1.1\r\nConnection: close\r\n\r\n");
  CHECK(client.read_to_end().size() > 4U << 20);
  CHECK(client.ended_well());
}

TEST_CASE("a client that ends its side still gets its answer") {
  TlsServer tls;
  TlsClient client(tls.server->port());
  client.send("GET /later HTTP/1.1\r\n\r\n");
  client.end_sending();
  CHECK(mentions(client.read_to_end(), "later"));
}

TEST_CASE("who does not speak TLS, or not to the end, is let go") {
  TlsServer tls;
  test::RawClient plain(tls.server->port());
  CHECK(plain.send("GET /healthz HTTP/1.1\r\n\r\n").read_to_end().find("200") == std::string::npos);
  test::RawClient slow(tls.server->port());
  slow.send(std::string("\x16\x03\x01", 3));  // the begin of a handshake
  CHECK(slow.ended());
  TlsClient good(tls.server->port());
  CHECK(good.connected());
}

TEST_CASE("a certificate is read again without touching the connections that are there") {
  TlsServer tls;
  TlsClient before(tls.server->port());
  REQUIRE(before.connected());
  before.send(kUpgrade).read_until("\r\n\r\n");

  tls.certificates.make("second.example");
  CHECK_FALSE(tls.context->reload());
  TlsClient after(tls.server->port());
  CHECK(after.server_name() == "second.example");
  CHECK(before.server_name() == "first.example");
  CHECK(before.send(frame("still")).read_exactly(7) == std::string("\x81\x05still", 7));

  SUBCASE("a broken one is refused, and the one before it stays") {
    tls.certificates.spoil("-----BEGIN CERTIFICATE-----\nnonsense\n-----END CERTIFICATE-----\n");
    const auto complaint = tls.context->reload();
    REQUIRE(complaint);
    CHECK(mentions(*complaint, "cert.pem"));
    CHECK(TlsClient(tls.server->port()).server_name() == "second.example");
  }
  SUBCASE("a key that does not fit as well") {
    const std::string certificate = tls.certificates.certificate();
    std::filesystem::copy_file(certificate, certificate + ".old");
    tls.certificates.make("third.example");
    std::filesystem::rename(certificate + ".old", certificate);
    const auto complaint = tls.context->reload();
    REQUIRE(complaint);
    CHECK(mentions(*complaint, "key.pem"));
    CHECK(TlsClient(tls.server->port()).server_name() == "second.example");
  }
}

TEST_CASE("a certificate that is not there is called by its name") {
  try {
    const TlsContext context({"/no/such/cert.pem", "/no/such/key.pem"});
    FAIL("was read");
  } catch (const gangway::StartError& error) {
    CHECK(mentions(error.what(), "`/no/such/cert.pem` cannot be used: No such file or directory"));
  }
}
