#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "transport/http_options.h"
#include "transport/tls_context.h"
#include "transport/worker.h"

namespace gangway::transport {

struct ListenOptions {
  std::string address = "0.0.0.0";  ///< An IPv4 or IPv6 address of this machine, not a name.
  std::uint16_t port = 8080;        ///< 0 takes a free one.
  HttpOptions http = {};
  std::shared_ptr<TlsContext> tls = {};  ///< With it, all that comes speaks TLS.
  /// A Unix socket instead: its path, and the permissions of the file.
  std::string unix_path = {};
  std::uint32_t unix_mode = 0660;
};

/// An open port, or Unix socket, that hands each connection to the worker with the fewest; `Host::home_of`
/// may move it from there. On the thread of the first worker's loop; the workers must outlive it.
class Listener {
 public:
  /// Opens it; throws StartError with what is wrong and what to do. Accepts once the first loop runs.
  Listener(std::vector<Worker> workers, ListenOptions options);
  Listener(AsioLoop& loop, protocol::Host& host, ListenOptions options)
      : Listener(std::vector<Worker>{{&loop, &host}}, std::move(options)) {}
  /// Accepts no more. Connections stay.
  ~Listener();
  Listener(const Listener&) = delete;
  Listener& operator=(const Listener&) = delete;

  /// 0 of a Unix socket.
  [[nodiscard]] std::uint16_t port() const noexcept;

 private:
  class Impl;
  std::shared_ptr<Impl> impl_;
};

}  // namespace gangway::transport
