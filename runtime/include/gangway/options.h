#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "gangway/http.h"
#include "gangway/limits.h"
#include "gangway/logging.h"
#include "gangway/recording.h"
#include "gangway/socketio_options.h"

namespace gangway {

/// A server's certificate: PEM files.
struct TlsFiles {
  std::string certificate = {};  ///< The certificate, and behind it those that it is signed by.
  std::string key = {};          ///< Its private key, without a passphrase.

  friend bool operator==(const TlsFiles&, const TlsFiles&) = default;
};

/// A port. Where `tls` is given, TLS 1.2 and later.
struct TcpListener {
  std::uint16_t port = 8080;        ///< 0 takes a free one; `Server::addresses()` tells which.
  std::string address = "0.0.0.0";  ///< An IPv4 or IPv6 address of this machine, not a name.
};
struct TlsListener {
  std::uint16_t port = 8443;
  std::string address = "0.0.0.0";
  TlsFiles files = {};  ///< Left empty: `ServerOptions::tls`.
};
/// A Unix socket. One that a dead server left behind is replaced, one that is in use is not. Removed when the
/// server stops.
struct UnixListener {
  std::string path;
  std::uint32_t mode = 0660;  ///< Who may connect: the file's permissions.
};
using ListenerOptions = std::variant<TcpListener, TlsListener, UnixListener>;

/// What replaces the annotations of one gateway.
struct GatewayOptions {
  std::optional<std::uint16_t> port = {};                ///< `@port`: it is served there alone.
  std::optional<std::vector<std::string>> origins = {};  ///< `@origins`.
  std::optional<bool> compression = {};                  ///< `@compression`.
};

/// How a server is set up. What is left out here is taken from the environment (`GANGWAY_PORT`, …), what is
/// not there from a JSON file, what is not there either is the default. runtime/README.md lists the names.
struct ServerOptions {
  /// Where to listen, the short form: one port, with TLS where `tls` is given. 8080 on 0.0.0.0. Port 0 takes
  /// a free one; `Server::port()` tells which.
  std::optional<std::uint16_t> port = {};
  std::optional<std::string> address = {};
  /// Where to listen, any number of places; takes the place of `port` and `address`. Empty: not given.
  std::vector<ListenerOptions> listen = {};
  /// The certificate of TLS listeners that name none of their own. See `Server::reload_certificates`.
  std::optional<TlsFiles> tls = {};

  /// Threads, each with a loop of its own. Default 1: the one that calls `run()`. **With more, handlers of
  /// different clients run in parallel**; those of one client never do.
  std::optional<std::size_t> threads = {};
  LimitOptions limits = {};

  /// Pages that may connect: `https://app.example`, `*` for all. Takes the place of every `@origins`. Where
  /// neither is given, only pages of the server itself may. Clients that are no browsers say no origin and
  /// are let in.
  std::optional<std::vector<std::string>> origins = {};
  /// Pages that may read the answers of HTTP routes which say nothing else. Default: those of the server
  /// alone.
  std::optional<Cors> cors = {};
  /// Agree to permessage-deflate (RFC 7692) where a client offers it, or never. Takes the place of every
  /// `@compression`; without either: never. Costs memory for each connection, see `Limits::deflate_bytes`.
  std::optional<bool> compression = {};
  /// Proxies whose `Forwarded`, `X-Forwarded-For` and `X-Forwarded-Proto` are believed: addresses, networks
  /// like `10.0.0.0/8`, and `unix` for whoever comes by a Unix socket. Default: none.
  std::optional<std::vector<std::string>> trusted_proxies = {};
  /// The clients of Socket.IO.
  SocketIoOptions socketio = {};
  /// By the gateways' names.
  std::map<std::string, GatewayOptions> gateways = {};

  /// Let SIGINT and SIGTERM end `run()`, and SIGHUP reload certificates. Default true.
  std::optional<bool> handle_signals = {};
  /// Log what is in force, and where each value comes from, when the server starts. Default false.
  std::optional<bool> print_options = {};
  /// A JSON file with options that are given neither here nor in the environment. Default: what
  /// `GANGWAY_CONFIG` names, if anything.
  std::optional<std::string> config_file = {};
  /// Whether to look at the environment at all.
  bool environment = true;

  /// What is logged, and how.
  Logging logging = {};
  /// Takes the log's lines in the place of standard error or a file, on any thread: text without time and
  /// level, or whole JSON objects.
  std::function<void(LogLevel, std::string_view)> log = {};
  /// Is told of every frame, such as `record_to("session.jsonl")`: for tests that play sessions again. Null:
  /// nobody.
  Recorder recorder = {};
  /// Answer `GET /metrics`, on every listener, as Prometheus reads it. Default false.
  std::optional<bool> metrics = {};

  /// Options with that `config_file`.
  [[nodiscard]] static ServerOptions from_file(std::string path) { return {.config_file = std::move(path)}; }
};

}  // namespace gangway
