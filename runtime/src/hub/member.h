#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "gangway/client.h"
#include "gangway/dispatch.h"
#include "gangway/error.h"

namespace gangway::protocol {
class Peer;
struct PeerInfo;
}  // namespace gangway::protocol

namespace gangway::detail {

class Connection;
class Executor;
class Namespace;
class Shard;
struct Room;

/// One client of one namespace: what a `Client` handle names. Kept alive by its connection while it is in,
/// and by handles afterwards. But for what says otherwise, on its loop's thread only, which is its
/// connection's.
class Member : public std::enable_shared_from_this<Member> {
 public:
  enum class State : std::uint8_t { Joining, Joined, Left };

  struct RoomEntry {
    Room* room;
    std::size_t seat;  ///< Of this member in the room's list.
  };

  /// An event that came while the client's join or an earlier event was still being handled.
  struct Waiting {
    const Route* route = nullptr;  ///< Null where there is no such event.
    std::string event;
    std::uint64_t id = 0;
    bool has_id = false;
    bool has_data = false;
    bool is_counted = false;  ///< For its `@rate`, which needs the session that a join makes.
    std::chrono::steady_clock::time_point received = std::chrono::steady_clock::time_point::min();
    std::uint64_t deadline = 0;  ///< As in CallRef.
    std::chrono::steady_clock::time_point expires = std::chrono::steady_clock::time_point::min();
    std::string data;  ///< Followed by a reader's padding inside its size; `data_size` is the text's.
    std::size_t data_size = 0;
    UploadHold upload;
  };

  /// An event sent to a client whose join is not accepted yet.
  struct Held {
    const EmitRow* event;
    std::string data;
    std::optional<std::string> key;  ///< What `@latest` goes by.
  };

  Member(std::shared_ptr<Namespace> space, Connection& connection, protocol::Peer& peer,
         std::shared_ptr<const protocol::PeerInfo> info);
  Member(const Member&) = delete;
  Member& operator=(const Member&) = delete;
  ~Member();

  [[nodiscard]] std::shared_ptr<Member> shared() { return shared_from_this(); }
  /// The loop it lives on.
  [[nodiscard]] Executor& executor() const noexcept;

  // Never change: from any thread.
  const ClientId id;
  const std::string sid;
  const std::shared_ptr<Namespace> space;
  Shard& shard;  ///< The one of `space` that this member belongs to.
  const std::shared_ptr<const protocol::PeerInfo> info;

  std::atomic<State> state = State::Joining;  ///< Read from any thread.
  /// Null once the client has left.
  Connection* connection;
  protocol::Peer* peer;
  void* session = nullptr;  ///< The typed session, made and freed by the namespace's table.

  std::vector<RoomEntry> rooms;
  std::size_t index = 0;   ///< In the shard's list, while joined.
  std::uint64_t mark = 0;  ///< The last broadcast that saw this member.

  std::chrono::steady_clock::time_point expires = std::chrono::steady_clock::time_point::max();
  std::uint32_t running = 0;  ///< Handlers of this client that have not answered yet and hold up others.
  std::deque<Waiting> waiting;
  std::size_t waiting_bytes = 0;
  std::vector<Held> held;
};

}  // namespace gangway::detail
