#pragma once

#include <atomic>
#include <boost/asio/basic_waitable_timer.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <memory>
#include <optional>
#include <unordered_set>
#include <vector>

#include "gangway/codec/reader.h"
#include "transport/asio_loop.h"
#include "transport/flush_queue.h"
#include "transport/timer_queue.h"

namespace gangway::transport {

namespace net = boost::asio;

/// Named in full wherever Asio wants an executor: the type-erased default costs thousands of instructions a
/// message.
using IoExecutor = net::io_context::executor_type;
using SteadyTimer = net::basic_waitable_timer<detail::Clock, net::wait_traits<detail::Clock>, IoExecutor>;

/// A connection as its loop knows it.
class LoopConnection {
 public:
  virtual ~LoopConnection() = default;
  /// Ends it at once.
  virtual void cut_off() = 0;
};

struct AsioLoop::Impl {
  /// All connections read into this one buffer, one after the other; what they need longer they copy.
  static constexpr std::size_t kReadBytes = 512 * 1024;

  /// Sends what `connection` has, at the end of this turn.
  void flush_later(std::shared_ptr<Flushable> connection);
  /// Sees to it that timers run when they are due.
  void arm_timer();

  // The order matters: connections live in the context's handlers, so their last words are said while it is
  // destroyed. What they may use then stands before it, what uses it stands behind.
  std::vector<char> read_buffer = std::vector<char>(kReadBytes + kReadPadding);
  TimerQueue timers;
  FlushQueue flush_queue;
  bool ending = false;  ///< Nothing runs any more.
  std::unordered_set<LoopConnection*> connections;
  std::atomic<std::size_t> connection_count{0};  ///< With those that are on their way here.
  std::atomic<std::size_t> outbox_bytes{0};      ///< Written on the loop's thread alone.
  std::size_t requests_in_flight = 0;
  bool ending_http = false;
  bool dropping = false;  ///< What is on its way here comes too late.
  std::optional<detail::TimePoint> armed;  ///< What `timer` waits for.

  /// One thread runs the context, which is what the hint says; others may still post.
  net::io_context context{1};

  net::executor_work_guard<IoExecutor> guard{context.get_executor()};
  SteadyTimer timer{context};

 private:
  void run_due_timers();
};

/// What one connection adds to its loop's `outbox_bytes`. On the loop's thread.
class OutboxShare {
 public:
  explicit OutboxShare(AsioLoop& loop) : total_(loop.impl().outbox_bytes) {}
  OutboxShare(const OutboxShare&) = delete;
  OutboxShare& operator=(const OutboxShare&) = delete;
  ~OutboxShare() { set(0); }

  void set(std::size_t bytes) noexcept {
    if (bytes == bytes_) return;
    total_.store(total_.load(std::memory_order_relaxed) + bytes - bytes_, std::memory_order_relaxed);
    bytes_ = bytes;
  }

 private:
  std::atomic<std::size_t>& total_;
  std::size_t bytes_ = 0;
};

/// Counts a connection of a loop, as long as this lives; one that is on its way there is not known yet.
class ConnectionCount {
 public:
  explicit ConnectionCount(AsioLoop& loop, LoopConnection* connection = nullptr)
      : loop_(loop.impl()), connection_(connection) {
    ++loop_.connection_count;
    if (connection_ != nullptr) loop_.connections.insert(connection_);
  }
  ConnectionCount(const ConnectionCount&) = delete;
  ConnectionCount& operator=(const ConnectionCount&) = delete;
  ~ConnectionCount() {
    --loop_.connection_count;
    if (connection_ != nullptr) loop_.connections.erase(connection_);
  }

 private:
  AsioLoop::Impl& loop_;
  LoopConnection* connection_;
};

}  // namespace gangway::transport
