#pragma once

#include <memory>
#include <thread>

#include "transport/asio_loop.h"

namespace gangway::client {

/// A thread with a loop, for clients. Ends once the connections have said good-bye, or have had a second for
/// it.
class Loop {
 public:
  Loop();
  ~Loop();
  Loop(const Loop&) = delete;
  Loop& operator=(const Loop&) = delete;

  [[nodiscard]] const std::shared_ptr<transport::AsioLoop>& loop() const noexcept { return loop_; }
  /// A connection holds this as long as it has something to say.
  [[nodiscard]] const std::shared_ptr<int>& presence() const noexcept { return presence_; }

 private:
  std::shared_ptr<transport::AsioLoop> loop_ = std::make_shared<transport::AsioLoop>();
  std::shared_ptr<int> presence_ = std::make_shared<int>(0);
  std::thread thread_;
};

}  // namespace gangway::client
