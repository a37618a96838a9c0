#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
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

 private:
  Recorder recorder_;
  std::atomic<std::uint64_t> connections_ = 0;
};

/// `session`, with all that is said on its connection recorded, too. `request` is what it began with.
std::shared_ptr<Session> recorded(std::shared_ptr<Session> session, std::shared_ptr<Recording> recording,
                                  std::shared_ptr<detail::Executor> clock, const HttpRequest& request,
                                  std::string_view subprotocol);

}  // namespace gangway::protocol
