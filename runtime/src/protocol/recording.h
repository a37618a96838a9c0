#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <memory>
#include <mutex>
#include <string_view>
#include <utility>

#include "dispatch/executor.h"
#include "gangway/recording.h"
#include "protocol/host.h"
#include "protocol/session.h"

namespace gangway::protocol {

/// What records the connections of one server.
class Recording {
 public:
  explicit Recording(Recorder recorder) : recorder_(std::move(recorder)) {}

  void tell(const RecordedFrame& frame) const { recorder_(frame); }
  std::uint64_t next_connection() { return ++connections_; }
  /// From the first connection to `now`.
  std::chrono::milliseconds since_begin(detail::TimePoint now) {
    std::call_once(begun_, [&] { begin_ = now; });
    return std::chrono::duration_cast<std::chrono::milliseconds>(now - begin_);
  }

 private:
  Recorder recorder_;
  std::atomic<std::uint64_t> connections_ = 0;
  std::once_flag begun_;
  detail::TimePoint begin_{};
};

/// `session`, with all that is said on its connection recorded, too. `request` is what it began with.
std::shared_ptr<Session> recorded(std::shared_ptr<Session> session, std::shared_ptr<Recording> recording,
                                  std::shared_ptr<detail::Executor> clock, const HttpRequest& request,
                                  std::string_view subprotocol);

}  // namespace gangway::protocol
