#pragma once

// Where a test lets clients and handlers meet: memory, or with GANGWAY_TEST_NETWORK a real server on the loopback
// interface. The same test runs in both.

#include <type_traits>
#include <utility>

#ifdef GANGWAY_TEST_NETWORK
#include <string>
#include <thread>
#endif

#include "gangway/server.h"
#include "gangway/testing.h"

namespace gangway::testing {

#ifdef GANGWAY_TEST_NETWORK

class Place {
 public:
  /// Serves `gateway` from now on.
  template <class Gateway>
  explicit Place(const Gateway& gateway, LimitOptions limits = {})
      : server_({.port = 0, .address = "127.0.0.1", .limits = limits, .handle_signals = false, .environment = false, .log = quiet}) {
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
    const std::string url = "ws://127.0.0.1:" + std::to_string(server_.port());
    if constexpr (std::is_same_v<typename Api::Handshake, client::NoHandshake>) {
      return Api({url, options()});
    } else {
      return Api({url, options()}, std::move(handshake));
    }
  }

 private:
  static void quiet(LogLevel, std::string_view) {}
  static client::Options options() {
    return {.on_error = [](const CallError&) {}};
  }

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
