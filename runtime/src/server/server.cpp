#include "gangway/server.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <thread>
#include <utility>

#include "dispatch/current_executor.h"
#include "protocol/recording.h"
#include "seeing/setup.h"
#include "server/lane.h"
#include "server/listeners.h"
#include "server/options/effective.h"
#include "server/options/values.h"
#include "server/site.h"
#include "transport/listener.h"
#include "transport/signals.h"
#include "transport/static_files.h"

namespace gangway {

class Server::Impl {
 public:
  explicit Impl(const ServerOptions& options)
      : in_force_(detail::options::effective(options, detail::options::process_environment())),
        lanes_(*in_force_.options.threads) {
    auto context = std::make_shared<detail::ServerContext>();
    for (const detail::Lane& lane : lanes_) context->loops.push_back(lane.loop());
    context->limits = in_force_.limits;
    const auto seeing = seeing::set_up(in_force_.options.logging, *in_force_.options.metrics, options.log);
    context->log = seeing.log;
    context->observer = seeing.observer;
    if (options.recorder) context->recording = std::make_shared<protocol::Recording>(options.recorder);
    context_ = std::move(context);
    site_ = std::make_shared<detail::Site>(context_, in_force_.options);
    for (detail::Lane& lane : lanes_) lane.set_host(site_);
    if (seeing.metrics) serve_metrics(seeing.metrics);
  }

  void serve_files(std::string prefix, std::string folder) {
    auto files = std::make_shared<transport::StaticFiles>(std::move(folder));
    site_->add_files(std::move(prefix), [files](std::string_view path, const HttpRequest& request) {
      return files->serve(path, request);
    });
  }

  void route(std::string method, std::string path, HttpHandler handler, std::optional<Cors> cors,
             const std::source_location& where) {
    detail::Routes::Route route{.method = std::move(method),
                                .pattern = std::move(path),
                                .place = detail::text_of(where),
                                .handler = std::move(handler),
                                .cors = {},
                                .parts = {}};
    try {
      if (cors) route.cors.emplace(std::move(*cors));
    } catch (const detail::options::BadValue& bad) {
      throw StartError("the CORS of the route at " + route.place + ": " + bad.what());
    }
    site_->add_route(std::move(route));
  }

  void listen() {
    if (!listeners_.empty()) return;
    if (*in_force_.options.print_options) context_->log(LogLevel::Info, "options:\n" + in_force_.text());
    const auto plan = detail::plan_listeners(in_force_, *site_);
    {
      const detail::CurrentExecutor current(lanes_.front().loop());
      site_->start_gateways();
    }
    try {
      for (const detail::PlannedListener& each : plan) open(each);
    } catch (...) {
      listeners_.clear();  // all of them or none
      addresses_.clear();
      throw;
    }
  }

  void run() {
    listen();
    const detail::CurrentExecutor current(lanes_.front().loop());
    std::optional<transport::Signals> signals;
    if (*in_force_.options.handle_signals) {
      std::function<void()> reload;
      if (!certificates_.empty()) reload = [this] { reload_certificates(); };
      signals.emplace(
          *lanes_.front().loop(), [this] { begin_stop(Stop::Gracefully); }, std::move(reload));
    }
    std::vector<std::jthread> threads;
    const StopAll stop_all{lanes_};  // also where the first one ends by an exception
    for (std::size_t i = 1; i < lanes_.size(); ++i) threads.emplace_back([this, i] { lanes_[i].run(); });
    lanes_.front().run();
  }

  void stop(Stop how) {
    lanes_.front().loop()->post([this, how] { begin_stop(how); });
  }

  bool reload_certificates() {
    bool all_good = true;
    for (const auto& certificate : certificates_) {
      const auto complaint = certificate->reload();
      if (complaint) {
        context_->log(LogLevel::Error, *complaint + "; the one before it stays in use");
        all_good = false;
      } else {
        context_->log(LogLevel::Info,
                      "the certificate `" + certificate->files().certificate + "` was read again");
      }
    }
    return all_good;
  }

  void post(std::function<void()> work) { lanes_.front().loop()->post(std::move(work)); }

  [[nodiscard]] detail::Site& site() noexcept { return *site_; }
  [[nodiscard]] const std::vector<std::string>& addresses() const noexcept { return addresses_; }
  [[nodiscard]] std::string options_text() const { return in_force_.text(); }
  [[nodiscard]] std::uint16_t port() const noexcept { return port_; }

 private:
  void serve_metrics(std::shared_ptr<const seeing::Metrics> metrics) {
    const auto handler = [this, metrics = std::move(metrics)](const HttpRequest&) -> Reply<HttpResponse> {
      std::uint64_t waiting = 0;
      for (const detail::Lane& lane : lanes_) waiting += lane.loop()->outbox_bytes();
      return HttpResponse{.content_type = "text/plain; version=0.0.4; charset=utf-8",
                          .body = metrics->text(waiting)};
    };
    site_->add_route({.method = "GET",
                      .pattern = "/metrics",
                      .place = "the option `metrics`",
                      .handler = handler,
                      .cors = {},
                      .parts = {}});
  }

