#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "dispatch/observer.h"
#include "seeing/counters.h"

namespace gangway::seeing {

/// Counts what goes on, and says it as Prometheus reads it. Each loop's thread counts for itself; nothing is
/// shared until somebody asks for the sums.
///
/// Labels come from the schema alone (gateway, namespace, event, code), never from clients: the number of
/// series is bounded by it. The namespace is the path in the schema, also for one with parameters.
class Metrics final : public detail::Observer {
 public:
  Metrics();
  ~Metrics() override;

  [[nodiscard]] bool every_call() const noexcept override { return true; }
  void connection_opened(const detail::Connection& connection) override;
  void connection_closed(const detail::Connection& connection) override;
  void joined(const detail::Member& member) override;
  void left(const detail::Member& member, LeaveReason reason) override;
  void call_ended(const detail::CallEnd& end) override;
  void client_call_ended(const detail::Member& member, std::string_view event,
                         std::string_view code) override;
  void event_sent(const detail::Namespace& space, std::string_view event, std::size_t clients) override;
  void event_dropped(const detail::Namespace& space, std::string_view event) override;
  void rooms_changed(const detail::Namespace& space, int by) override;
  void note(LogLevel, const detail::Connection&, std::string_view) override {}

  /// What a scrape gets, in Prometheus's text format 0.0.4: `outbox_bytes` is what waits in all outboxes now.
  /// From any thread.
  [[nodiscard]] std::string text(std::uint64_t outbox_bytes) const;

 private:
  Counters& mine();
  NamespaceCounters& of(const detail::Namespace& space);

  const std::uint64_t id_;  ///< Unlike any other's, also of one that is gone.
  mutable std::mutex mutex_;
  std::vector<std::unique_ptr<Counters>> of_threads_;
};

}  // namespace gangway::seeing
