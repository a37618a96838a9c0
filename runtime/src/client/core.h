#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "client/backoff.h"
#include "client/connector.h"
#include "client/correlator.h"
#include "client/frame.h"
#include "client/listeners.h"
#include "client/membership.h"
#include "gangway/client/gateway.h"

namespace gangway::client {

/// One client of a gateway: connects, watches the heartbeat, reconnects, routes frames. A state machine
/// without sockets, over a Connector. On the loop's thread, but for what says otherwise.
class Core final : public std::enable_shared_from_this<Core>, private WireEvents {
 public:
  Core(const Target& target, const GatewayInfo& info);
  ~Core();

  // --- from any thread -------------------------------------------------------------------------------------

  /// Runs `work` on the loop's thread, with this alive; at once where that is the calling one.
  void run(std::function<void(Core&)> work);
  [[nodiscard]] const Options& options() const noexcept { return options_; }
  [[nodiscard]] const GatewayInfo& info() const noexcept { return info_; }
  [[nodiscard]] State state() const noexcept { return state_; }
  [[nodiscard]] Connector& connector() const noexcept { return *connector_; }
  [[nodiscard]] gangway::detail::Executor& executor() const noexcept { return *executor_; }
  /// Closes, and returns once no callback runs any more; inside of one, once no other will.
  void close_and_wait();

  // --- for the namespaces ----------------------------------------------------------------------------------

  void add(std::shared_ptr<Membership> membership) { memberships_.push_back(std::move(membership)); }
  /// Connects, if nothing has been wanted so far.
  void need();
  [[nodiscard]] bool online() const noexcept { return hello_.has_value(); }
  /// Why it is closed, once it is.
  [[nodiscard]] const std::optional<CallError>& end() const noexcept { return end_; }
  [[nodiscard]] Correlator& calls() noexcept { return calls_; }
  /// Sends a frame if there is a connection to send it on. The problem, where the server would not take it.
  std::optional<CallError> send(std::string_view frame);
  void send_call(std::uint64_t id, std::string_view frame);
  gangway::detail::Executor::TimerId at(std::chrono::milliseconds after, std::function<void()> work) {
    return executor_->at(executor_->now() + after, std::move(work));
  }
  void cancel_timer(gangway::detail::Executor::TimerId& timer) {
    executor_->cancel(std::exchange(timer, gangway::detail::Executor::TimerId::None));
  }
  void cancel_timer(const gangway::detail::Executor::TimerId& timer) { executor_->cancel(timer); }
  /// For what has nobody else to be told to.
  void report(const CallError& error);
  /// The same of the exception being handled.
  void report_thrown(const std::string& about = {});

  using StateListeners = Listeners<const StateChange&>;
  void listen_state(std::shared_ptr<StateListeners::One> one) { states_.add(std::move(one)); }
  void close();

 private:
  // WireEvents
  void on_message(std::string_view text) override;
  void on_lost(std::uint16_t code, std::string_view reason) override;

  void connect();
  void route(const Incoming& frame);
  void greeted(const Hello& hello);
  void refused(const Incoming& frame);
  void watch();
  void give_up(const std::string& reason);
  void lost(std::uint16_t code, const std::string& reason);
  void close(const CallError& error, std::uint16_t code);
  void become(State state);
  void tell_state();
  [[nodiscard]] Membership* find(const std::optional<std::string>& ns) const;

  std::shared_ptr<Connector> connector_;
  std::shared_ptr<gangway::detail::Executor> executor_;
  GatewayInfo info_;
  Options options_;
  Correlator calls_;
  Pauses pauses_;
  std::vector<std::shared_ptr<Membership>> memberships_;
  StateListeners states_;
  std::atomic<State> state_ = State::Idle;
  StateChange last_;  ///< Code and reason of the connection that ended last.
  std::optional<CallError> end_;

  std::unique_ptr<Wire> wire_;
  std::optional<Hello> hello_;
  bool was_open_ = false;
  gangway::detail::TimePoint opened_at_{};
  gangway::detail::TimePoint heard_at_{};
  std::chrono::milliseconds reconnect_after_{0};  ///< What the server asked for before it goes.
  gangway::detail::Executor::TimerId timer_ = gangway::detail::Executor::TimerId::None;
  gangway::detail::Executor::TimerId watchdog_ = gangway::detail::Executor::TimerId::None;
};

}  // namespace gangway::client
