#pragma once

#include <memory>
#include <string>

#include "gangway/client/options.h"

namespace gangway::client {

class Connector;

/// Where a client connects to, and how: `ChatClientApi ann({"wss://chat.example", {.ca_file = "own.pem"}},
/// …)`.
class Target {
 public:
  /// `ws://`, `wss://`, `http://` (as ws) or `https://` (as wss); a URL without a path gets the gateway's
  /// `@path`. Throws std::invalid_argument for what is no such URL, and std::runtime_error for a `ca_file`
  /// that cannot be read.
  Target(std::string url, Options options = {});         // NOLINT: implicit by design
  Target(const char* url) : Target(std::string(url)) {}  // NOLINT
  /// For the runtime: any other way to a server, such as memory.
  explicit Target(std::shared_ptr<Connector> connector, Options options = {})
      : connector_(std::move(connector)), options_(std::move(options)) {}

  /// For the runtime.
  [[nodiscard]] const std::shared_ptr<Connector>& connector() const noexcept { return connector_; }
  [[nodiscard]] const Options& options() const noexcept { return options_; }

 private:
  std::shared_ptr<Connector> connector_;
  Options options_;
};

/// A thread that clients may share: `auto loop = gangway::client::make_loop();`, then `Options::loop`. It
/// ends with the last of them.
[[nodiscard]] std::shared_ptr<Loop> make_loop();

}  // namespace gangway::client
