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
#include "gangway/detail/kept_json.h"
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
struct ResumeRequest;
struct Room;
struct Suspended;

/// One client of one namespace: what a `Client` handle names. Kept alive by its connection while it is in,
/// and by handles afterwards. But for what says otherwise, on its loop's thread only, which is its
/// connection's.
class Member : public std::enable_shared_from_this<Member> {
 public:
  enum class State : std::uint8_t { Joining, Joined, Left };

  struct RoomEntry {
    Room* room = nullptr;
    std::size_t seat = 0;  ///< Of this member in the room's list.
    /// The offset of the newest replayed event when it came in: see KeptRoom.
    std::uint64_t since = 0;
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
    KeptJson data;
    std::optional<std::string> key;  ///< What `@latest` goes by.
  };

  /// What the client presented to join.
  struct Handshake {
    Handshake(std::string_view payload, bool is_lenient, WireFormat written_in);
    [[nodiscard]] std::string_view view() const { return std::string_view(text).substr(0, size); }
    std::string text;  ///< With a reader's padding.
    std::size_t size;
    bool lenient;  ///< From a query: numbers and booleans may stand in quotes.
    WireFormat format;
  };

  /// `known_id`: that of a client which comes back.
  Member(std::shared_ptr<Namespace> space, Connection& connection, protocol::Peer& peer,
         std::shared_ptr<const protocol::PeerInfo> info, std::optional<ClientId> known_id = {});
  Member(const Member&) = delete;
  Member& operator=(const Member&) = delete;
  ~Member();

  /// Makes this the client that was lost, whom `resume` has found: its session, its rooms. Before any handler
  /// sees it.
  void restore(std::unique_ptr<Suspended> client, const ResumeRequest& resume);

  [[nodiscard]] std::shared_ptr<Member> shared() { return shared_from_this(); }
  /// The loop it lives on.
  [[nodiscard]] Executor& executor() const noexcept;

  // Never change: from any thread.
  const ClientId id;
  std::string sid;  ///< But for `restore`.
  const std::shared_ptr<Namespace> space;
  Shard& shard;  ///< The one of `space` that this member belongs to.
  const std::shared_ptr<const protocol::PeerInfo> info;

  /// The namespace's path as the client wrote it, where that is not the canonical one; otherwise empty.
  std::string asked_path;
  [[nodiscard]] bool is_at(std::string_view path) const noexcept;

  std::atomic<State> state = State::Joining;  ///< Read from any thread.
  /// Null once the client has left.
  Connection* connection;
  protocol::Peer* peer;
  void* session = nullptr;  ///< The typed session, made and freed by the namespace's table.

  std::optional<Handshake> handshake;  ///< Where the namespace has guards, which may ask for it.
  std::optional<Handshake> offered;    ///< A refresh's, until it is accepted.

  std::vector<RoomEntry> rooms;
  RoomEntry user;          ///< The list of the user's clients; none until there is a user.
  std::size_t index = 0;   ///< In the shard's list, while joined.
  std::uint64_t mark = 0;  ///< The last broadcast that saw this member.

  std::chrono::steady_clock::time_point expires = std::chrono::steady_clock::time_point::max();
  std::uint32_t running = 0;  ///< Handlers of this client that have not answered yet and hold up others.
  std::deque<Waiting> waiting;
  std::size_t waiting_bytes = 0;
  std::vector<Held> held;

  bool resumed = false;
  std::string former_sid;    ///< See Suspended; empty once the client has spoken.
  bool gap = false;          ///< Some of what it missed is lost.
  std::uint64_t offset = 0;  ///< Of the last replayed event that was sent to it, or that it need not have.
  std::uint64_t asked_offset = 0;
  std::unique_ptr<Suspended> back;  ///< What is known of the client that came back, while it is joining.
};

/// Sends an event to one client, on its loop's thread; before it is in, once it is. `key` may be null.
EmitStatus emit_to(Member& member, const EmitRow& row, WriteFn data, const WriteFn* key);

}  // namespace gangway::detail
