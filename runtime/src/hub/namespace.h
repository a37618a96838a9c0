#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "gangway/broadcast.h"
#include "gangway/limits.h"
#include "hub/instances.h"
#include "hub/path_pattern.h"
#include "hub/room_census.h"
#include "hub/shard.h"

namespace gangway {
class Handler;
enum class LogLevel : std::uint8_t;
}  // namespace gangway

namespace gangway::detail {

class Observer;
class Replay;
struct EmitRow;
struct NamespaceTable;
struct ServerContext;

/// One namespace that is being served: a shard of its clients and rooms for each of the server's loops. A
/// dynamic one has no clients itself but instances, which are namespaces with one path each. From any thread;
/// the shards are their loops' own.
class Namespace : public std::enable_shared_from_this<Namespace> {
 public:
  /// A namespace that nobody serves: broadcasts reach nobody.
  Namespace();
  Namespace(const NamespaceTable& table, Handler& handler, std::shared_ptr<const ServerContext> server,
            std::size_t rooms_per_client);
  /// An instance of `family`.
  Namespace(Namespace& family, PathPattern::Parsed path);
  ~Namespace();

  [[nodiscard]] const NamespaceTable& table() const noexcept { return *table_; }
  [[nodiscard]] Handler& handler() const noexcept { return *handler_; }
  /// Behind the gateway's: "/chat", "/doc/7"; "/doc/{id}" of a dynamic namespace itself.
  [[nodiscard]] std::string_view path() const noexcept;
  /// The typed parameters of an instance's path; null elsewhere.
  [[nodiscard]] const void* path_value() const noexcept { return path_ ? path_->value.get() : nullptr; }
  /// Tells `observer` what goes on here from now on; `gateway` is the name it knows this by. Before anybody
  /// is served.
  void observe(std::string_view gateway, Observer* observer) noexcept {
    gateway_name_ = gateway;
    observer_ = observer;
  }
  [[nodiscard]] std::string_view gateway_name() const noexcept { return gateway_name_; }
  [[nodiscard]] Observer* observer() const noexcept { return observer_; }

  /// Keeps what is sent with `@replay`, and clients that are lost, from now on. Before anybody is served.
  void keep_replays(const Limits& limits);
  /// Null where no event is replayed.
  [[nodiscard]] Replay* replay() const noexcept { return replay_.get(); }
  /// Forgets everybody who may come back, and closes the instances that are kept for them: the server ends.
  void forget_clients();

  /// The namespace at that path for one client to join, who has to `leave` it again: this, or an instance.
  /// Null where it is another path. Throws what the handler's `on_open` throws.
  [[nodiscard]] std::shared_ptr<Namespace> enter(std::string_view path);
  void leave();
  /// Whether `enter` would give one.
  [[nodiscard]] bool has(std::string_view path) const;
  /// Everybody in one instance of a dynamic namespace.
  [[nodiscard]] Audience instance(const void* path_value) const;

  /// The shard of that loop, which must be one of the server's.
  [[nodiscard]] Shard& shard(const Executor& loop) const;
  [[nodiscard]] std::span<const std::unique_ptr<Shard>> shards() const noexcept { return shards_; }
  /// The calling thread's; null on a thread that is none of the server's loops.
  [[nodiscard]] Shard* shard_here() const;

  /// Sends an event to the audience. Those on the calling thread's loop get it at once, the others when their
  /// loops come to it; with several loops, and `@replay`, all get it when their loops come to it.
  /// `key` writes what `@latest` goes by; null where that is the audience's rooms, or nothing.
  void broadcast(const Audience& audience, const EmitRow& event, WriteFn data, const WriteFn* key);

  /// Runs `work` on each loop with the shards there that may have clients of the audience: at once on the
  /// calling thread's loop, later on the others. `work` is called once for each of `shards()`, with its
  /// place.
  using Shards = std::vector<Shard*>;
  void on_each_loop(const Audience& audience,
                    const std::function<void(std::size_t loop, const Shards&)>& work);

  [[nodiscard]] RoomCensus& rooms() noexcept { return rooms_; }

  /// Calls a hook of the handler's; what it throws is logged.
  void contained(std::string_view hook, FunctionRef<void()> call) const;
  void log(LogLevel level, std::string_view text) const;

 private:
  /// The place of the calling thread's shard; past the end on a thread that is none of the server's loops.
  [[nodiscard]] std::size_t loop_here() const;
  [[nodiscard]] std::vector<std::shared_ptr<Namespace>> spaces_of(const Audience& audience);

  const NamespaceTable* table_ = nullptr;
  Handler* handler_ = nullptr;
  std::shared_ptr<const ServerContext> server_;
  std::size_t rooms_per_client_ = 0;
  std::vector<std::unique_ptr<Shard>> shards_;
  std::string_view gateway_name_;
  Observer* observer_ = nullptr;
  std::unique_ptr<Replay> replay_;
  std::optional<Limits> replay_limits_;  ///< Where events are replayed.
  RoomCensus rooms_{*this};

  std::unique_ptr<Instances> instances_;     ///< Of a dynamic namespace.
  std::shared_ptr<Namespace> family_;        ///< Of an instance: the dynamic namespace.
  std::optional<PathPattern::Parsed> path_;  ///< Of an instance.
};

}  // namespace gangway::detail
