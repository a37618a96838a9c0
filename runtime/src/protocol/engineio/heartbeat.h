#pragma once

#include <chrono>
#include <functional>
#include <memory>

#include "dispatch/executor.h"

namespace gangway::protocol::engineio {

/// When a session's client is pinged, and when it was silent for too long (Engine.IO protocol 4, "Heartbeat":
/// the server pings). On the loop's thread.
class Heartbeat {
 public:
  /// `ping` sends one; `silent` is called once, at the end. Neither may destroy this.
  Heartbeat(std::shared_ptr<detail::Executor> executor, std::chrono::milliseconds interval,
            std::chrono::milliseconds timeout, std::function<void()> ping, std::function<void()> silent);
  Heartbeat(const Heartbeat&) = delete;
  Heartbeat& operator=(const Heartbeat&) = delete;
  ~Heartbeat() { stop(); }

  /// The first ping is one interval from now.
  void start();
  /// A pong, asked for or not: the next ping is one interval from now.
  void on_pong() { start(); }
  /// Another packet. While a pong is awaited, the first one gives it the whole time again.
  void on_packet();
  /// The client changed its transport: a pong that is awaited gets the whole time again.
  void on_upgrade();
  void stop();

 private:
  void send_ping();
  void await_pong();
  void tell_silent();
  void set_timer(detail::TimePoint due, void (Heartbeat::*then)());

  std::shared_ptr<detail::Executor> executor_;
  std::chrono::milliseconds interval_;
  std::chrono::milliseconds timeout_;
  std::function<void()> ping_;
  std::function<void()> silent_;
  detail::Executor::TimerId timer_ = detail::Executor::TimerId::None;
  detail::TimePoint due_{};  ///< When the timer is to fire.
  bool awaits_pong_ = false;
  bool has_extended_ = false;  ///< The wait for this pong.
};

}  // namespace gangway::protocol::engineio
