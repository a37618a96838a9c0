#pragma once

#include <algorithm>
#include <memory>
#include <utility>
#include <vector>

#include "dispatch/observer.h"

namespace gangway::seeing {

/// Several observers as one.
class Observers final : public detail::Observer {
 public:
  explicit Observers(std::vector<std::shared_ptr<detail::Observer>> all)
      : all_(std::move(all)),
        every_call_(
            std::any_of(all_.begin(), all_.end(), [](const auto& one) { return one->every_call(); })) {}

  [[nodiscard]] bool every_call() const noexcept override { return every_call_; }
  void connection_opened(const detail::Connection& connection) override {
    for (const auto& one : all_) one->connection_opened(connection);
  }
  void connection_closed(const detail::Connection& connection) override {
    for (const auto& one : all_) one->connection_closed(connection);
  }
  void joined(const detail::Member& member) override {
    for (const auto& one : all_) one->joined(member);
  }
  void left(const detail::Member& member, LeaveReason reason) override {
    for (const auto& one : all_) one->left(member, reason);
  }
  void call_ended(const detail::CallEnd& end) override {
    for (const auto& one : all_) one->call_ended(end);
  }
  void client_call_ended(const detail::Member& member, std::string_view event,
                         std::string_view code) override {
    for (const auto& one : all_) one->client_call_ended(member, event, code);
  }
  void event_sent(const detail::Namespace& space, std::string_view event, std::size_t clients) override {
    for (const auto& one : all_) one->event_sent(space, event, clients);
  }
  void event_dropped(const detail::Namespace& space, std::string_view event) override {
    for (const auto& one : all_) one->event_dropped(space, event);
  }
  void rooms_changed(const detail::Namespace& space, int by) override {
    for (const auto& one : all_) one->rooms_changed(space, by);
  }
  void note(LogLevel level, const detail::Connection& connection, std::string_view text) override {
    for (const auto& one : all_) one->note(level, connection, text);
  }

 private:
  std::vector<std::shared_ptr<detail::Observer>> all_;
  bool every_call_;
};

}  // namespace gangway::seeing
