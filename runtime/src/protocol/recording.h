#pragma once

#include <memory>
#include <string_view>

#include "dispatch/executor.h"
#include "gangway/recording.h"
#include "protocol/session.h"

namespace gangway::protocol {

/// `session`, with all that is said on its connection told to `recorder`, too. `opened` is the JSON text of
/// the first record.
std::shared_ptr<Session> recorded(std::shared_ptr<Session> session, Recorder recorder,
                                  std::uint64_t connection, std::shared_ptr<detail::Executor> clock,
                                  std::string_view opened);

}  // namespace gangway::protocol
