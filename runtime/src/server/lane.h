#pragma once

#include <functional>
#include <memory>

#include "server/host.h"
#include "transport/asio_loop.h"

namespace gangway::detail {

/// One of a server's threads: its loop, and the host of the connections that live there.
class Lane {
 public:
  Lane();

  [[nodiscard]] const std::shared_ptr<transport::AsioLoop>& loop() const noexcept { return loop_; }
  /// Before it runs.
  void set_host(std::shared_ptr<Site> site) { host_ = std::make_unique<Host>(std::move(site)); }
  [[nodiscard]] Host& host() noexcept { return *host_; }

  /// Runs the loop on the calling thread, until it is stopped; then everybody who is still there leaves.
  void run();

  /// Ends what lives here: closes connections as they have nothing in flight any more, all of them from
  /// `deadline` on. `done` is called on this thread once nothing is left, or nobody can be waited for. Called
  /// again, only the deadline changes. From any thread.
  void drain(TimePoint deadline, std::function<void()> done);

 private:
  void step();

  std::shared_ptr<transport::AsioLoop> loop_;
  std::unique_ptr<Host> host_;
  TimePoint deadline_{};
  std::function<void()> done_;
  bool draining_ = false;
};

}  // namespace gangway::detail
