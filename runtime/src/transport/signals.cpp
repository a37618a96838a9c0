#include "transport/signals.h"

#include <boost/asio/signal_set.hpp>
#include <csignal>

#include "transport/asio_loop_impl.h"

namespace gangway::transport {

class Signals::Impl : public std::enable_shared_from_this<Impl> {
 public:
  Impl(AsioLoop& loop, std::function<void()> stop, std::function<void()> reload)
      : signals_(loop.impl().context, SIGINT, SIGTERM), stop_(std::move(stop)), reload_(std::move(reload)) {
    if (reload_) signals_.add(SIGHUP);
  }

  void wait() {
    signals_.async_wait([self = shared_from_this()](const boost::system::error_code& error, int signal) {
      if (error || !self->stop_) return;
      const auto handler = signal == SIGHUP ? self->reload_ : self->stop_;  // a copy: it may end this object
      handler();
      self->wait();
    });
  }

  void end() {
    stop_ = nullptr;
    boost::system::error_code ignored;
    signals_.cancel(ignored);
  }

 private:
  net::basic_signal_set<IoExecutor> signals_;
  std::function<void()> stop_;
  std::function<void()> reload_;
};

Signals::Signals(AsioLoop& loop, std::function<void()> stop, std::function<void()> reload)
    : impl_(std::make_shared<Impl>(loop, std::move(stop), std::move(reload))) {
  impl_->wait();
}

Signals::~Signals() { impl_->end(); }

}  // namespace gangway::transport
