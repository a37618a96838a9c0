#pragma once

#include <functional>
#include <memory>

#include "transport/asio_loop.h"

namespace gangway::transport {

/// Calls `handler` on the loop's thread for each SIGINT and SIGTERM, as long as it lives. One of these at a
/// time: signals belong to the process. The loop must outlive it.
class Signals {
 public:
  Signals(AsioLoop& loop, std::function<void()> handler);
  ~Signals();
  Signals(const Signals&) = delete;
  Signals& operator=(const Signals&) = delete;

 private:
  class Impl;
  std::shared_ptr<Impl> impl_;
};

}  // namespace gangway::transport
