#pragma once

#include <atomic>
#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "client/asks.h"
#include "client/backoff.h"
#include "client/frame.h"
#include "client/listeners.h"
#include "client/resume.h"
#include "dispatch/executor.h"
#include "gangway/client/dispatch.h"

namespace gangway::client {

class Core;

/// One namespace over a client's connection: its states, what waits for the join, who listens.
///
/// Wanted from its first use on, it joins again after every reconnect, with a new handshake. It ends by a
/// refused join, by being put out, by `leave`, or with the client; only `join` begins it again. On the loop's
/// thread, but for `is_joined`.
class Membership : public std::enable_shared_from_this<Membership> {
 public:
  using HandshakeFn = std::function<std::string()>;
  Membership(Core& core, std::string ns, HandshakeFn handshake);

  [[nodiscard]] const std::string& ns() const noexcept { return ns_; }
  [[nodiscard]] Core* core() const noexcept { return core_; }

  // --- what the application does ---------------------------------------------------------------------------

  /// `state` ends with the next answer to a join; at once where there is one.
  void join(std::shared_ptr<TypedCallState<void>> state);
  /// `state` ends with the answer to the refresh.
  void refresh(std::shared_ptr<TypedCallState<void>> state);
  void leave();
  void call(const std::string& event, std::string payload, std::optional<std::chrono::milliseconds> timeout,
            const std::shared_ptr<CallState>& state, std::shared_ptr<Sink> sink);
  void send(const std::string& event, std::string payload);
  /// Each gets the payload's text and reads it for itself; mostly there is one.
  using EventListeners = Listeners<std::string_view>;
  void listen(const std::string& event, std::shared_ptr<EventListeners::One> one);
  void handle(const std::string& event, std::shared_ptr<Asks::Handling> handling);
  using LeftListeners = Listeners<std::string_view>;
  void listen_left(std::shared_ptr<LeftListeners::One> one) { left_.add(std::move(one)); }
  using ResumeListeners = Listeners<const Resumption&>;
  void listen_resume(std::shared_ptr<ResumeListeners::One> one) { resumes_.add(std::move(one)); }
  void set_handshake(HandshakeFn handshake) { handshake_ = std::move(handshake); }

  // --- what the connection tells ---------------------------------------------------------------------------

  void online();
  void offline();
  void accepted(const Joined& joined);
  void refreshed(const WireError& error);
  void refused(const WireError& error);
  void put_out(const std::string& reason);
  void event(const Incoming& frame);
  void cancel_ask(std::uint64_t id) { asks_.cancel(id); }
  /// The client is closed for good.
  void closed(const CallError& error);

  [[nodiscard]] bool is_wanted() const noexcept { return stage_ == Stage::Wanted || stage_ == Stage::Joined; }
  [[nodiscard]] bool is_joined() const noexcept { return joined_; }

 private:
  enum class Stage : std::uint8_t { Idle, Wanted, Joined, Ended };
  struct Waiting {
    std::uint64_t id = 0;  ///< Of a call; 0 for an event, which has a timer instead.
    std::uint64_t key = 0;
    std::string frame;
    gangway::detail::Executor::TimerId timer = gangway::detail::Executor::TimerId::None;
  };

  void become(Stage stage);
  /// Wants the namespace where it has never been; what stands in the way of using it, if anything does.
  std::optional<CallError> use();
  void present();
  void retry(const WireError& error);
  void finish(const CallError& error);
  void end_refreshes(const Result<void>& end);
  void forget_waiting(std::uint64_t key);
  [[nodiscard]] std::string frame_head(const std::string& event) const;

  Core* core_;
  std::string ns_;
  HandshakeFn handshake_;
  Pauses pauses_;
  Asks asks_;
  std::map<std::string, EventListeners> events_;
  LeftListeners left_;
  ResumeListeners resumes_;
  Resume resume_;
  std::deque<Waiting> waiting_;
  std::uint64_t last_waiting_ = 0;
  std::vector<std::shared_ptr<TypedCallState<void>>> joins_;
  std::vector<std::shared_ptr<TypedCallState<void>>> refreshes_;  ///< Who waits for the one on its way.
  Stage stage_ = Stage::Idle;
  std::atomic<bool> joined_ = false;
  std::optional<CallError> end_;
  bool unanswered_ = false;
  /// Joins that `leave` overtook: their answers are still to come, and mean nothing any more.
  int overtaken_ = 0;
  gangway::detail::Executor::TimerId retry_ = gangway::detail::Executor::TimerId::None;
};

}  // namespace gangway::client
