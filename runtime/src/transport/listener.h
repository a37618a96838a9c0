#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "protocol/host.h"
#include "transport/asio_loop.h"
#include "transport/http_options.h"

namespace gangway::transport {

struct ListenOptions {
  std::string address = "0.0.0.0";  ///< An IPv4 or IPv6 address of this machine, not a name.
  std::uint16_t port = 8080;        ///< 0 takes a free one.
  HttpOptions http = {};
};

/// An open port whose connections ask `host`. On the loop's thread; loop and host must outlive it, and the
/// host the loop's run too.
class Listener {
 public:
  /// Opens the port; throws StartError with what is wrong and what to do. Accepts once the loop runs.
  Listener(AsioLoop& loop, protocol::Host& host, ListenOptions options);
  /// Accepts no more. Connections stay.
  ~Listener();
  Listener(const Listener&) = delete;
  Listener& operator=(const Listener&) = delete;

  [[nodiscard]] std::uint16_t port() const noexcept;

 private:
  class Impl;
  std::shared_ptr<Impl> impl_;
};

}  // namespace gangway::transport
