#pragma once

// Where a test lets clients and handlers meet: memory, or a real server on the loopback interface, by TCP
// with GANGWAY_TEST_NETWORK and by TLS with GANGWAY_TEST_TLS, too. The same test runs in all three.

#include <type_traits>
#include <utility>

#ifdef GANGWAY_TEST_NETWORK
#include <string>
#include <thread>
#endif

#include "gangway/server.h"
#include "gangway/testing.h"
#ifdef GANGWAY_TEST_TLS
#include "tls_client.h"
#endif

namespace gangway::testing {

#ifdef GANGWAY_TEST_NETWORK

class Place {
 public:
  /// Serves `gateway` from now on.
  template <class Gateway>
  explicit Place(const Gateway& gateway, LimitOptions limits = {}) : server_(server_options(limits)) {
    server_.serve(gateway);
    server_.listen();
    thread_ = std::thread([this] { server_.run(); });
  }
  ~Place() {
    server_.stop();
    thread_.join();
  }
  Place(const Place&) = delete;
  Place& operator=(const Place&) = delete;

  template <class Api>
  [[nodiscard]] Api connect(typename Api::Handshake handshake = {}) {
    const std::string url = scheme() + std::to_string(server_.port());
    if constexpr (std::is_same_v<typename Api::Handshake, client::NoHandshake>) {
      return Api({url, options()});
    } else {
      return Api({url, options()}, std::move(handshake));
    }
  }

 private:
  static void quiet(LogLevel, std::string_view) {}
  ServerOptions server_options(const LimitOptions& limits) {
    ServerOptions options{.port = 0,
                          .address = "127.0.0.1",
                          .limits = limits,
                          .handle_signals = false,
                          .environment = false,
                          .log = quiet};
#ifdef GANGWAY_TEST_TLS
    certificates_.make("localhost");
    options.tls = TlsFiles{certificates_.certificate(), certificates_.key()};
#endif
    return options;
  }
  client::Options options() {
    client::Options options{.on_error = [](const CallError&) {}};
#ifdef GANGWAY_TEST_TLS
    options.ca_file = certificates_.certificate();
#endif
    return options;
  }
  static std::string scheme() {
#ifdef GANGWAY_TEST_TLS
    return "wss://localhost:";
#else
    return "ws://127.0.0.1:";
#endif
  }

#ifdef GANGWAY_TEST_TLS
  CertificateFolder certificates_;
#endif
  gangway::Server server_;
  std::thread thread_;
};

#else

class Place {
 public:
  template <class Gateway>
  explicit Place(const Gateway& gateway, LimitOptions limits = {}) : server_({.limits = limits}) {
    server_.serve(gateway);
  }
  template <class Api>
  [[nodiscard]] Api connect(typename Api::Handshake handshake = {}) {
    return server_.connect<Api>(std::move(handshake));
  }

 private:
  Server server_;
};

#endif

}  // namespace gangway::testing
