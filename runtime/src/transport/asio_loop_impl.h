#pragma once

#include <boost/asio/basic_waitable_timer.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <memory>
#include <optional>
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

struct AsioLoop::Impl {
  /// One thread runs the context, which is what the hint says; others may still post.
  net::io_context context{1};
  net::executor_work_guard<IoExecutor> guard{context.get_executor()};

  /// All connections read into this one buffer, one after the other; what is followed up later they copy.
  static constexpr std::size_t kReadBytes = 512 * 1024;
  std::vector<char> read_buffer = std::vector<char>(kReadBytes + kReadPadding);

  /// Sends what `connection` has, at the end of this turn.
  void flush_later(std::shared_ptr<Flushable> connection);

  TimerQueue timers;
  SteadyTimer timer{context};
  std::optional<detail::TimePoint> armed;  ///< What `timer` waits for.
  void arm_timer();

 private:
  void run_due_timers();

  FlushQueue flush_queue_;
};

}  // namespace gangway::transport
