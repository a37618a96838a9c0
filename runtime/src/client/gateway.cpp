#include "gangway/client/gateway.h"

#include <future>

#include "client/core.h"

namespace gangway::client {

Gateway::Gateway(const Target& target, const GatewayInfo& info)
    : core_(std::make_shared<Core>(target, info)) {}

Gateway::~Gateway() { core_->close_and_wait(); }

std::shared_ptr<Membership> Gateway::open(std::string path, std::function<std::string()> handshake) {
  auto membership = std::make_shared<Membership>(*core_, std::move(path), std::move(handshake));
  core_->run([membership](Core& core) { core.add(membership); });
  return membership;
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
