#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <future>
#include <iterator>
#include <thread>

#include "../../../support/tls_client.h"
#include "kit.h"
#include "transport/client/client_url.h"

using namespace test::board;
using gangway::client::State;
using gangway::testing::CertificateFolder;

namespace {

/// A real server of the board, in a thread of its own.
class Running {
 public:
  explicit Running(gangway::ServerOptions options = {}) {
    if (!options.port) options.port = 0;
    options.address = "127.0.0.1";
    options.environment = false;
    options.handle_signals = false;
    options.log = [](gangway::LogLevel, std::string_view) {};
    server.emplace(std::move(options));
    server->serve(Board{.root = root, .canvas = canvas, .page = page});
    server->listen();
    thread = std::thread([this] { server->run(); });
  }
  ~Running() {
    server->stop();
    thread.join();
  }
  Running(const Running&) = delete;
  Running& operator=(const Running&) = delete;

  [[nodiscard]] std::string url(std::string_view scheme = "ws://127.0.0.1:") const {
    return std::string(scheme) + std::to_string(server->port());
  }

  Root root;
  Canvas canvas;
  Page page;
  std::optional<gangway::Server> server;
  std::thread thread;
};

/// Waits for the first connection of `client` to end, and tells why.
std::string why_not(gangway::client::Target target) {
  BoardClientApi client(std::move(target));
  std::promise<std::string> why;
  std::atomic<bool> told = false;
  const auto listening = client.on_state([&](const gangway::client::StateChange& change) {
    if (change.code != 0 && !told.exchange(true)) why.set_value(change.reason);
  });
  const auto call = client.root.ping();
  return why.get_future().get();
}

gangway::client::Options quiet(std::string ca_file = {}) {
  return {.backoff = {.initial = 50ms, .max = 50ms},
          .ca_file = std::move(ca_file),
          .on_error = [](const gangway::CallError&) {}};
}

}  // namespace

TEST_CASE("URLs of gateways") {
  const auto parse = gangway::transport::parse_client_url;
  const auto plain = parse("ws://chat.example");
  CHECK((plain.host == "chat.example" && plain.port == "80" && !plain.tls));
  CHECK(plain.target_for("/realtime") == "/realtime");
  CHECK(plain.host_header() == "chat.example");
  const auto full = parse("HTTPS://[::1]:8443/own/path?room=1#part");
  CHECK((full.host == "::1" && full.port == "8443" && full.tls));
  CHECK(full.target_for("/realtime") == "/own/path?room=1");
  CHECK(full.host_header() == "[::1]:8443");
  CHECK(parse("wss://chat.example/?a=b").target_for("/realtime") == "/?a=b");
  CHECK(parse("wss://chat.example?a=b").target_for("/realtime") == "/realtime?a=b");
  for (const char* wrong :
       {"", "chat.example", "ftp://chat.example", "ws://", "ws://a b", "ws://a:", "ws://a:99999", "ws://a:x",
        "ws://[::1", "ws://me:secret@chat.example", "ws://a\r\nX: y"}) {
    CHECK_THROWS_AS(parse(wrong), std::invalid_argument);
  }
}

TEST_CASE("TLS with an authority of one's own; others, and other names, are refused") {
  const CertificateFolder localhost;
  localhost.make("localhost");
  const CertificateFolder stranger;
  stranger.make("localhost");
  const CertificateFolder elsewhere;
  elsewhere.make("chat.example");
  {
    Running server({.tls = {{localhost.certificate(), localhost.key()}}});
    const std::string url = server.url("wss://localhost:");
    BoardClientApi ann({url, quiet(localhost.certificate())});
    CHECK(ann.root.ping().get() == "pong");
    CHECK(why_not({url, quiet()}).find("the TLS handshake failed") != std::string::npos);
    CHECK(why_not({url, quiet(stranger.certificate())}).find("certificate verify failed") !=
          std::string::npos);
  }
  Running server({.tls = {{elsewhere.certificate(), elsewhere.key()}}});
  CHECK(why_not({server.url("wss://localhost:"), quiet(elsewhere.certificate())})
            .find("certificate verify failed") != std::string::npos);
  CHECK_THROWS_AS(gangway::client::Target("wss://localhost", quiet("/no/such/file.pem")), std::runtime_error);
}

