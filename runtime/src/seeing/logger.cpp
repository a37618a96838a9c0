#include "seeing/logger.h"

#include <utility>

namespace gangway::seeing {
namespace {

constexpr std::size_t kRepeats = 100;
constexpr std::size_t kRepeatsPerSecond = 10;
constexpr std::size_t kMoreAtDebug = 100;

/// "127.0.0.1" of "127.0.0.1:51234": a client has many ports.
std::string_view without_port(std::string_view address) { return address.substr(0, address.rfind(':')); }

}  // namespace

Logger::Logger(const Logging& logging, Sink sink)
    : level_(logging.level.value_or(LogLevel::Info)),
      format_(logging.format.value_or(LogFormat::Text)),
      sink_(std::move(sink)),
      limiter_(logging.repeats.value_or(kRepeats), logging.repeats_per_second.value_or(kRepeatsPerSecond)),
      debug_limiter_(logging.repeats.value_or(kRepeats) * kMoreAtDebug,
                     logging.repeats_per_second.value_or(kRepeatsPerSecond) * kMoreAtDebug) {}

void Logger::write(Record record) {
  if (!writes(record.level)) return;
  {
    // Not the values, which a client may choose, but what the schema and the runtime are made of.
    std::string kind(record.message.substr(0, record.message.find(':')));
    kind.append(" ").append(record.ns).append(" ").append(record.code);
    const std::lock_guard lock(mutex_);
    Limiter& limiter = record.level == LogLevel::Debug ? debug_limiter_ : limiter_;
    const auto left_out = limiter.admit(kind, without_port(record.address), std::chrono::steady_clock::now());
    if (!left_out) return;
    record.left_out = *left_out;
  }
  sink_(record.level,
        format_ == LogFormat::Json ? as_json(record, std::chrono::system_clock::now()) : as_text(record));
}

}  // namespace gangway::seeing
