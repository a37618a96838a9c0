#pragma once

#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "gangway/limits.h"
#include "hub/replay_log.h"
#include "hub/suspended.h"
#include "protocol/emission.h"

namespace gangway::detail {

class Member;
class Namespace;
class Shard;

/// The `@replay` of one namespace: the log of its events, the clients that are away and may come back, and
/// those that are here, by what they would show to come back.
///
/// Thread safety: any thread, but for what says otherwise. All loops see the events in the order of their
/// offsets: with one loop because there is one, with several because each event is posted to all of them
/// under one lock. So what a loop has seen up to some offset is the same as what the log has up to it.
class Replay {
 public:
  Replay(Namespace& space, const Limits& limits);
  Replay(const Replay&) = delete;
  Replay& operator=(const Replay&) = delete;
  ~Replay();

  /// Keeps an event and sends it to the audience. `key` as in `Namespace::broadcast`.
  void send(const Audience& audience, const EmitRow& event, WriteFn data, const WriteFn* key);
  /// The same for one client, which is here or away.
  protocol::Sent send_to(Member& member, const EmitRow& event, WriteFn data, const WriteFn* key);
  [[nodiscard]] bool is_away(std::string_view sid);

  // The rest: on the member's loop's thread.

  /// The member is in: its place in the log is where its loop is, or where it was. Returns what it missed.
  [[nodiscard]] std::vector<ReplayedPtr> joined(Member& member);
  /// The member goes. Where its connection was `lost`, what it needs to come back is kept for a while.
  void left(Member& member, bool lost);
  /// The client of that membership, which is away; null where there is none. Nobody else gets it any more.
  [[nodiscard]] std::unique_ptr<Suspended> take(std::string_view sid, const Executor& loop);
  /// Whether nothing behind that offset was let go of.
  [[nodiscard]] bool has_all_behind(std::uint64_t offset, TimePoint now);
  /// The member of that id, whose connection the server still takes for alive; null where there is none.
  [[nodiscard]] std::shared_ptr<Member> find(std::string_view sid);
  /// The client has said something since it was let in: it knows its new sid, and the former one is of no
  /// more use.
  void confirm(Member& member);
  /// It came back, but was lost again before it was in.
  void put_back(std::unique_ptr<Suspended> client, Executor& loop);

  /// Forgets everybody who is away: the server ends. On any loop's thread.
  void forget();

 private:
  void publish(Replayed event, const std::shared_ptr<Member>& to);
  void keep(std::unique_ptr<Suspended> client, Executor& loop);
  void expire(TimePoint now);

  Namespace& space_;
  std::mutex mutex_;
  ReplayLog log_;
  SuspendedClients away_;
  std::unordered_map<std::string_view, std::weak_ptr<Member>> here_;  ///< Names are those of the members.
};

}  // namespace gangway::detail