TEST_CASE("why there is no connection is told") {
  std::uint16_t port = 0;
  {
    Running server;
    port = server.server->port();
    CHECK(why_not({server.url() + "/other", quiet()}) == "the server answered 404 to the upgrade");
  }
  CHECK(why_not({"ws://127.0.0.1:" + std::to_string(port), quiet()}).find("cannot connect") !=
        std::string::npos);
}

TEST_CASE("a server that comes back finds its clients again") {
  auto server = std::make_unique<Running>();
  const std::uint16_t port = server->server->port();
  Guest ann({server->url(), quiet()}, "ann");
  CHECK(ann.canvas.draw({"base", Dot{1}}).get() == 1);
  server.reset();
  const auto waits = ann.canvas.draw({"base", Dot{1}});
  server = std::make_unique<Running>(gangway::ServerOptions{.port = port});
  CHECK(waits.get() == 1);
  CHECK(ann.state() == State::Open);
}

TEST_CASE("get() on the client's own thread says that it would wait for itself") {
  Running server;
  BoardClientApi ann({server.url(), quiet()});
  std::promise<std::string> said;
  ann.root.ping().then([&](const auto&) {
    try {
      ann.root.ping().get();
      said.set_value("nothing");
    } catch (const std::logic_error& error) {
      said.set_value(error.what());
    }
  });
  CHECK(said.get_future().get().find("would wait for themselves") != std::string::npos);
}

TEST_CASE("clients on one thread; one that ends in its own callback") {
  Running server;
  const auto loop = gangway::client::make_loop();
  auto options = quiet();
  options.loop = loop;
  BoardClientApi ann({server.url(), options});
  auto bob = std::make_unique<BoardClientApi>(gangway::client::Target{server.url(), options});
  CHECK(ann.root.ping().get() == "pong");
  std::promise<void> gone;
  bob->root.ping().then([&](const auto&) {
    bob.reset();
    gone.set_value();
  });
  gone.get_future().wait();
  CHECK(ann.root.ping().get() == "pong");

  std::promise<void> all_gone;  // with a thread of its own, which has to end by itself
  auto eve = std::make_unique<BoardClientApi>(gangway::client::Target{server.url(), quiet()});
  eve->root.ping().then([&](const auto&) {
    eve.reset();
    all_gone.set_value();
  });
  all_gone.get_future().wait();
}

TEST_CASE("a client that is destroyed says good-bye, also where it was about to connect") {
  Running server;
  for (int i = 0; i < 20; ++i) {
    Guest ann({server.url(), quiet()}, "ann");
    const auto call = ann.canvas.draw({"base", Dot{1}});
    if (i % 2 == 0) CHECK(call.get() == 1);
  }
  std::promise<std::vector<std::string>> log;
  server.server->post([&] { log.set_value(server.canvas.log); });
  const auto lines = log.get_future().get();
  CHECK(std::count(lines.begin(), lines.end(), "leave ann client_left") >= 9);
}

TEST_CASE("calls from many threads at once") {
  Running server;
  Guest ann({server.url(), quiet()}, "ann");
  std::vector<std::thread> threads;
  std::atomic<int> fine = 0;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([&] {
      for (int j = 0; j < 50; ++j) {
        if (ann.canvas.sign({.name = "ann", .level = 1}).get() == "ann") ++fine;
      }
    });
  }
  for (auto& thread : threads) thread.join();
  CHECK(fine == 200);
}

TEST_CASE("a real server's session, recorded to a file, plays in memory") {
  const std::string file =
      (std::filesystem::temp_directory_path() / ("gangway-session-" + std::to_string(::getpid()))).string();
  {
    Running server({.recorder = gangway::record_to(file)});
    Guest ann({server.url(), quiet()}, "ann");
    CHECK(ann.canvas.draw({"base", Line{1, 2}}).get() == 1);
    for (const std::uint32_t item : ann.canvas.count({.to = 5})) static_cast<void>(item);
  }
  std::ifstream in(file);
  const std::string recording{std::istreambuf_iterator<char>(in), {}};
  std::remove(file.c_str());
  Kit kit;
  const auto replay = kit.server.replay(recording);
  CHECK_MESSAGE(replay.same(), replay.what());
  CHECK(replay.frames >= 9);
}
