#include "gangway/client/gateway.h"

#include <utility>

#include "client/core.h"

namespace gangway::client {

Gateway::Gateway(const Target& target, const GatewayInfo& info, HandshakeFn handshake)
    : core_(std::make_shared<Core>(target, info)), handshake_(std::move(handshake)) {}

Gateway::~Gateway() { core_->close_and_wait(); }

std::shared_ptr<Membership> Gateway::open(std::string path, HandshakeFn handshake) {
  auto membership = std::make_shared<Membership>(*core_, std::move(path), std::move(handshake));
  core_->run([membership](Core& core) { core.add(membership); });
  return membership;
}

std::shared_ptr<Membership> Gateway::instance(const std::string& path, HandshakeFn handshake) {
  const std::lock_guard lock(mutex_);
  auto& known = instances_[path];
  if (!known) known = open(path, std::move(handshake));
  return known;
}

void Gateway::close() {
  core_->run([](Core& core) { core.close(); });
}

State Gateway::state() const { return core_->state(); }

Subscription Gateway::on_state(std::function<void(const StateChange&)> told) {
  auto one = std::make_shared<Core::StateListeners::One>(std::move(told));
  core_->run([one](Core& core) { core.listen_state(one); });
  return Subscription(std::move(one));
}

}  // namespace gangway::client
