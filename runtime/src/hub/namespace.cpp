#include "hub/namespace.h"

#include <algorithm>
#include <optional>
#include <string>

#include "dispatch/executor.h"
#include "gangway/codec/buffer.h"
#include "gangway/dispatch.h"
#include "hub/replay.h"

namespace gangway::detail {

Namespace::Namespace(const NamespaceTable& table, Handler& handler,
                     std::span<const std::shared_ptr<Executor>> loops, std::size_t rooms_per_client)
    : table_(&table), handler_(&handler) {
  for (const auto& loop : loops) shards_.push_back(std::make_unique<Shard>(*this, loop, rooms_per_client));
}

Namespace::Namespace() = default;
Namespace::~Namespace() = default;

void Namespace::keep_replays(const Limits& limits) { replay_ = std::make_unique<Replay>(*this, limits); }

std::string_view Namespace::path() const noexcept { return table_ ? table_->path : std::string_view("/"); }

Shard& Namespace::shard(const Executor& loop) const {
  const auto found = std::find_if(shards_.begin(), shards_.end(),
                                  [&](const auto& s) { return s->executor().get() == &loop; });
  return **found;
}

Shard* Namespace::shard_here() const {
  for (const auto& shard : shards_) {
    if (shard->executor()->in_loop()) return shard.get();
  }
  return nullptr;
}

namespace {

/// An event on its way to several loops: its value encoded once, for all of them.
struct Posted {
  Audience audience;
  const EmitRow& event;
  std::string json;
  std::optional<std::string> key;

  void send(Shard& to) const {
    const auto write_key = [&](JsonWriter& out) { out.raw(std::string_view(*key)); };
    const WriteFn key_writer(write_key);
    to.broadcast(
        audience, event, [&](JsonWriter& out) { out.raw(std::string_view(json)); },
        key ? &key_writer : nullptr);
  }
};

}  // namespace

void Namespace::broadcast(const Audience& audience, const EmitRow& event, WriteFn data, const WriteFn* key) {
  if (event.replay_ms > 0 && replay_) return replay_->send(audience, event, data, key);
  Shard* const here = shard_here();
  if (here != nullptr && shards_.size() == 1) return here->broadcast(audience, event, data, key);
  const auto posted = std::make_shared<const Posted>(
      Posted{audience, event, json_text(data), key ? std::optional(json_text(*key)) : std::nullopt});
  for (const auto& shard : shards_) {
    if (shard.get() == here) {
      posted->send(*here);
    } else {
      shard->executor()->post([self = shared_from_this(), to = shard.get(), posted] { posted->send(*to); });
    }
  }
}

}  // namespace gangway::detail
