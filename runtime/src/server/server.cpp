#include "gangway/server.h"

#include <cstdio>
#include <optional>

#include "dispatch/current_executor.h"
#include "server/host.h"
#include "transport/asio_loop.h"
#include "transport/listener.h"
#include "transport/signals.h"
#include "transport/static_files.h"

namespace gangway {
namespace {

/// How often a stopping server looks whether its handlers have ended.
constexpr std::chrono::milliseconds kDrainStep{10};
/// How long clients may take for the close handshake once the server stops.
constexpr std::chrono::milliseconds kCloseTime{1'000};

void log_to_stderr(LogLevel level, std::string_view line) {
  static constexpr const char* kNames[] = {"debug", "info", "warning", "error"};
  if (level == LogLevel::Debug) return;
  std::fprintf(stderr, "gangway %s: %.*s\n", kNames[static_cast<int>(level)], static_cast<int>(line.size()),
               line.data());
}

}  // namespace

class Server::Impl {
 public:
  explicit Impl(ServerOptions options) : options_(std::move(options)) {
    if (!options_.log) options_.log = log_to_stderr;
    auto context = std::make_shared<detail::ServerContext>();
    context->loops = {loop_};
    context->limits = options_.limits;
    context->log = options_.log;
    context_ = std::move(context);
    host_.emplace(context_, options_.compression);
  }

  void serve(const detail::GatewayBinding& gateway) { host_->add_gateway(gateway); }

  void speak(std::string subprotocol, std::shared_ptr<const MessageFormat> format) {
    host_->add_format(std::move(subprotocol), std::move(format));
  }

  void serve_files(std::string prefix, std::string folder) {
    auto files = std::make_shared<transport::StaticFiles>(std::move(folder));
    host_->add_files(std::move(prefix), [files](std::string_view path, const protocol::HttpRequest& request) {
      return files->serve(path, request);
    });
  }

  void listen() {
    if (listener_) return;
    transport::ListenOptions listen{.address = options_.address, .port = options_.port, .http = {}};
    listen.http.request_timeout = options_.limits.http_timeout;
    listener_.emplace(*loop_, *host_, listen);
    port_ = listener_->port();
  }

  void run() {
    listen();
    const detail::CurrentExecutor current(loop_);
    std::optional<transport::Signals> signals;
    if (options_.handle_signals) signals.emplace(*loop_, [this] { begin_stop(); });
    loop_->run();
    host_->end();
  }

  void stop() {
    loop_->post([this] { begin_stop(); });
  }

  void post(std::function<void()> work) { loop_->post(std::move(work)); }

  [[nodiscard]] std::uint16_t port() const noexcept { return port_; }

 private:
  void begin_stop() {
    if (stopping_) {
      deadline_ = loop_->now();  // asked again: do not wait
      return;
    }
    stopping_ = true;
    deadline_ = loop_->now() + options_.limits.grace;
    listener_.reset();
    host_->begin_drain();
    step();
  }

  void step() {
    const bool everything = loop_->now() >= deadline_;
    if (host_->drain(everything) || loop_->now() >= deadline_ + kCloseTime) return loop_->stop();
    loop_->at(loop_->now() + kDrainStep, [this] { step(); });
  }

  ServerOptions options_;
  std::shared_ptr<transport::AsioLoop> loop_ = std::make_shared<transport::AsioLoop>();
  std::shared_ptr<const detail::ServerContext> context_;
  std::optional<detail::Host> host_;
  std::optional<transport::Listener> listener_;
  std::uint16_t port_ = 0;
  bool stopping_ = false;
  detail::TimePoint deadline_{};
};

Server::Server(ServerOptions options) : impl_(std::make_unique<Impl>(std::move(options))) {}
Server::~Server() = default;

void Server::serve(const detail::GatewayBinding& gateway) { impl_->serve(gateway); }
void Server::speak(std::string subprotocol, std::shared_ptr<const MessageFormat> format) {
  impl_->speak(std::move(subprotocol), std::move(format));
}
void Server::serve_files(std::string prefix, std::string folder) {
  impl_->serve_files(std::move(prefix), std::move(folder));
}
void Server::listen() { impl_->listen(); }
std::uint16_t Server::port() const noexcept { return impl_->port(); }
void Server::run() { impl_->run(); }
void Server::stop() { impl_->stop(); }
void Server::post(std::function<void()> work) { impl_->post(std::move(work)); }

}  // namespace gangway
