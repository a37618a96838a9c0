#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "gangway/client.h"
#include "gangway/gathering.h"

namespace gangway {

namespace detail {
class Namespace;

/// Who a broadcast reaches: everyone in the namespace, or those whom any of the lists names, but for the
/// exceptions.
struct Audience {
  bool everyone = true;
  bool local =
      false;  ///< Only on this server, which is everywhere as long as servers know nothing of others.
  std::vector<std::string> rooms;
  std::vector<std::string> users;
  std::vector<ClientId> clients;
  std::vector<std::string> except_rooms;
  std::vector<ClientId> except_clients;
  std::string instance;  ///< Of a dynamic namespace: the path of the one that is meant; empty for all.

  void add_room(std::string room) {
    everyone = false;
    rooms.push_back(std::move(room));
  }
  void add_user(std::string_view user) {
    everyone = false;
    users.emplace_back(user);
  }
  void add_client(ClientId client) {
    everyone = false;
    clients.push_back(client);
  }
};
}  // namespace detail

/// Many clients of one namespace, chosen step by step: the base of the generated `XBroadcast` classes.
///
/// A value that describes a choice; the choice is made when it is used. Each event is encoded once. A client
/// that was chosen twice gets it once. From any thread. On a thread of the server's what is done to the
/// clients of that thread is done at once, after what was sent to each before; other threads come to it a
/// little later.
class Broadcast {
 public:
  /// For generated code.
  explicit Broadcast(std::shared_ptr<detail::Namespace> space, detail::Audience audience = {})
      : space_(std::move(space)), audience_(std::move(audience)) {}

  /// How many there are: `co_await all().count()`.
  [[nodiscard]] Gathering<std::size_t> count() const;
  /// Who they are, in no order: `co_await all().in(Thread{"a"}).sockets()`.
  [[nodiscard]] Gathering<std::vector<ClientInfo>> sockets() const;
  /// Puts all of them out of the namespace, as `Client::disconnect` does.
  void disconnect() const;

  /// For the runtime.
  [[nodiscard]] const std::shared_ptr<detail::Namespace>& space() const { return space_; }
  [[nodiscard]] const detail::Audience& audience() const { return audience_; }

 protected:
  void join_room(std::string room) const;
  void leave_room(std::string room) const;

  /// `key` writes what `@latest` goes by; without it that is the rooms that were chosen.
  void emit_event(const detail::EmitRow& event, detail::WriteFn data, detail::WriteFn key) const;
  void emit_event(const detail::EmitRow& event, detail::WriteFn data) const;

 private:
  std::shared_ptr<detail::Namespace> space_;
  detail::Audience audience_;
};

}  // namespace gangway
