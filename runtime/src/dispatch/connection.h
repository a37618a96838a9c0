#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "dispatch/deadlines.h"
#include "dispatch/executor.h"
#include "dispatch/gateway.h"
#include "dispatch/rates.h"
#include "gangway/dispatch.h"
#include "hub/member.h"
#include "protocol/peer.h"

namespace gangway::detail {

class Pipeline;

/// A call as the log names it: "`send` of /chat", "the join of /chat".
std::string described(const CallRef& ref);
/// How many handlers of one client may run this event at once.
[[nodiscard]] std::uint32_t concurrency_of(const Route* route);
/// Whether its client's next events wait for it.
[[nodiscard]] bool holds_up_others(const CallRef& ref);
/// What a client shows to come back after its connection was lost.
struct ResumeRequest {
  std::string sid = {};
  std::uint64_t offset = 0;  ///< Of the last replayed event that it got.
  /// The client keeps its sid for as long as it comes back, and is a new one where something that it missed
  /// is not kept any more.
  bool whole_or_new = false;
};

/// What one connection has going on, whatever its dialect: the namespaces it joined, its calls in flight in
/// both directions, its heartbeat. A session calls it with what its client said; it answers through the
/// session's Peer.
///
/// Lives on one loop, the one whose thread makes it, and on that loop's thread only.
///
/// Promises kept here: nothing is handled before the join was accepted; a client's events are handled one at
/// a time, in order; every call gets exactly one end.
class Connection {
 public:
  Connection(Gateway& gateway, protocol::Peer& peer, std::shared_ptr<const protocol::PeerInfo> info);
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;
  ~Connection();

  /// The connection can carry messages: its times start to run.
  void open();

  // --- what the client said --------------------------------------------------------------------------------

  // Payloads are in the format of the connection's dialect, JSON text with a reader's padding.

  /// `handshake` is a payload, or null without one. `lenient`: its numbers and
  /// booleans may stand in quotes.
  /// `resume`: null where the client does not come back.
  void join(std::string_view ns, const std::string_view* handshake, bool lenient,
            std::string_view schema_hash, const ResumeRequest* resume = nullptr);
  void leave(std::string_view ns);
  /// A new handshake of a client that is in, for a token that ran out. It is handled at once, beside its
  /// events.
  void refresh(std::string_view ns, std::string_view handshake);
  /// `data` is null without a payload.
  void event(std::string_view ns, std::string_view event, std::optional<std::uint64_t> id,
             const std::string_view* data);
  void credit(std::uint64_t id, std::uint64_t more);
  void cancel(std::uint64_t id);
  /// A value of what the client streams to its call `id`, a payload like others; and their end.
  void item(std::uint64_t id, std::string_view payload);
  void end_items(std::uint64_t id);
  /// The answer to a call of ours.
  void answer(std::uint64_t id, ClientAnswer answer);
  /// Something that makes no sense. Past `Limits::offences` the connection is closed.
  void offence();
  void activity() noexcept { alive_ = true; }

  /// The handler of an event can start right away: the fast path of a session that reads payloads in place.
  struct Ready {
    Member* member = nullptr;
    const Route* route = nullptr;
  };
  [[nodiscard]] Ready ready(std::string_view ns, std::string_view event);
  /// Runs it. The call must have been made ready just before.
  void start(const Ready& ready, Call& call);

  void drained();
  /// The link is gone, or about to go: everybody leaves.
  void close(LeaveReason reason);

  // --- for handlers, clients and calls
  // ----------------------------------------------------------------------

  void put_out(Member& member);
  /// The client has come back on another connection: this one has lost it.
  void lose(Member& member) { remove(member, LeaveReason::TransportLost); }
  void keep(std::unique_ptr<PendingCall> call);
  void finished(PendingCall& call);
  /// A call with a deadline keeps it, whatever it still does.
  void in_time(std::uint64_t deadline) { deadlines_.stop(deadline); }
  /// A kept call has turned out to be a stream, which holds up no events.
  void no_longer_in_order(Member& member);
  /// Ends an event or a join with an error.
  void refuse(const CallRef& ref, const protocol::ErrorBody& error);
  void accepted(Member& member);
  void refused(Member& member, const protocol::ErrorBody& error);
  /// Sends a call to the client; `done` gets its answer unless `forget` comes first.
  std::uint64_t call_client(Member& member, std::string_view event, const KeptJson& data,
                            std::chrono::milliseconds timeout, ServerCallBase::Done done);
  void forget_call(std::uint64_t id);
  /// Counts bytes that a client streamed and no handler has taken yet; false where there are too many.
  [[nodiscard]] bool hold_upload_bytes(std::size_t bytes);
  void let_go_of_upload_bytes(std::size_t bytes) noexcept { upload_bytes_ -= bytes; }
  [[nodiscard]] protocol::Peer& peer() const noexcept { return peer_; }
  /// What the client's payloads are written in.
  [[nodiscard]] WireFormat format() const { return peer_.dialect().wire_format(); }
  [[nodiscard]] Gateway& gateway() const noexcept { return gateway_; }
  [[nodiscard]] const protocol::PeerInfo& info() const noexcept { return *info_; }
  [[nodiscard]] const Executor& executor() const noexcept { return *executor_; }
  void log(LogLevel level, const std::string& text) const;
  /// An event was dropped because the client is too slow for it.
  void dropped(std::string_view ns, std::string_view event);

