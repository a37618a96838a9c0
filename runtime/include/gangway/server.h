#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <source_location>
#include <stdexcept>
#include <string>
#include <vector>

#include "gangway/hooks.h"
#include "gangway/http.h"
#include "gangway/inspector.h"
#include "gangway/limits.h"
#include "gangway/options.h"

namespace gangway {

class Handler;
class MessageFormat;

namespace detail {
class Site;
struct GatewayTable;
/// A gateway's table and its handlers, in the order of the table's namespaces: what a generated gateway
/// gives.
struct GatewayBinding {
  const GatewayTable* table;
  std::vector<Handler*> handlers;
};
}  // namespace detail

/// The server cannot start: what is wrong and what to do about it.
class StartError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// How a server ends.
enum class Stop : std::uint8_t {
  Gracefully,  ///< What is in flight ends first, up to `Limits::grace`.
  Now,         ///< Everything is closed at once.
};

/// Serves gateways, HTTP routes, `GET /healthz` and files, on any number of ports and Unix sockets. `run()`
/// is its thread, unless `ServerOptions::threads` says more.
class Server {
 public:
  /// Throws StartError for options that are wrong, those of the environment and the file too.
  explicit Server(ServerOptions options = {});
  ~Server();
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  /// Adds a generated gateway: `server.serve(demo::chat::Chat{.root = lobby, .chat = rooms});`
  /// The handlers must outlive the server's run. Throws StartError when another gateway has the path.
  /// `around` is what stands around the calls of this gateway: `{.interceptors = {…}, .filters = {…}}`.
  template <class Gateway>
  void serve(const Gateway& gateway, Hooks around = {}) {
    serve(gateway.binding(), std::move(around));
  }
  void serve(const detail::GatewayBinding& gateway, Hooks around = {});

  /// Puts something around the calls of all gateways, before the server runs.
  void use(std::shared_ptr<Interceptor> interceptor);
  void use(std::shared_ptr<ErrorFilter> filter);

  /// Speaks `format` with clients that ask for `subprotocol` (RFC 6455, 11.3.4); with an empty one, in the
  /// place of the plain dialect, with those that ask for none. Before `run()`.
  void speak(std::string subprotocol, std::shared_ptr<const MessageFormat> format);

  /// Answers GET and HEAD below `prefix` ("/" for all that nothing else answers) with the files of `folder`;
  /// "index.html" stands for a folder. Meant for examples and small tools.
  void serve_files(std::string prefix, std::string folder);

  /// Answers requests of `method` to `path`, in which a whole part may be a parameter: `/things/{id}`. GET
  /// answers HEAD, too. With `cors`, in the place of the server's, pages of other origins may read the
  /// answers. Throws StartError where another route answers the same requests. Before `run()`.
  void route(std::string method, std::string path, HttpHandler handler, std::optional<Cors> cors = {},
             std::source_location where = std::source_location::current());

  /// For development: serves a page at `path` that shows the gateways' schemas, calls events from forms, and
  /// shows every frame. Docs, types and examples are those that were generated with `INSPECTOR` (CMake) or
  /// `--cpp-inspector`. Only for browsers on this machine, unless `options` say otherwise; as any page of
  /// this server, it may connect where `@origins` let it. Says so in the log. Throws StartError where another
  /// route has the path. Before `run()`.
  void inspector(std::string path = "/inspector", InspectorOptions options = {},
                 std::source_location where = std::source_location::current());

  /// Calls the handlers' `after_init`, then opens all listeners. Throws StartError. Called by `run()` where
  /// it was not before.
  void listen();

  /// The port of the first listener that has one, once `listen()` has returned.
  [[nodiscard]] std::uint16_t port() const noexcept;
  /// Where it listens, once `listen()` has returned: "http://127.0.0.1:8080", "https://[::]:8443",
  /// "unix:/run/chat.sock"; in the order of the options, the gateways' own ports behind them.
  [[nodiscard]] std::vector<std::string> addresses() const;
  /// The options that are in force, a line each, with where they come from: `port = 9000  (GANGWAY_PORT)`.
  [[nodiscard]] std::string options_text() const;

  /// Serves until `stop()`, SIGINT or SIGTERM. Then accepts nobody, lets handlers and HTTP requests in flight
  /// end (up to `Limits::grace`; a second signal does not wait), closes every connection with 1001 and
  /// returns.
  void run();

  /// Ends `run()`: gracefully as a signal would, or at once. From any thread, also before `run()`, also when
  /// it is stopping already.
  void stop(Stop how = Stop::Gracefully);

  /// Reads the certificates of all TLS listeners again, as SIGHUP does; connections that are there stay.
  /// False where one is broken: that is logged, and the one before it stays in use. From any thread, once
  /// `listen()` has returned.
  bool reload_certificates();

  /// Runs `work` on the server's thread (the first one, where it has several), between events. From any
  /// thread.
  void post(std::function<void()> work);

 private:
  [[nodiscard]] detail::Site& site() noexcept;

  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace gangway
