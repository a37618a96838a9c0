#include "transport/asio_loop.h"

#include <boost/asio/post.hpp>

#include "transport/asio_loop_impl.h"

namespace gangway::transport {

void AsioLoop::Impl::flush_later(std::shared_ptr<Flushable> connection) {
  // Posted behind what is ready already, so that all of it is written before anything is sent.
  if (ending) return;
  if (flush_queue.add(std::move(connection))) net::post(context, [this] { flush_queue.flush_all(); });
}

/// One timer of the system serves all of ours: it is set to the earliest, and set again only for an earlier
/// one.
void AsioLoop::Impl::arm_timer() {
  if (ending) return;
  const auto next = timers.next();
  if (!next || (armed && *armed <= *next)) return;
  armed = next;
  timer.expires_at(*next);
  timer.async_wait([this](const boost::system::error_code& error) {
    if (error) return;  // set again
    armed.reset();
    run_due_timers();
    arm_timer();
  });
}

void AsioLoop::Impl::run_due_timers() {
  const auto now = detail::Clock::now();
  while (const auto work = timers.take_due(now)) work();
}

AsioLoop::AsioLoop() : impl_(std::make_unique<Impl>()) {}

AsioLoop::~AsioLoop() { impl_->ending = true; }

void AsioLoop::post(std::function<void()> work) { net::post(impl_->context, std::move(work)); }

bool AsioLoop::in_loop() const { return impl_->context.get_executor().running_in_this_thread(); }

AsioLoop::TimerId AsioLoop::at(detail::TimePoint when, std::function<void()> work) {
  const TimerId id = impl_->timers.add(when, std::move(work));
  impl_->arm_timer();
  return id;
}

void AsioLoop::cancel(TimerId timer) { impl_->timers.cancel(timer); }

void AsioLoop::run() { impl_->context.run(); }

std::size_t AsioLoop::connections() const noexcept { return impl_->connection_count.load(); }

std::size_t AsioLoop::outbox_bytes() const noexcept {
  return impl_->outbox_bytes.load(std::memory_order_relaxed);
}

std::size_t AsioLoop::requests_in_flight() const noexcept { return impl_->requests_in_flight; }

void AsioLoop::end_http() noexcept { impl_->ending_http = true; }

void AsioLoop::drop_connections() {
  impl_->dropping = true;
  const std::vector<LoopConnection*> left(impl_->connections.begin(), impl_->connections.end());
  for (LoopConnection* connection : left) {
    if (impl_->connections.contains(connection)) connection->cut_off();
  }
  // What waited for their sockets is told now, and gone after that.
  impl_->context.restart();
  impl_->context.poll();
}

void AsioLoop::stop() { impl_->context.stop(); }

}  // namespace gangway::transport
