#include "transport/signals.h"

#include <boost/asio/signal_set.hpp>
#include <csignal>

#include "transport/asio_loop_impl.h"

namespace gangway::transport {

class Signals::Impl : public std::enable_shared_from_this<Impl> {
 public:
  Impl(AsioLoop& loop, std::function<void()> handler)
      : signals_(loop.impl().context, SIGINT, SIGTERM), handler_(std::move(handler)) {}

  void wait() {
    signals_.async_wait([self = shared_from_this()](const boost::system::error_code& error, int) {
      if (error || !self->handler_) return;
      const auto handler = self->handler_;  // a copy: the handler may end this object
      handler();
      self->wait();
    });
  }

  void stop() {
    handler_ = nullptr;
    boost::system::error_code ignored;
    signals_.cancel(ignored);
  }

 private:
  net::basic_signal_set<IoExecutor> signals_;
  std::function<void()> handler_;
};

Signals::Signals(AsioLoop& loop, std::function<void()> handler)
    : impl_(std::make_shared<Impl>(loop, std::move(handler))) {
  impl_->wait();
}

Signals::~Signals() { impl_->stop(); }

}  // namespace gangway::transport
