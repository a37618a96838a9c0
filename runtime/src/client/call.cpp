#include "gangway/client/call.h"

#include <stdexcept>

#include "client/core.h"
#include "gangway/detail/coroutine.h"

namespace gangway::client {

bool CallState::done() const {
  const std::lock_guard lock(mutex_);
  return done_;
}

void CallState::wait() {
  if (done()) return;
  if (gangway::detail::current_executor().get() == &core_->executor()) {
    throw std::logic_error(
        "get() and result() on the client's own thread would wait for themselves: use then() or co_await");
  }
  if (core_->connector().pump([this] { return done(); })) return;
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [this] { return done_; });
}

void CallState::when_done(std::function<void()> then) {
  {
    const std::lock_guard lock(mutex_);
    if (!done_) return then_.push_back(std::move(then));
  }
  core_->run([then = std::move(then)](Core&) { then(); });
}

void CallState::cancel() {
  core_->run([self = shared_from_this()](Core& core) {
    if (self->id_ != 0) core.calls().cancel(self->id_, "cancelled", "the call was taken back");
  });
}

void CallState::began(std::uint64_t id) { id_ = id; }

void CallState::grant(std::uint64_t more) {
  core_->run([self = shared_from_this(), more](Core& core) {
    if (!core.calls().is_open(self->id_)) return;
    core.send("{\"id\":" + std::to_string(self->id_) + ",\"more\":" + std::to_string(more) + "}");
  });
}

bool CallState::finish(const std::function<void()>& store) {
  std::vector<std::function<void()>> then;
  {
    const std::lock_guard lock(mutex_);
    if (done_) return false;
    store();
    done_ = true;
    then = std::move(then_);
  }
  changed_.notify_all();
  for (auto& each : then) core_->run([each = std::move(each)](Core&) { each(); });
  return true;
}

}  // namespace gangway::client
