#pragma once

#include <functional>
#include <memory>

#include "transport/asio_loop.h"

namespace gangway::transport {

/// Calls `stop` on the loop's thread for each SIGINT and SIGTERM, and `reload`, if there is one, for each
/// SIGHUP, as long as it lives. One of these at a time: signals belong to the process. The loop must outlive
/// it.
class Signals {
 public:
  Signals(AsioLoop& loop, std::function<void()> stop, std::function<void()> reload = {});
  ~Signals();
  Signals(const Signals&) = delete;
  Signals& operator=(const Signals&) = delete;

 private:
  class Impl;
  std::shared_ptr<Impl> impl_;
};

}  // namespace gangway::transport
