#include <doctest/doctest.h>

#include <boost/asio/connect.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/websocket.hpp>
#include <string>
#include <thread>

#include "transport/test_server.h"

// Beast's own WebSocket client: an implementation of the protocol that shares nothing with ours.

namespace {

namespace beast = boost::beast;
namespace net = boost::asio;
using test::TestServer;

class BeastClient {
 public:
  explicit BeastClient(TestServer& server, const std::string& target = "/echo", bool deflate = false)
      : socket(context) {
    beast::websocket::permessage_deflate options;
    options.client_enable = deflate;
    socket.set_option(options);
    socket.next_layer().connect({net::ip::make_address("127.0.0.1"), server.port()});
    socket.next_layer().set_option(net::ip::tcp::no_delay(true));
    beast::websocket::response_type response;
    socket.handshake(response, "localhost", target);
    extensions = std::string(response[beast::http::field::sec_websocket_extensions]);
  }

  std::string echo(const std::string& message) {
    socket.write(net::buffer(message));
    return read();
  }
  std::string read() {
    beast::flat_buffer buffer;
    socket.read(buffer);
    return beast::buffers_to_string(buffer.data());
  }
  /// The close code that ends the reading.
  unsigned read_close() {
    boost::system::error_code error;
    beast::flat_buffer buffer;
    while (!error) socket.read(buffer, error);
    CHECK(error == beast::websocket::error::closed);
    return socket.reason().code;
  }

  net::io_context context;
  beast::websocket::stream<net::ip::tcp::socket> socket;
  std::string extensions;
};

std::string sample(std::size_t size) {
  std::string text;
  while (text.size() < size) text += "line " + std::to_string(text.size()) + "\n";
  text.resize(size);
  return text;
}

}  // namespace

TEST_CASE("messages of every size come back as they were, text as text and binary as binary") {
  TestServer server;
  BeastClient client(server);
  for (const bool binary : {false, true}) {
    client.socket.binary(binary);
    for (const std::size_t size : {0U, 1U, 125U, 126U, 127U, 65535U, 65536U, 524288U, 3000000U}) {
      const std::string message = sample(size);
      CHECK(client.echo(message) == message);
      CHECK(client.socket.got_binary() == binary);
    }
  }
}

TEST_CASE("fragments are joined") {
  TestServer server;
  BeastClient client(server);
  const std::string message = sample(100000);
  client.socket.write_buffer_bytes(1000);
  client.socket.auto_fragment(true);
  CHECK(client.echo(message) == message);
  client.socket.write_some(false, net::buffer(std::string("a\xC3")));
  client.socket.ping("between");
  client.socket.write_some(false, net::buffer(std::string("\xA9")));
  client.socket.write_some(true, net::buffer(std::string("b")));
  CHECK(client.read() == "a\u00e9b");
}

TEST_CASE("compression is agreed on and used both ways") {
  TestServer server;
  BeastClient client(server, "/echo?deflate", true);
  CHECK(client.extensions.find("permessage-deflate") == 0);
  for (const std::size_t size : {0U, 5U, 200U, 70000U, 2000000U}) {
    const std::string message = sample(size);
    CHECK(client.echo(message) == message);
    CHECK(client.echo(message) == message);
  }
  client.socket.auto_fragment(true);
  client.socket.write_buffer_bytes(500);
  CHECK(client.echo(sample(50000)) == sample(50000));
  CHECK(BeastClient(server, "/echo", true).extensions.empty());
}

TEST_CASE("pipelined messages are answered in order") {
  TestServer server;
  BeastClient client(server);
  std::thread writer([&] {
    for (int i = 0; i < 2000; ++i) client.socket.write(net::buffer(std::to_string(i)));
  });
  bool in_order = true;
  for (int i = 0; i < 2000; ++i) in_order = in_order && client.read() == std::to_string(i);
  writer.join();
  CHECK(in_order);
}

TEST_CASE("either side may close") {
  TestServer server;
  BeastClient leaving(server);
  leaving.socket.close({beast::websocket::close_code::going_away, "off"});
  CHECK(server.journal.wait_for("closed clean by peer 1001 off"));
  BeastClient asking(server);
  asking.socket.write(net::buffer(std::string("close")));
  CHECK(asking.read_close() == 4001);
  CHECK(asking.socket.reason().reason == "asked for");
  CHECK(server.journal.wait_for("closed clean by us 4001"));
}

TEST_CASE("many connections are served at once") {
  TestServer server;
  std::vector<std::unique_ptr<BeastClient>> clients;
  for (int i = 0; i < 50; ++i) clients.push_back(std::make_unique<BeastClient>(server));
  for (int round = 0; round < 5; ++round) {
    for (std::size_t i = 0; i < clients.size(); ++i) clients[i]->socket.write(net::buffer(std::to_string(i)));
    for (std::size_t i = 0; i < clients.size(); ++i) CHECK(clients[i]->read() == std::to_string(i));
  }
}

TEST_CASE("Beast is refused like anybody else") {
  TestServer server;
  net::io_context context;
  for (const auto& [target, status] : {std::pair{"/none", beast::http::status::not_found},
                                       std::pair{"/forbidden", beast::http::status::forbidden}}) {
    beast::websocket::stream<net::ip::tcp::socket> socket(context);
    socket.next_layer().connect({net::ip::make_address("127.0.0.1"), server.port()});
    beast::websocket::response_type response;
    boost::system::error_code error;
    socket.handshake(response, "localhost", target, error);
    CHECK(error == beast::websocket::error::upgrade_declined);
    CHECK(response.result() == status);
  }
}
