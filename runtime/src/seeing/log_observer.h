#pragma once

#include <memory>

#include "dispatch/observer.h"
#include "seeing/logger.h"

namespace gangway::seeing {

/// Makes log records of what goes on.
class LogObserver final : public detail::Observer {
 public:
  explicit LogObserver(std::shared_ptr<Logger> logger) : logger_(std::move(logger)) {}

  [[nodiscard]] bool every_call() const noexcept override { return logger_->writes(LogLevel::Debug); }
  void connection_opened(const detail::Connection& connection) override;
  void connection_closed(const detail::Connection& connection) override;
  void joined(const detail::Member& member) override;
  void left(const detail::Member& member, LeaveReason reason) override;
  void call_ended(const detail::CallEnd& end) override;
  void client_call_ended(const detail::Member& member, std::string_view event,
                         std::string_view code) override;
  void event_sent(const detail::Namespace&, std::string_view, std::size_t) override {}
  void event_dropped(const detail::Namespace& space, std::string_view event) override;
  void rooms_changed(const detail::Namespace&, int) override {}
  void note(LogLevel level, const detail::Connection& connection, std::string_view text) override;

 private:
  std::shared_ptr<Logger> logger_;
};

}  // namespace gangway::seeing
