#include "hub/namespace.h"

#include <algorithm>
#include <exception>
#include <optional>
#include <string>

#include "dispatch/executor.h"
#include "dispatch/gateway.h"
#include "gangway/codec/buffer.h"
#include "gangway/dispatch.h"
#include "hub/replay.h"

namespace gangway::detail {

Namespace::Namespace(const NamespaceTable& table, Handler& handler,
                     std::shared_ptr<const ServerContext> server, std::size_t rooms_per_client)
    : table_(&table),
      handler_(&handler),
      server_(std::move(server)),
      rooms_per_client_(rooms_per_client),
      instances_(table.parameters ? std::make_unique<Instances>(*this) : nullptr) {
  for (const auto& loop : server_->loops) {
    shards_.push_back(std::make_unique<Shard>(*this, loop, rooms_per_client));
  }
}

Namespace::Namespace(Namespace& family, PathPattern::Parsed path)
    : table_(family.table_),
      handler_(family.handler_),
      server_(family.server_),
      gateway_name_(family.gateway_name_),
      observer_(family.observer_),
      family_(family.shared_from_this()),
      path_(std::move(path)) {
  for (const auto& loop : server_->loops) {
    shards_.push_back(std::make_unique<Shard>(*this, loop, family.rooms_per_client_));
  }
  if (family.replay_limits_) keep_replays(*family.replay_limits_);
}

Namespace::Namespace() = default;
Namespace::~Namespace() = default;

void Namespace::keep_replays(const Limits& limits) {
  replay_limits_ = limits;
  if (!instances_) replay_ = std::make_unique<Replay>(*this, limits);
}

void Namespace::forget_clients() {
  if (replay_) replay_->forget();
  if (instances_) instances_->close_all();
}

std::string_view Namespace::path() const noexcept {
  if (path_) return path_->path;
  return table_ ? table_->path : std::string_view("/");
}

std::shared_ptr<Namespace> Namespace::enter(std::string_view path) {
  if (instances_) return instances_->enter(path);
  return path == table_->path ? shared_from_this() : nullptr;
}

void Namespace::leave() {
  if (family_) family_->instances_->leave(*this);
}

bool Namespace::has(std::string_view path) const {
  return instances_ ? instances_->pattern().parse(path).has_value() : path == table_->path;
}

Audience Namespace::instance(const void* path_value) const {
  Audience audience;
  audience.instance =
      instances_ ? instances_->pattern().path_of(path_value) : std::string("nobody serves it");
  return audience;
}

Shard& Namespace::shard(const Executor& loop) const {
  const auto found = std::find_if(shards_.begin(), shards_.end(),
                                  [&](const auto& s) { return s->executor().get() == &loop; });
  return **found;
}

std::size_t Namespace::loop_here() const {
  const auto here = std::find_if(shards_.begin(), shards_.end(),
                                 [](const auto& shard) { return shard->executor()->in_loop(); });
  return static_cast<std::size_t>(here - shards_.begin());
}

Shard* Namespace::shard_here() const {
  const std::size_t here = loop_here();
  return here < shards_.size() ? shards_[here].get() : nullptr;
}

std::vector<std::shared_ptr<Namespace>> Namespace::spaces_of(const Audience& audience) {
  if (!instances_) return {shared_from_this()};
  if (audience.instance.empty()) return instances_->all();
  const auto found = instances_->find(audience.instance);
  return found ? std::vector{found} : std::vector<std::shared_ptr<Namespace>>{};
}

void Namespace::on_each_loop(const Audience& audience,
                             const std::function<void(std::size_t, const Shards&)>& work) {
  const auto spaces = spaces_of(audience);
  const std::size_t here = loop_here();
  const auto on_loop = [](const auto& of, std::size_t loop, const auto& run) {
    Shards shards;
    for (const auto& space : of) shards.push_back(space->shards_[loop].get());
    run(loop, shards);
  };
  // The others first: what runs here may take long, or destroy who asked for it.
  for (std::size_t loop = 0; loop < shards_.size(); ++loop) {
    if (loop == here) continue;
    shards_[loop]->executor()->post(
        [self = shared_from_this(), spaces, loop, work, on_loop] { on_loop(spaces, loop, work); });
  }
  if (here < shards_.size()) on_loop(spaces, here, work);
}

namespace {

/// An event on its way to several shards: its value encoded once, for all of them.
struct Encoding {
  Audience audience;
  const EmitRow& event;
  KeptJson value;
  std::optional<std::string> key;

  void send(Shard& to) const {
    const auto write_key = [&](JsonWriter& out) { out.raw(std::string_view(*key)); };
    const WriteFn key_writer(write_key);
    to.broadcast(
        audience, event, [&](JsonWriter& out) { value.write(out); }, key ? &key_writer : nullptr);
  }
};

}  // namespace

void Namespace::broadcast(const Audience& audience, const EmitRow& event, WriteFn data, const WriteFn* key) {
  if (event.replay_ms > 0) {
    if (replay_) return replay_->send(audience, event, data, key);
    for (const auto& space : spaces_of(audience)) space->broadcast(audience, event, data, key);
    return;
  }
  if (shards_.size() == 1 && !instances_ && loop_here() == 0) {
    return shards_.front()->broadcast(audience, event, data, key);
  }
  const auto encoding = std::make_shared<const Encoding>(
      Encoding{audience, event, keep_json(data), key ? std::optional(json_text(*key)) : std::nullopt});
  on_each_loop(audience, [encoding](std::size_t, const Shards& shards) {
    for (Shard* shard : shards) encoding->send(*shard);
  });
}

void Namespace::contained(std::string_view hook, FunctionRef<void()> call) const {
  try {
    call();
  } catch (const std::exception& error) {
    log(LogLevel::Error, std::string(hook) + " threw: " + error.what());
  } catch (...) {
    log(LogLevel::Error, std::string(hook) + " threw");
  }
}

void Namespace::log(LogLevel level, std::string_view text) const {
  if (server_->log) server_->log(level, std::string(path()).append(": ").append(text));
}

}  // namespace gangway::detail
