#pragma once

#include <functional>
#include <memory>
#include <string_view>

#include "dispatch/observer.h"
#include "gangway/logging.h"
#include "seeing/metrics.h"

namespace gangway::seeing {

/// What a server sees with.
struct Seeing {
  std::shared_ptr<detail::Observer> observer;
  std::shared_ptr<Metrics> metrics;                     ///< Null where they are switched off.
  std::function<void(LogLevel, std::string_view)> log;  ///< For lines that are about no connection.
};

/// `sink` takes the lines where it is set; otherwise spdlog writes them. Throws StartError.
[[nodiscard]] Seeing set_up(const Logging& logging, bool with_metrics,
                            std::function<void(LogLevel, std::string_view)> sink);

}  // namespace gangway::seeing