  void open(const detail::PlannedListener& planned) {
    ListenerOptions at = planned.at;
    transport::ListenOptions listen;
    listen.http.request_timeout = in_force_.limits.http_timeout;
    if (const auto* tcp = std::get_if<TcpListener>(&at)) {
      listen.address = tcp->address;
      listen.port = tcp->port;
    } else if (const auto* tls = std::get_if<TlsListener>(&at)) {
      listen.address = tls->address;
      listen.port = tls->port;
      listen.tls = certificate(tls->files);
    } else {
      listen.unix_path = std::get<UnixListener>(at).path;
      listen.unix_mode = std::get<UnixListener>(at).mode;
    }
    std::vector<transport::Worker> workers;
    for (detail::Lane& lane : lanes_) workers.push_back({lane.loop().get(), &lane.host()});
    try {
      listeners_.push_back(std::make_unique<transport::Listener>(std::move(workers), listen));
    } catch (const StartError& error) {
      throw StartError(planned.place + ": " + error.what());
    }
    const std::uint16_t port = listeners_.back()->port();
    if (auto* tcp = std::get_if<TcpListener>(&at)) tcp->port = port;
    if (auto* tls = std::get_if<TlsListener>(&at)) tls->port = port;
    for (const std::size_t gateway : planned.gateways) site_->set_port(gateway, port, planned.own);
    if (port_ == 0) port_ = port;
    addresses_.push_back(detail::options::text_of(at));
  }

  /// One for all listeners with the same files.
  std::shared_ptr<transport::TlsContext> certificate(const TlsFiles& files) {
    for (const auto& each : certificates_) {
      if (each->files() == files) return each;
    }
    certificates_.push_back(std::make_shared<transport::TlsContext>(files));
    return certificates_.back();
  }

  /// On the first lane's thread.
  void begin_stop(Stop how) {
    const auto now = lanes_.front().loop()->now();
    const bool at_once = how == Stop::Now || stopping_;  // asked again: do not wait
    listeners_.clear();
    if (!std::exchange(stopping_, true)) draining_ = lanes_.size();
    for (detail::Lane& lane : lanes_)
      lane.drain(at_once ? now : now + in_force_.limits.grace, [this] { post([this] { drained(); }); });
  }

  /// All go on until the last has ended: its handlers may still broadcast to clients of the others.
  void drained() {
    if (--draining_ == 0) lanes_.front().loop()->stop();
  }

  struct StopAll {
    std::vector<detail::Lane>& lanes;
    ~StopAll() {
      for (detail::Lane& lane : lanes) lane.loop()->stop();
    }
  };

  detail::options::Effective in_force_;
  std::vector<detail::Lane> lanes_;
  std::shared_ptr<const detail::ServerContext> context_;
  std::shared_ptr<detail::Site> site_;
  std::vector<std::shared_ptr<transport::TlsContext>> certificates_;
  std::vector<std::unique_ptr<transport::Listener>> listeners_;
  std::vector<std::string> addresses_;
  std::uint16_t port_ = 0;
  bool stopping_ = false;
  std::size_t draining_ = 0;
};

Server::Server(ServerOptions options) : impl_(std::make_unique<Impl>(options)) {}
Server::~Server() = default;

void Server::serve(const detail::GatewayBinding& gateway, Hooks around) {
  impl_->site().add_gateway(gateway, std::move(around));
}
void Server::use(std::shared_ptr<Interceptor> interceptor) {
  impl_->site().hooks.interceptors.push_back(std::move(interceptor));
}
void Server::use(std::shared_ptr<ErrorFilter> filter) {
  impl_->site().hooks.filters.push_back(std::move(filter));
}
void Server::speak(std::string subprotocol, std::shared_ptr<const MessageFormat> format) {
  impl_->site().dialects.add(std::move(subprotocol), std::move(format));
}
void Server::serve_files(std::string prefix, std::string folder) {
  impl_->serve_files(std::move(prefix), std::move(folder));
}
detail::Site& Server::site() noexcept { return impl_->site(); }
void Server::route(std::string method, std::string path, HttpHandler handler, std::optional<Cors> cors,
                   std::source_location where) {
  impl_->route(std::move(method), std::move(path), std::move(handler), std::move(cors), where);
}
void Server::listen() { impl_->listen(); }
std::uint16_t Server::port() const noexcept { return impl_->port(); }
std::vector<std::string> Server::addresses() const { return impl_->addresses(); }
std::string Server::options_text() const { return impl_->options_text(); }
void Server::run() { impl_->run(); }
void Server::stop(Stop how) { impl_->stop(how); }
bool Server::reload_certificates() { return impl_->reload_certificates(); }
void Server::post(std::function<void()> work) { impl_->post(std::move(work)); }

}  // namespace gangway
