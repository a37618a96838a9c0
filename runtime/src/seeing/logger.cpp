#include "seeing/logger.h"

#include <utility>

namespace gangway::seeing {
namespace {

constexpr std::size_t kMoreAtDebug = 100;

/// "127.0.0.1" of "127.0.0.1:51234": a client has many ports.
std::string_view without_port(std::string_view address) { return address.substr(0, address.rfind(':')); }

}  // namespace

Logger::Logger(const Logging& logging, Sink sink)
    : logging_(logging),
      sink_(std::move(sink)),
      limiter_(logging.repeats, logging.repeats_per_second),
      debug_limiter_(logging.repeats * kMoreAtDebug, logging.repeats_per_second * kMoreAtDebug) {}

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
  sink_(record.level, logging_.format == LogFormat::Json ? as_json(record, std::chrono::system_clock::now())
                                                         : as_text(record));
}

}  // namespace gangway::seeing
