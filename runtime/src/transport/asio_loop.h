#pragma once

#include <cstddef>
#include <functional>
#include <memory>

#include "dispatch/executor.h"

namespace gangway::transport {

/// The loop of a real server: Asio's, with one thread, the one that calls `run`.
class AsioLoop final : public detail::Executor {
 public:
  AsioLoop();
  ~AsioLoop() override;
  AsioLoop(const AsioLoop&) = delete;
  AsioLoop& operator=(const AsioLoop&) = delete;

  void post(std::function<void()> work) override;
  [[nodiscard]] bool in_loop() const override;
  [[nodiscard]] detail::TimePoint now() const override { return detail::Clock::now(); }
  TimerId at(detail::TimePoint when, std::function<void()> work) override;
  void cancel(TimerId timer) override;

  /// Runs until `stop`, also with nothing to do. Until then, the loop's thread is whichever sets things up.
  void run();
  /// Ends `run` after what is running now. From any thread, also before `run`.
  void stop();

  /// Connections that live on this loop, those of HTTP too. From any thread.
  [[nodiscard]] std::size_t connections() const noexcept;
  /// What waits in the outboxes of its connections because their sockets do not take it. From any thread.
  [[nodiscard]] std::size_t outbox_bytes() const noexcept;
  /// HTTP requests whose answers are not sent yet.
  [[nodiscard]] std::size_t requests_in_flight() const noexcept;
  /// From now on HTTP connections end with the answer to the request that they are at.
  void end_http() noexcept;

  /// Cuts off the connections that are left, and frees them: they, and what they keep alive, hold this loop.
  /// After `run`, on its thread.
  void drop_connections();

  /// What only this folder knows: sockets and buffers that its connections share (see asio_loop_impl.h).
  struct Impl;
  [[nodiscard]] Impl& impl() noexcept { return *impl_; }

 private:
  std::unique_ptr<Impl> impl_;
};

}  // namespace gangway::transport
