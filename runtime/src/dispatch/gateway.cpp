#include "dispatch/gateway.h"

#include <algorithm>

#include "dispatch/current_executor.h"
#include "gangway/dispatch.h"
#include "gangway/handler.h"
#include "hub/namespace.h"
#include "hub/replay.h"

namespace gangway::detail {

const std::shared_ptr<Executor>& ServerContext::loop_here() const {
  const auto here = std::find(loops.begin(), loops.end(), current_executor());
  return here == loops.end() ? loops.front() : *here;
}

Gateway::Gateway(const GatewayBinding& binding, std::shared_ptr<const ServerContext> server, Hooks hooks)
    : table_(binding.table),
      server_(std::move(server)),
      limits_(server_->limits),
      hooks_(std::move(hooks)),
      joins_(limits_) {
  if (table_->heartbeat_ms) limits_.heartbeat = std::chrono::milliseconds(*table_->heartbeat_ms);
  if (table_->heartbeat_timeout_ms) {
    limits_.heartbeat_timeout = std::chrono::milliseconds(*table_->heartbeat_timeout_ms);
  }
  if (table_->max_payload) limits_.max_payload = static_cast<std::size_t>(*table_->max_payload);
  for (std::size_t i = 0; i < table_->namespaces.size(); ++i) {
    Handler& handler = *binding.handlers[i];
    namespaces_.push_back(
        std::make_shared<Namespace>(table_->namespaces[i], handler, server_, limits_.rooms_per_client));
    namespaces_.back()->observe(table_->name, server_->observer.get());
    if (table_->namespaces[i].replay_ms > 0) namespaces_.back()->keep_replays(limits_);
    handler.attach(namespaces_.back());
  }
}

void Gateway::start(const Hooks& server) {
  for (const auto& space : namespaces_) space->handler().set_hooks(server, hooks_);
  for (const auto& space : namespaces_) {
    const auto where = [&] {
      return "after_init of " + std::string(space->path()) + " in gateway `" + std::string(table_->name) +
             "` threw";
    };
    try {
      space->handler().call_after_init();
    } catch (const std::exception& error) {
      throw StartError(where() + ": " + error.what());
    } catch (const Error& error) {
      throw StartError(where() + ": " + error.message);
    } catch (...) {
      throw StartError(where());
    }
  }
}

void Gateway::forget_clients() {
  for (const auto& space : namespaces_) space->forget_clients();
}

bool Gateway::has(std::string_view path) const {
  if (path.empty()) path = "/";
  return std::any_of(namespaces_.begin(), namespaces_.end(),
                     [&](const auto& space) { return space->has(path); });
}

std::shared_ptr<Namespace> Gateway::enter(std::string_view path) const {
  if (path.empty()) path = "/";
  for (const auto& space : namespaces_) {
    if (auto entered = space->enter(path)) return entered;
  }
  return nullptr;
}

}  // namespace gangway::detail
