#pragma once

#include <functional>
#include <mutex>
#include <string_view>

#include "gangway/logging.h"
#include "seeing/limiter.h"
#include "seeing/record.h"

namespace gangway::seeing {

/// Where finished lines go, from any thread.
using Sink = std::function<void(LogLevel, std::string_view line)>;

/// Writes to standard error or a file, with spdlog, which adds time and level to lines of text. Throws
/// StartError where the file cannot be opened.
[[nodiscard]] Sink spdlog_sink(const Logging& logging);

/// Takes records, leaves out what there is too much of, and gives lines to a sink. From any thread.
class Logger {
 public:
  Logger(const Logging& logging, Sink sink);

  [[nodiscard]] bool writes(LogLevel level) const noexcept { return level >= level_; }

  /// Sets `left_out` itself.
  void write(Record record);

 private:
  LogLevel level_;
  LogFormat format_;
  Sink sink_;
  std::mutex mutex_;
  Limiter limiter_;
  Limiter debug_limiter_;
};

}  // namespace gangway::seeing
