#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "gangway/broadcast.h"
#include "gangway/client.h"
#include "hub/room.h"

namespace gangway::protocol {
struct Emission;
}

namespace gangway::detail {

class Executor;
class Member;
class Namespace;
struct EmitRow;
struct Replayed;

/// The clients of one namespace that live on one loop, and the rooms as far as these clients are in them. On
/// that loop's thread only, but for `executor`.
class Shard {
 public:
  Shard(Namespace& space, std::shared_ptr<Executor> loop, std::size_t rooms_per_client);

  [[nodiscard]] const std::shared_ptr<Executor>& executor() const noexcept { return executor_; }
  [[nodiscard]] std::size_t client_count() const noexcept { return members_.size(); }
  [[nodiscard]] std::size_t room_count() const noexcept { return rooms_.size(); }

  void add(Member& member);
  /// Takes the member out of the namespace and all its rooms; a room that is empty then is gone.
  void remove(Member& member);

  /// Where the client is in as many rooms as it may be, this is logged and false.
  bool join_room(Member& member, std::string_view room);
  void leave_room(Member& member, std::string_view room);
  [[nodiscard]] bool in_room(const Member& member, std::string_view room) const;

  /// Lets the member be one of that user's; of nobody's where it is empty.
  void set_user(Member& member, std::string_view user);

  /// Those of the audience who are here and have joined, each once.
  [[nodiscard]] std::vector<Member*> members(const Audience& audience);

  /// Sends an event to those of the audience who are here, encoded once for each dialect among them.
  /// `key` is as in `Namespace::broadcast`.
  void broadcast(const Audience& audience, const EmitRow& event, WriteFn data, const WriteFn* key);

  /// Sends an event of the replay log, the one behind those that came here before. `to`: the one client it is
  /// for, if that is known.
  void replay(const Replayed& event, Member* to);
  /// The same to one client that missed it.
  static void replay_to(Member& member, const Replayed& event);
  /// The offset of the last one; 0 before the first.
  [[nodiscard]] std::uint64_t last_offset() const noexcept { return last_offset_; }

 private:
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const noexcept {
      return std::hash<std::string_view>{}(text);
    }
  };

  [[nodiscard]] Room* find_room(std::string_view name) const;
  /// The member's entry for the room; past the end where it is not in.
  [[nodiscard]] static std::size_t entry_of(const Member& member, const Room* room);
  [[nodiscard]] Member* find(ClientId client) const;
  void drop_entry(Member& member, std::size_t entry);
  void send(const Audience& audience, const protocol::Emission& emission, WriteFn data);
  void drop_user(Member& member);
  void mark_exceptions(const Audience& audience, std::uint64_t mark);
  /// Calls `use` with each member of the audience once.
  template <class Use>
  void select(const Audience& audience, Use use);

  Namespace& space_;
  std::shared_ptr<Executor> executor_;
  std::size_t rooms_per_client_;
  std::vector<Member*> members_;
  std::unordered_map<ClientId, Member*> by_id_;
  using Rooms = std::unordered_map<std::string, std::unique_ptr<Room>, Hash, std::equal_to<>>;
  static Room& room_in(Rooms& rooms, std::string_view name, bool& is_new);
  Rooms rooms_;
  Rooms users_;  ///< The clients of each user. Seats have no entries there.
  std::uint64_t last_mark_ = 0;
  std::uint64_t last_offset_ = 0;
};

}  // namespace gangway::detail
