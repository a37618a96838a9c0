// A server to point protocol test suites at: sends every message back unchanged, of a WebSocket on /echo or
// of Engine.IO; or answers Socket.IO's suite.

#include <charconv>
#include <cstdint>
#include <functional>
#include <iostream>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "engineio_host.h"
#include "gangway/codec/buffer.h"
#include "gangway/server.h"
#include "protocol/host.h"
#include "socketio.h"
#include "transport/asio_loop.h"
#include "transport/listener.h"
#include "transport/signals.h"

namespace {

namespace protocol = gangway::protocol;
namespace transport = gangway::transport;

/// Test suites send messages of 16 MiB; this leaves room.
constexpr std::size_t kMaxMessage = 256U << 20;

/// Memory for the compression of all connections.
constexpr std::size_t kDeflateBytes = 256U << 20;

constexpr std::string_view kUsage =
    "usage: conformance [--port N] [--address A] [--deflate | --engineio | --socketio]\n"
    "\n"
    "Sends every WebSocket message on /echo back unchanged. Ends on SIGINT or SIGTERM.\n"
    "\n"
    "  --engineio    Engine.IO on /engine.io/ instead: the same with its messages, pings every 300 ms\n"
    "  --socketio    Socket.IO on /socket.io/ instead, with what its protocol suite expects\n"
    "  --port N      listen there; 0 takes a free port (default 9001)\n"
    "  --address A   listen on that address only (default 127.0.0.1)\n"
    "  --deflate     agree to permessage-deflate where a client offers it\n";

struct Options {
  std::uint16_t port = 9001;
  std::string address = "127.0.0.1";
  bool deflate = false;
  bool engineio = false;
  bool socketio = false;
};

std::optional<Options> parse_options(int count, char** arguments) {
  Options options;
  for (int i = 1; i < count; ++i) {
    const std::string_view name = arguments[i];
    const bool has_value = i + 1 < count;
    if (name == "--deflate") {
      options.deflate = true;
    } else if (name == "--engineio") {
      options.engineio = true;
    } else if (name == "--socketio") {
      options.socketio = true;
    } else if (name == "--address" && has_value) {
      options.address = arguments[++i];
    } else if (name == "--port" && has_value) {
      const std::string_view text = arguments[++i];
      const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), options.port);
      if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    } else {
      return std::nullopt;
    }
  }
  return options;
}

class Echo final : public protocol::Session {
 public:
  /// `mark` stands in front of the text that is written: nothing, or the type of an Engine.IO message.
  explicit Echo(std::string_view mark = {}) : mark_(mark) {}

  void attach(protocol::Link& link) override { link_ = &link; }
  void on_message(protocol::MessageKind kind, std::string_view bytes) override {
    gangway::Buffer& out = link_->begin_message(kind);
    if (kind == protocol::MessageKind::Text) out.append(mark_);
    out.append(bytes);
    link_->end_message();
  }
  void on_pong() override {}
  void on_activity() override {}
  void on_drained() override {}
  void on_closed(const protocol::LinkClosed&) override {}

 private:
  std::string_view mark_;
  protocol::Link* link_ = nullptr;
};

class EchoHost final : public protocol::Host {
 public:
  explicit EchoHost(bool deflate) {
    if (deflate) deflate_ = std::make_shared<protocol::websocket::DeflateBudget>(kDeflateBytes);
  }

  std::variant<protocol::Accepted, protocol::HttpResponse> upgrade(protocol::HttpRequest asked) override {
    if (asked.path != "/echo") return plain(asked);
    protocol::Accepted accepted;
    accepted.session = std::make_shared<Echo>();
    accepted.max_message = kMaxMessage;
    accepted.deflate = deflate_;
    return accepted;
  }

  std::function<void()> respond(protocol::HttpRequest asked,
                                std::function<void(const protocol::HttpResponse&)> answer) override {
    answer(plain(asked));
    return {};
  }

 private:
  static protocol::HttpResponse plain(const protocol::HttpRequest& asked) {
    if (asked.path == "/healthz") return {.body = "ok\n"};
    return {.status = 404, .body = "there is only a WebSocket, at /echo\n"};
  }

  std::shared_ptr<protocol::websocket::DeflateBudget> deflate_;
};

std::unique_ptr<protocol::Host> make_host(const Options& options,
                                          const std::shared_ptr<transport::AsioLoop>& loop) {
  if (options.socketio) {
    return conformance::make_engineio_host("/socket.io", loop,
                                           [loop] { return conformance::open_socketio(loop); });
  }
  if (!options.engineio) return std::make_unique<EchoHost>(options.deflate);
  return conformance::make_engineio_host("/engine.io", loop, [] { return std::make_shared<Echo>("4"); });
}

}  // namespace

int main(int argument_count, char** arguments) {
  const auto options = parse_options(argument_count, arguments);
  if (!options) {
    std::cerr << kUsage;
    return 2;
  }
  try {
    const auto loop = std::make_shared<transport::AsioLoop>();
    const auto host = make_host(*options, loop);
    const transport::Listener listener(*loop, *host, {.address = options->address, .port = options->port});
    const transport::Signals signals(*loop, [&loop] { loop->stop(); });
    std::cout << "listening on http://" << options->address << ":" << listener.port() << "/" << std::endl;
    loop->run();
    loop->drop_connections();
  } catch (const gangway::StartError& error) {
    std::cerr << "conformance: " << error.what() << "\n";
    return 1;
  }
  return 0;
}
