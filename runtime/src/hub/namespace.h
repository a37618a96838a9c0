#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "gangway/broadcast.h"
#include "gangway/client.h"
#include "hub/member.h"

namespace gangway {
class Handler;
}

namespace gangway::detail {

class Executor;
class Observer;
struct NamespaceTable;

struct Room {
  std::string name;
  std::vector<Member*> members;
};

/// The clients and rooms of one namespace. On the loop's thread, but for `post_broadcast`.
class Namespace : public std::enable_shared_from_this<Namespace> {
 public:
  /// A namespace that nobody serves: broadcasts reach nobody.
  Namespace() = default;
  Namespace(const NamespaceTable& table, Handler& handler, std::shared_ptr<Executor> executor,
            std::size_t rooms_per_client);

  [[nodiscard]] const NamespaceTable& table() const noexcept { return *table_; }
  [[nodiscard]] Handler& handler() const noexcept { return *handler_; }
  [[nodiscard]] const std::shared_ptr<Executor>& executor() const noexcept { return executor_; }
  [[nodiscard]] std::string_view path() const noexcept;
  [[nodiscard]] std::size_t client_count() const noexcept { return members_.size(); }
  [[nodiscard]] std::size_t room_count() const noexcept { return rooms_.size(); }
  /// Tells `observer` what goes on here from now on; `gateway` is the name it knows this by.
  void observe(std::string_view gateway, Observer* observer) noexcept {
    gateway_name_ = gateway;
    observer_ = observer;
  }
  [[nodiscard]] std::string_view gateway_name() const noexcept { return gateway_name_; }
  [[nodiscard]] Observer* observer() const noexcept { return observer_; }

  void add(Member& member);
  /// Takes the member out of the namespace and all its rooms; a room that is empty then is gone.
  void remove(Member& member);

  /// False where the client is in as many rooms as it may be.
  bool join_room(Member& member, std::string_view room);
  void leave_room(Member& member, std::string_view room);
  [[nodiscard]] bool in_room(const Member& member, std::string_view room) const;

  /// Sends an event to the audience, encoded once for each dialect among its connections.
  /// `key` writes what `@latest` goes by; null where that is the audience's rooms, or nothing.
  void broadcast(const Audience& audience, const EmitRow& event, WriteFn data, const WriteFn* key);
  /// The same from any thread: encodes now, sends when the loop gets to it.
  void post_broadcast(const Audience& audience, const EmitRow& event, WriteFn data, const WriteFn* key);

 private:
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const noexcept {
      return std::hash<std::string_view>{}(text);
    }
  };

  Room* find_room(std::string_view name);
  void erase_room(const Room& room);
  static void drop_entry(Member& member, Room& room);
  void mark_exceptions(const Audience& audience, std::uint64_t mark);

  const NamespaceTable* table_ = nullptr;
  Handler* handler_ = nullptr;
  std::shared_ptr<Executor> executor_;
  std::size_t rooms_per_client_ = 0;
  std::vector<Member*> members_;
  std::unordered_map<std::string, std::unique_ptr<Room>, Hash, std::equal_to<>> rooms_;
  std::uint64_t last_mark_ = 0;
  std::string_view gateway_name_;
  Observer* observer_ = nullptr;
};

}  // namespace gangway::detail
