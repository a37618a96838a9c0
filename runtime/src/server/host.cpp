#include "server/host.h"

#include <algorithm>
#include <random>
#include <string>
#include <utility>

#include "dispatch/executor.h"
#include "protocol/recording.h"

namespace gangway::detail {
namespace {

HttpResponse text(unsigned status, std::string body) {
  return {.status = status, .body = std::move(body), .headers = {}};
}

/// A time of its own for each client, so that they do not all come back at once.
std::chrono::milliseconds some_time_up_to(std::chrono::milliseconds most) {
  static thread_local std::minstd_rand random{std::random_device{}()};
  std::uniform_int_distribution<std::int64_t> times(0, std::max<std::int64_t>(most.count(), 0));
  return std::chrono::milliseconds(times(random));
}

}  // namespace

Host::Host(std::shared_ptr<Site> site) : site_(std::move(site)), http_calls_(site_->shared_server()) {}

Host::~Host() {
  for (protocol::TextSession* session : sessions_) session->on_end({});
}

std::variant<protocol::Accepted, HttpResponse> Host::upgrade(HttpRequest request) {
  site_->proxies().apply(request);
  const auto place = site_->find(request);
  if (!place) return text(404, "no gateway has this path\n");
  if (draining_) return text(503, "the server is going away\n");
  const ServedGateway& served = *place->served;
  if (!origin_may(request, served.origins ? &*served.origins : nullptr))
    return text(403, "pages of this origin may not connect\n");
  const TimePoint now = site_->server().loop_here()->now();
  if (auto refusal = site_->enter(request.remote_address, now)) return std::move(*refusal);
  auto opened = site_->dialects.open(served.gateway, place->ns, request);
  if (auto* refusal = std::get_if<HttpResponse>(&opened)) {
    site_->leave(request.remote_address);
    return std::move(*refusal);
  }
  auto accepted =
      accept(served, std::move(std::get<Dialects::Opened>(opened)), std::move(request.remote_address));
  const auto& server = site_->server();
  if (server.recording) {
    accepted.session = protocol::recorded(std::move(accepted.session), server.recording, server.loop_here(),
                                          request, accepted.subprotocol);
  }
  return accepted;
}

protocol::Accepted Host::accept(const ServedGateway& served, Dialects::Opened opened, std::string address) {
  protocol::TextSession* const raw = opened.session.get();
  sessions_.insert(raw);
  raw->on_end([this, raw, address = std::move(address)] {
    sessions_.erase(raw);
    site_->leave(address);
  });
  return {.session = std::move(opened.session),
          .subprotocol = std::move(opened.subprotocol),
          .max_message = served.gateway->limits().max_payload,
          .deflate = served.compression ? site_->deflate() : nullptr};
}

std::function<void()> Host::respond(HttpRequest request, std::function<void(const HttpResponse&)> answer) {
  site_->proxies().apply(request);
  const auto at_once = [&answer](const HttpResponse& response) {
    answer(response);
    return std::function<void()>();
  };
  if (request.path == "/healthz") return at_once(text(200, "ok\n"));
  if (request.path == "/readyz") return at_once(draining_ ? text(503, "draining\n") : text(200, "ok\n"));
  if (draining_) return at_once(text(503, "the server is going away\n"));
  auto found = site_->routes().find(request.method, request.raw_path);
  if (found.any == nullptr) return at_once(site_->plain_answer(request));
  http_calls_.run(std::move(found), std::move(request), std::move(answer));
  return {};
}

void Host::begin_drain() {
  draining_ = true;
  for (protocol::TextSession* session : sessions_)
    session->drain(some_time_up_to(site_->server().limits.reconnect_spread));
  drain(false);
}

bool Host::drain(bool everything) {
  for (protocol::TextSession* session : sessions_) {
    Connection& connection = session->connection();
    if (!everything && !connection.idle()) continue;
    if (!connection.close_reason()) connection.set_close_reason(LeaveReason::ShuttingDown);
    session->close(1001, "the server is going away");
  }
  return sessions_.empty() && http_calls_.in_flight() == 0;
}

bool Host::flushing() const {
  for (const protocol::TextSession* session : sessions_) {
    if (session->queued_bytes() > 0) return true;
  }
  return false;
}

void Host::end() {
  for (protocol::TextSession* session : sessions_) session->connection().close(LeaveReason::ShuttingDown);
  http_calls_.cancel();
  for (const ServedGateway& served : site_->gateways()) served.gateway->forget_clients();
}

}  // namespace gangway::detail
