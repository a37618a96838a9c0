#include "seeing/setup.h"

#include <utility>
#include <vector>

#include "seeing/log_observer.h"
#include "seeing/logger.h"
#include "seeing/observers.h"

namespace gangway::seeing {

Seeing set_up(const Logging& logging, bool with_metrics,
              std::function<void(LogLevel, std::string_view)> sink) {
  auto logger = std::make_shared<Logger>(logging, sink ? std::move(sink) : spdlog_sink(logging));
  Seeing seeing;
  seeing.log = [logger](LogLevel level, std::string_view line) {
    logger->write({.level = level, .message = line});
  };
  seeing.observer = std::make_shared<LogObserver>(logger);
  if (with_metrics) {
    seeing.metrics = std::make_shared<Metrics>();
    seeing.observer = std::make_shared<Observers>(
        std::vector<std::shared_ptr<detail::Observer>>{seeing.observer, seeing.metrics});
  }
  return seeing;
}

}  // namespace gangway::seeing
