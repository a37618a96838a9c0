#pragma once

// Where a test lets clients and handlers meet: in memory, or at a real server on the loopback interface. The
// same program runs in all places: GANGWAY_TEST_PLACE says in which one, `memory` (as where it is not set),
// `network` or `tls`.

#include <cstdlib>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <thread>
#include <type_traits>
#include <utility>

#include "gangway/server.h"
#include "gangway/testing.h"
#include "tls_client.h"

namespace gangway::testing {

/// A real server in a thread of its own, by TCP or by TLS.
class LoopbackServer {
 public:
  template <class Gateway>
  LoopbackServer(const Gateway& gateway, const LimitOptions& limits, bool with_tls)
      : with_tls_(with_tls), server_(server_options(limits)) {
    server_.serve(gateway);
    server_.listen();
    thread_ = std::thread([this] { server_.run(); });
  }
  ~LoopbackServer() {
    server_.stop();
    thread_.join();
  }
  LoopbackServer(const LoopbackServer&) = delete;
  LoopbackServer& operator=(const LoopbackServer&) = delete;

  /// What a client is made with to come here.
  [[nodiscard]] client::Target target() const {
    client::Options options{.on_error = [](const CallError&) {}};
    if (with_tls_) options.ca_file = certificates_.certificate();
    const std::string scheme = with_tls_ ? "wss://localhost:" : "ws://127.0.0.1:";
    return {scheme + std::to_string(server_.port()), std::move(options)};
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
    if (with_tls_) {
      certificates_.make("localhost");
      options.tls = TlsFiles{certificates_.certificate(), certificates_.key()};
    }
    return options;
  }

  bool with_tls_;
  CertificateFolder certificates_;
  gangway::Server server_;
  std::thread thread_;
};

class Place {
 public:
  /// Serves `gateway` from now on.
  template <class Gateway>
  explicit Place(const Gateway& gateway, LimitOptions limits = {}) {
    const char* set = std::getenv("GANGWAY_TEST_PLACE");
    const std::string_view place = set == nullptr ? "memory" : set;
    if (place == "network" || place == "tls") {
      loopback_.emplace(gateway, limits, place == "tls");
    } else if (place == "memory") {
      memory_.emplace(ServerOptions{.limits = limits});
      memory_->serve(gateway);
    } else {
      throw std::invalid_argument("GANGWAY_TEST_PLACE is memory, network or tls");
    }
  }

  template <class Api>
  [[nodiscard]] Api connect(typename Api::Handshake handshake = {}) {
    client::Target target = memory_ ? memory_->target() : loopback_->target();
    if constexpr (std::is_same_v<typename Api::Handshake, client::NoHandshake>) {
      return Api(std::move(target));
    } else {
      return Api(std::move(target), std::move(handshake));
    }
  }

 private:
  std::optional<Server> memory_;
  std::optional<LoopbackServer> loopback_;
};

}  // namespace gangway::testing
