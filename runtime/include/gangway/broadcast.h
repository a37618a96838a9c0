#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "gangway/client.h"

namespace gangway {

namespace detail {
class Namespace;

/// Who a broadcast reaches: everyone in the namespace, or in any of `rooms`, but for the exceptions.
struct Audience {
  bool everyone = true;
  std::vector<std::string> rooms;
  std::vector<std::string> except_rooms;
  std::vector<ClientId> except_clients;
};
}  // namespace detail

/// Many clients of one namespace, chosen step by step: the base of the generated `XBroadcast` classes.
///
/// A value that describes a choice; the choice is made when an event is sent. Each event is encoded once. A
/// client in several of the rooms gets it once. From any thread; on the handling thread it takes effect at
/// once, after what was sent to each client before.
class Broadcast {
 public:
  /// For generated code.
  explicit Broadcast(std::shared_ptr<detail::Namespace> space, detail::Audience audience = {})
      : space_(std::move(space)), audience_(std::move(audience)) {}

 protected:
  void add_room(std::string room) {
    audience_.everyone = false;
    audience_.rooms.push_back(std::move(room));
  }
  void add_exception(std::string room) { audience_.except_rooms.push_back(std::move(room)); }
  void add_exception(const Client& client) { audience_.except_clients.push_back(client.id()); }

  /// `key` writes what `@latest` goes by; without it that is the rooms that were chosen.
  void emit_event(const detail::EmitRow& event, detail::WriteFn data, detail::WriteFn key) const;
  void emit_event(const detail::EmitRow& event, detail::WriteFn data) const;

  [[nodiscard]] const std::shared_ptr<detail::Namespace>& space() const { return space_; }
  [[nodiscard]] const detail::Audience& audience() const { return audience_; }

 private:
  std::shared_ptr<detail::Namespace> space_;
  detail::Audience audience_;
};

}  // namespace gangway
