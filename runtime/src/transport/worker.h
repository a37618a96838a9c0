#pragma once

#include <cstddef>
#include <memory>
#include <utility>
#include <vector>

#include "protocol/host.h"
#include "transport/asio_loop.h"

namespace gangway::transport {

/// A loop that connections may live on, and whom they ask there. Both must outlive the loop's run.
struct Worker {
  AsioLoop* loop;
  protocol::Host* host;
};

/// The workers of one listener, and which of them has a connection.
class Place {
 public:
  Place(std::shared_ptr<const std::vector<Worker>> workers, std::size_t index)
      : workers_(std::move(workers)), index_(index) {}

  [[nodiscard]] AsioLoop& loop() const noexcept { return *(*workers_)[index_].loop; }
  [[nodiscard]] protocol::Host& host() const noexcept { return *(*workers_)[index_].host; }
  [[nodiscard]] std::size_t index() const noexcept { return index_; }
  [[nodiscard]] std::size_t workers() const noexcept { return workers_->size(); }
  /// Another worker's. `index` is below `workers()`.
  [[nodiscard]] Place at(std::size_t index) const { return {workers_, index}; }

 private:
  std::shared_ptr<const std::vector<Worker>> workers_;
  std::size_t index_;
};

}  // namespace gangway::transport