  [[nodiscard]] bool observed() const noexcept { return observer_ != nullptr; }
  /// What a frame's call is stamped with: the time where an observer wants times, for a clock costs.
  [[nodiscard]] TimePoint arrival() const { return times_calls_ ? executor_->now() : kUntimed; }
  /// A call ended, for whoever watches; its end frame is written by somebody else. `fault` is for the log.
  void ended(const CallRef& call, std::string_view code = {}, bool declared = false,
             std::string_view fault = {}) const {
    if (observer_ != nullptr && (times_calls_ || !code.empty())) tell_ended(call, code, declared, fault);
  }

  /// Whether the outbox holds so much that streams wait.
  [[nodiscard]] bool congested() const;
  [[nodiscard]] bool has_joined() const;
  /// Whether the client is in that namespace, or joining it.
  [[nodiscard]] bool knows(std::string_view ns) const { return find(ns) != nullptr; }
  /// A namespace that the client is in, as the client wrote it.
  [[nodiscard]] std::string_view as_asked(std::string_view ns) const {
    return has_asked_paths_ ? asked_path(ns) : ns;
  }
  /// Calls and events whose handlers have not ended: what a stopping server waits for.
  [[nodiscard]] bool idle() const;
  /// The reason to tell handlers when the link ends next, where the server ends it.
  void set_close_reason(LeaveReason reason) { close_reason_ = reason; }
  [[nodiscard]] std::optional<LeaveReason> close_reason() const { return close_reason_; }

 private:
  struct ClientCall {
    Member* member;
    std::string event;
    ServerCallBase::Done done;
    Executor::TimerId timer;
  };

  [[nodiscard]] std::shared_ptr<Member> find(std::string_view ns) const;
  [[nodiscard]] std::string_view asked_path(std::string_view ns) const;
  /// Its member's namespace has another path than the one it asked for.
  void set_asked_path(Member& member, std::string_view ns);
  void ask_handler(Member& member, const std::string_view* handshake, bool lenient);
  void join_again(const std::shared_ptr<Namespace>& space, std::string_view ns, const ResumeRequest& resume,
                  const std::string_view* handshake, bool lenient);
  /// Lets go of the member's namespace, of an instance perhaps only after a while.
  void leave_space(Member& member, LeaveReason reason);
  static void suspend(Member& member, bool was_in, LeaveReason reason);
  /// `route` is null where there is no such event.
  void dispatch(Member& member, const Route* route, const CallRef& ref, const std::string_view* data,
                UploadHold upload);
  void wait(Member& member, const Route* route, const CallRef& ref, const std::string_view* data,
            UploadHold upload);
  /// Whether the event at the head of a client's queue need not wait for those that run.
  [[nodiscard]] bool may_start(const Member& member, const Route* route) const;
  /// Counts a call. False where it was one too many, and was told so.
  [[nodiscard]] bool is_within_rate(const CallRef& ref, const Route* route);
  /// Counts a client of its address. False where it was one too many, and was told so.
  [[nodiscard]] bool may_join(std::string_view ns);
  void left_address();
  void set_deadline(CallRef& ref, const Route* route);
  void deadline_passed(std::uint64_t call);
  [[nodiscard]] UploadHold begin_upload(const Route* route, const CallRef& ref);
  [[nodiscard]] std::shared_ptr<Upload> upload_of(std::uint64_t id) const;
  /// Ends a call of the client's, wherever it is.
  void end_call(std::uint64_t id, ErrorCode code, std::string_view message);
  void end_where(FunctionRef<bool(const CallRef&)> is_it, ErrorCode code, std::string_view message);
  void handle_waiting(Member& member);
  /// Starts a call that has something around it.
  void start_around(const CallRef& ref, const Route* route, const CallPolicy* policy,
                    const std::string_view* data, bool lenient, UploadHold upload);
  void remove(Member& member, LeaveReason reason);
  void fail(const CallRef& ref, ErrorCode code, std::string_view message);
  /// By any member's calls, or by those of `only`.
  [[nodiscard]] bool id_in_use(std::uint64_t id, const Member* only = nullptr) const;
  [[nodiscard]] bool expired(const Member& member) const;
  [[nodiscard]] std::size_t calls_of(const Member& member) const;
  void end_client_call(std::uint64_t id, ClientAnswer answer);
  void tell_client_call(const ClientCall& call, std::string_view code) const;
  void send_heartbeat();
  void check_heartbeat();
  void tell_ended(const CallRef& call, std::string_view code, bool declared, std::string_view fault) const;

  Gateway& gateway_;
  protocol::Peer& peer_;
  std::shared_ptr<const protocol::PeerInfo> info_;
  std::shared_ptr<Executor> executor_;
  Observer* observer_;  ///< Null: nobody watches.
  bool times_calls_;
  bool opened_ = false;
  bool has_asked_paths_ = false;  ///< A member has one.
  std::vector<std::shared_ptr<Member>> members_;
  std::vector<std::unique_ptr<PendingCall>> calls_;
  std::unique_ptr<Pipeline> spare_;  ///< One that is not in use: most calls need no other.
  std::unordered_map<std::uint64_t, ClientCall> client_calls_;
  std::uint64_t last_client_call_ = 0;
  std::size_t offences_ = 0;
  std::size_t upload_bytes_ = 0;
  ConnectionRates rates_;
  Deadlines deadlines_;
  bool closed_ = false;
  std::optional<LeaveReason> close_reason_;
  Executor::TimerId join_timer_ = Executor::TimerId::None;
  Executor::TimerId heartbeat_timer_ = Executor::TimerId::None;
  bool alive_ = false;  ///< Something arrived since the last heartbeat was sent.
};

}  // namespace gangway::detail
