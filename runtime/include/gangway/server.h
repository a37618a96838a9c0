#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "gangway/limits.h"

namespace gangway {

class Handler;
class MessageFormat;

namespace detail {
struct GatewayTable;
/// A gateway's table and its handlers, in the order of the table's namespaces: what a generated gateway
/// gives.
struct GatewayBinding {
  const GatewayTable* table;
  std::vector<Handler*> handlers;
};
}  // namespace detail

enum class LogLevel : std::uint8_t { Debug, Info, Warning, Error };

struct ServerOptions {
  /// Where to listen. Port 0 takes a free one; `Server::port()` tells which.
  std::uint16_t port = 8080;
  std::string address = "0.0.0.0";
  Limits limits = {};
  /// Agree to permessage-deflate (RFC 7692) where a client offers it. Costs memory for each connection.
  bool compression = false;
  /// Let SIGINT and SIGTERM end `run()`.
  bool handle_signals = true;
  /// Where log lines go, on any thread; the default writes Info and above to standard error.
  std::function<void(LogLevel, std::string_view)> log = {};
};

/// The server cannot start: what is wrong and what to do about it.
class StartError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// Serves gateways, `GET /healthz` and files on one port, with one thread: the one that calls `run()`.
class Server {
 public:
  explicit Server(ServerOptions options = {});
  ~Server();
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  /// Adds a generated gateway: `server.serve(demo::chat::Chat{.root = lobby, .chat = rooms});`
  /// The handlers must outlive the server's run. Throws StartError when another gateway has the path.
  template <class Gateway>
  void serve(const Gateway& gateway) {
    serve(gateway.binding());
  }
  void serve(const detail::GatewayBinding& gateway);

  /// Speaks `format` with clients that ask for `subprotocol` (RFC 6455, 11.3.4); with an empty one, in the
  /// place of the plain dialect, with those that ask for none. Before `run()`.
  void speak(std::string subprotocol, std::shared_ptr<const MessageFormat> format);

  /// Answers GET and HEAD below `prefix` ("/" for all that nothing else answers) with the files of `folder`;
  /// "index.html" stands for a folder. Meant for examples and small tools.
  void serve_files(std::string prefix, std::string folder);

  /// Opens the port. Throws StartError. Called by `run()` where it was not before.
  void listen();

  /// The port that is open, once `listen()` has returned.
  [[nodiscard]] std::uint16_t port() const noexcept;

  /// Serves until `stop()`, SIGINT or SIGTERM. Then accepts nobody, lets handlers in flight end (up to
  /// `Limits::grace`; a second signal does not wait), closes every connection with 1001 and returns.
  void run();

  /// Ends `run()` as a signal would. From any thread, also before `run()`.
  void stop();

  /// Runs `work` on the server's thread, between events. From any thread.
  void post(std::function<void()> work);

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace gangway
