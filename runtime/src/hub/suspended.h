#pragma once

#include <cstddef>
#include <cstdint>
#include <list>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "dispatch/executor.h"
#include "gangway/client.h"

namespace gangway::detail {

/// A room that a client was in, and the offset of the newest event when it came in: it misses none before.
struct KeptRoom {
  std::string name;
  std::uint64_t since = 0;
};

/// What is kept of a client whose connection was lost, so that it can go on where it was.
struct Suspended {
  std::string sid;  ///< Of the membership that was lost: what the client shows to come back.
  /// What it showed last time, where it may never have heard that it was let in; empty otherwise.
  std::string former_sid = {};
  ClientId id{};
  std::unique_ptr<void, void (*)(void*)> session{nullptr, nullptr};
  std::vector<KeptRoom> rooms = {};
  std::string user = {};
  /// The offset of the last event that was sent to it, and of the newest there was when it was lost: who got
  /// the one has missed nothing up to the other.
  std::uint64_t sent = 0;
  std::uint64_t seen = 0;
  TimePoint until = {};
};

/// The clients of one namespace that are away. Each is taken at most once. No lock, no clock.
class SuspendedClients {
 public:
  explicit SuspendedClients(std::size_t most) : most_(most) {}

  [[nodiscard]] bool empty() const noexcept { return by_sid_.empty(); }
  [[nodiscard]] bool has(std::string_view sid) const { return by_sid_.contains(sid); }
  /// Keeps `client`. Returns the one that had to go for it, if any: destroying sessions is its owner's job.
  [[nodiscard]] std::unique_ptr<Suspended> add(std::unique_ptr<Suspended> client);
  /// The client of that membership, no longer kept here; null where there is none, or its time is up.
  [[nodiscard]] std::unique_ptr<Suspended> take(std::string_view sid, TimePoint now);
  /// Those whose time is up.
  [[nodiscard]] std::vector<std::unique_ptr<Suspended>> expired(TimePoint now);
  [[nodiscard]] std::vector<std::unique_ptr<Suspended>> all();

 private:
  using Clients = std::list<std::unique_ptr<Suspended>>;

  [[nodiscard]] std::unique_ptr<Suspended> remove(Clients::iterator client);

  std::size_t most_;
  Clients clients_;                                                 ///< In the order in which they went away.
  std::unordered_map<std::string_view, Clients::iterator> by_sid_;  ///< Both names of each.
};

}  // namespace gangway::detail
