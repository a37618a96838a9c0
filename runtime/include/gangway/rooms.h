#pragma once

#include <string_view>
#include <utility>

#include "gangway/broadcast.h"
#include "gangway/client.h"
#include "gangway/detail/outcome.h"

namespace gangway {

// What the generated client and broadcast classes of a namespace share, `Rooms` being its rooms' key structs.
// Generated code says by `gangway_room_name(key)` what the hub calls a room.

/// A client of a namespace with these rooms.
template <class... Rooms>
class ClientOf : public Client {
 public:
  using Client::Client;

  template <detail::OneOf<Rooms...> Room>
  void join(const Room& room) const {
    join_room(gangway_room_name(room));
  }
  template <detail::OneOf<Rooms...> Room>
  void leave(const Room& room) const {
    leave_room(gangway_room_name(room));
  }
  /// On the thread of the client's handlers only.
  template <detail::OneOf<Rooms...> Room>
  [[nodiscard]] bool is_in(const Room& room) const {
    return in_room(gangway_room_name(room));
  }
};

/// Many clients of a namespace with these rooms. `Self` is the generated class.
template <class Self, class ClientType, class... Rooms>
class BroadcastOf : public Broadcast {
 public:
  using Broadcast::Broadcast;

  /// That client (where nobody was chosen before), or that one, too. Nobody, where it has left.
  [[nodiscard]] Self in(ClientId client) const {
    return chosen<Self>([&](detail::Audience& audience) { audience.add_client(client); });
  }
  /// All clients of a user, whom `Client::set_user` named; or those, too.
  [[nodiscard]] Self user(std::string_view name) const {
    return chosen<Self>([&](detail::Audience& audience) { audience.add_user(name); });
  }
  [[nodiscard]] Self except(const ClientType& client) const { return except(client.id()); }
  [[nodiscard]] Self except(ClientId client) const {
    return chosen<Self>([&](detail::Audience& audience) { audience.except_clients.push_back(client); });
  }
  template <detail::OneOf<Rooms...> Room>
  [[nodiscard]] Self except(const Room& room) const {
    return chosen<Self>(
        [&](detail::Audience& audience) { audience.except_rooms.push_back(gangway_room_name(room)); });
  }
  /// Those of them who are connected to this server, where several serve together.
  [[nodiscard]] Self local() const {
    return chosen<Self>([](detail::Audience& audience) { audience.local = true; });
  }

  /// Lets all of them join a room, or leave it.
  template <detail::OneOf<Rooms...> Room>
  void join(const Room& room) const {
    join_room(gangway_room_name(room));
  }
  template <detail::OneOf<Rooms...> Room>
  void leave(const Room& room) const {
    leave_room(gangway_room_name(room));
  }

 protected:
  /// This choice with a room, too, as what may be sent there.
  template <class RoomBroadcast, class Room>
  [[nodiscard]] RoomBroadcast with(const Room& room) const {
    return chosen<RoomBroadcast>(
        [&](detail::Audience& audience) { audience.add_room(gangway_room_name(room)); });
  }

 private:
  template <class As, class Change>
  As chosen(Change change) const {
    detail::Audience changed = audience();
    change(changed);
    return As(space(), std::move(changed));
  }
};

}  // namespace gangway
