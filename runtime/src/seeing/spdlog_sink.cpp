#include <spdlog/logger.h>
#include <spdlog/pattern_formatter.h>
#include <spdlog/sinks/rotating_file_sink.h>
#include <spdlog/sinks/stdout_sinks.h>

#include <memory>

#include "gangway/server.h"
#include "seeing/logger.h"

namespace gangway::seeing {
namespace {

constexpr std::size_t kFileBytes = 64 * 1024 * 1024;
constexpr std::size_t kFiles = 5;

spdlog::level::level_enum level_of(LogLevel level) {
  switch (level) {
    case LogLevel::Debug:
      return spdlog::level::debug;
    case LogLevel::Info:
      return spdlog::level::info;
    case LogLevel::Warning:
      return spdlog::level::warn;
    case LogLevel::Error:
      break;
  }
  return spdlog::level::err;
}

spdlog::sink_ptr open(const Logging& logging) {
  if (!logging.file) return std::make_shared<spdlog::sinks::stderr_sink_mt>();
  try {
    return std::make_shared<spdlog::sinks::rotating_file_sink_mt>(
        *logging.file, logging.file_bytes.value_or(kFileBytes), logging.files.value_or(kFiles));
  } catch (const spdlog::spdlog_ex& error) {
    throw StartError("the log cannot be written: " + std::string(error.what()));
  }
}

}  // namespace

Sink spdlog_sink(const Logging& logging) {
  // A logger of our own, not in spdlog's registry: the application may use spdlog in its own way.
  auto logger = std::make_shared<spdlog::logger>("gangway", open(logging));
  logger->set_level(spdlog::level::debug);
  logger->flush_on(spdlog::level::info);
  const char* pattern = logging.format == LogFormat::Json ? "%v" : "%Y-%m-%dT%H:%M:%S.%eZ gangway %l: %v";
  logger->set_formatter(std::make_unique<spdlog::pattern_formatter>(pattern, spdlog::pattern_time_type::utc));
  return [logger](LogLevel level, std::string_view line) {
    logger->log(level_of(level), spdlog::string_view_t(line.data(), line.size()));
  };
}

}  // namespace gangway::seeing
