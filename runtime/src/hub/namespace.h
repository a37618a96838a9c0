#pragma once

#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include "gangway/broadcast.h"
#include "gangway/limits.h"
#include "hub/shard.h"

namespace gangway {
class Handler;
}  // namespace gangway

namespace gangway::detail {

class Observer;
class Replay;
struct EmitRow;
struct NamespaceTable;

/// One namespace that is being served: a shard of its clients and rooms for each of the server's loops. From
/// any thread; the shards are their loops' own.
class Namespace : public std::enable_shared_from_this<Namespace> {
 public:
  /// A namespace that nobody serves: broadcasts reach nobody.
  Namespace();
  Namespace(const NamespaceTable& table, Handler& handler, std::span<const std::shared_ptr<Executor>> loops,
            std::size_t rooms_per_client);
  ~Namespace();

  [[nodiscard]] const NamespaceTable& table() const noexcept { return *table_; }
  [[nodiscard]] Handler& handler() const noexcept { return *handler_; }
  [[nodiscard]] std::string_view path() const noexcept;
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

  /// The shard of that loop, which must be one of the server's.
  [[nodiscard]] Shard& shard(const Executor& loop) const;
  [[nodiscard]] std::span<const std::unique_ptr<Shard>> shards() const noexcept { return shards_; }
  /// The calling thread's; null on a thread that is none of the server's loops.
  [[nodiscard]] Shard* shard_here() const;

  /// Sends an event to the audience. Those on the calling thread's loop get it at once, the others when their
  /// loops come to it; with several loops, and `@replay`, all get it when their loops come to it.
  /// `key` writes what `@latest` goes by; null where that is the audience's rooms, or nothing.
  void broadcast(const Audience& audience, const EmitRow& event, WriteFn data, const WriteFn* key);

 private:
  const NamespaceTable* table_ = nullptr;
  Handler* handler_ = nullptr;
  std::vector<std::unique_ptr<Shard>> shards_;
  std::string_view gateway_name_;
  Observer* observer_ = nullptr;
  std::unique_ptr<Replay> replay_;
};

}  // namespace gangway::detail
